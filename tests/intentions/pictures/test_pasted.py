"""A picture pasted into a text is kept as an attachment of what the text is of, where that has a home for pictures."""

import base64

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect

from intentions import actions
from intentions.models import CaseStudy, Version

from ...portal import drawings
from ..browsers import CHROMIUM, session_of
from ..reading import EDIT
from ..test_browser_killed import playwright  # noqa: F401  a fixture
from .kept import WARDS, keep


@pytest.fixture
def address(round, version):
    return reverse("intentions:pictures", args=[round.slug, version.intention.reference])


def sent(*contents, **more):
    files = [SimpleUploadedFile(f"{at}.png", content) for at, content in enumerate(contents)]
    return {"pasted": "1", "pictures": files, **more}


def test_each_picture_is_kept_with_what_was_said_of_it_and_where_it_stood(desk, address, version):
    said = desk.post(address, sent(drawings.png(), WARDS, alternative=["Beds", "image001.png"], after=["Money is short.", ""])).json()

    assert said["words"] == "Kept as an attachment: 2 pictures."
    assert (said["pictures"], said["href"]) == ([True, True], address)
    version.refresh_from_db()
    assert [(row["alternative"], row["after"]) for row in version.pictures] == [("Beds", "Money is short."), ("", "")]


def test_what_is_no_picture_is_answered_as_not_kept_and_the_others_are(desk, address, version):
    ornament = drawings.png(size=(8, 8))
    said = desk.post(address, sent(drawings.SVG, drawings.png(), b"", ornament, drawings.bomb(), drawings.png()[:60], drawings.EMF)).json()

    assert said["pictures"] == [False, True, False, False, False, False, False]
    assert said["words"] == "Kept as an attachment: 1 picture."
    version.refresh_from_db()
    assert len(version.pictures) == 1


def test_the_same_picture_pasted_again_is_there_already(desk, address, version, author):
    keep(version, author)
    said = desk.post(address, sent(drawings.png())).json()

    assert (said["pictures"], said["words"], said["files"]) == ([True], "This picture is attached already.", [])


def test_of_forty_pasted_the_first_are_kept_and_the_others_answered_as_not(desk, address, version):
    said = desk.post(address, sent(*[drawings.png(size=(40 + at, 40)) for at in range(40)])).json()

    assert said["pictures"] == [True] * 20 + [False] * 20


def test_undoing_the_paste_takes_its_pictures_back(desk, address, version, author):
    keep(version, author)
    said = desk.post(address, sent(drawings.png(), WARDS)).json()
    desk.post(address, {"unpasted": "1", "files": said["files"]})
    version.refresh_from_db()

    assert [row["alternative"] for row in version.pictures] == ["Beds in use"]


def test_what_is_approved_meanwhile_keeps_nothing(desk, address, version, author, approver):
    actions.submit(version=version, by=author)
    answer = desk.post(address, sent(drawings.png()))

    assert (answer.status_code, answer.json()["pictures"]) == (409, [False])


def test_nobody_else_can_paste(client, address, viewer, stranger):
    for person, status in ((viewer, 403), (stranger, 404)):
        client.force_login(person)
        assert client.post(address, sent(drawings.png())).status_code == status


def test_a_question_says_where_its_pictures_go_and_what_has_no_home_says_nothing(desk, round, version, chapter, author):
    study = actions.add_passage(round=round, model=CaseStudy, by=author, title="A ward", narrative="<p>It opened.</p>")
    section = round.sections.first()

    def homes(where):
        page = BeautifulSoup(desk.get(where).content, "html.parser")
        return {box.get("data-pictures") for box in page.find_all("textarea", attrs={"data-reads": True})}

    def at(name, *more):
        return reverse(f"intentions:{name}", args=[round.slug, *more])

    assert homes(EDIT) == {at("pictures", version.intention.reference)}
    assert homes(at("chapter", chapter.code)) == {at("chapter_pictures", chapter.code)}
    assert homes(at("edit_passage", "section", section.pk)) == {at("passage_pictures", "section", section.pk)}
    assert homes(at("edit_passage", "example", study.pk)) == {at("passage_pictures", "example", study.pk)}
    assert homes(at("add_passage", "section")) == {None}
    assert homes(at("suggest", version.intention.reference)) == {None}


# ── In a browser ────────────────────────────────────────────────────────────────────────────────────────────────────
PASTE = """([html, picture]) => {
  const editor = document.querySelector(".ProseMirror"), carried = new DataTransfer();
  if (html) carried.setData("text/html", html);
  const bytes = () => Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  if (picture) carried.items.add(new File([bytes()], "image.png", { type: "image/png" }));
  editor.focus();
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""
BEDS = base64.b64encode(drawings.png()).decode()
LIBRE = f'<p>Money is <s>not</s> short.</p><p><img src="data:image/png;base64,{BEDS}" alt="Beds in use" width="120"></p>'
WORD = '<p class="MsoNormal">Money is short.<img src="file:///C:/Temp/clip_image002.png" alt="A chart of beds" width=400></p>'


@pytest.fixture
def writing(playwright, live_server, author, version):  # noqa: F811
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies(session_of(author, live_server.url))
    page = context.new_page()
    page.goto(EDIT)
    page.get_by_role("textbox", name="Description").click()
    yield page
    browser.close()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_picture_in_a_page_is_kept_and_the_notice_leads_to_where_one_says_what_it_shows(writing):
    writing.evaluate(PASTE, [LIBRE, ""])
    told = writing.get_by_role("region", name="Not all of what was pasted could be kept as it was")

    expect(told).to_contain_text("Struck out, so left out: “not”.")
    expect(told).to_contain_text("Kept as an attachment: 1 picture.")
    expect(told).not_to_contain_text("Left out, 1 picture")
    expect(writing.locator("#pictures img")).to_have_attribute("alt", "Beds in use")
    row = Version.objects.get().pictures[0]
    assert (row["alternative"], row["after"]) == ("Beds in use", "Money is not short.")

    told.get_by_role("button", name="Undo the paste").click()
    expect(writing.locator("#pictures img")).to_have_count(0)
    assert Version.objects.get().pictures == []
    expect(writing.locator(".ProseMirror")).not_to_contain_text("Money is")


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_picture_copied_by_itself_is_kept(writing):
    writing.evaluate(PASTE, ["", BEDS])
    told = writing.get_by_role("region", name="Kept as an attachment: 1 picture.")
    told.get_by_role("link", name="Say what it shows").click()

    writing.get_by_label("Say what this picture shows").first.fill("Beds in use")
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_text("What is said of the pictures is saved.")).to_be_visible()
    assert Version.objects.get().pictures[0]["alternative"] == "Beds in use"


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_picture_that_stays_in_the_other_program_is_named_as_left_out(writing):
    writing.evaluate(PASTE, [WORD, ""])
    told = writing.get_by_role("region", name="Not all of what was pasted could be kept as it was")

    expect(told).to_contain_text("Left out, 1 picture: “A chart of beds”.")
    assert Version.objects.get().pictures == []
