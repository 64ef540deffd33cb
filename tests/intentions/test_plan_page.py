"""A plan is the page it is on screen, as PDF and as Word file, in the same words; of its round's intentions it lists what is public."""

import io
from datetime import timedelta

import docx
import pikepdf
import pytest
from bs4 import BeautifulSoup

from intentions import actions, documents, tasks
from intentions.documents.paper.plan import Box, _spans, plan_page
from intentions.models import Plan
from portal.moves import CannotMove
from portal.printing import pdf, refusals
from portal.printing.press import print_document
from tests.portal.printing_text import text_of_tags

from .conftest import NOON, WHOLE
from .reading import banner, problems, soup, text, typed
from .test_plan import CCG, NHS_ENGLAND
from .twins import twins

DRAFT, PAGE = "/plans/plan-of-the-lead/draft/", "/plans/plan-of-the-lead/"
AMBITION = {
    "visions": [{"where": "page", "statements": ["People live well."]}, {"where": "appendix-b", "statements": ["People live long."]}],
    "ambition": {"statement": "Fewer years lost"},
    "measures": [{"name": "Years lost"}],
    "priorities": [
        {"name": name, "statement": "Better.", "initiatives": ["Begin", "Go on"]} for name in ("Cancer", "Dementia", "Births", "Lungs")
    ],
    "together": [{"name": "Maternity", "partner": "the council"}],
    "scorecard": [{"number": 1, "question": "Is care good?", "objectives": [1]}],
}
MISSION = {
    "mission": {"statement": "Better health."},
    "values": ["We listen"],
    "visions": [{"statements": ["All live well."], "pillars": [{"name": "Start well", "statement": "Every child"}]}],
    "note": "  ",
}
HIDDEN = ("UEC-02", "UEC-03", "A secret plan", "A thing given up")
FORMS = {"ccg": CCG, "nhs-england": NHS_ENGLAND, "ambition-and-priorities": AMBITION, "mission-vision-values": MISSION}


@pytest.fixture
def write(lead, author):
    def make(form="ccg", content=None, **about):
        content = FORMS[form] if content is None else content
        fields = {"slug": "plan-of-the-lead", "title": "Plan of the lead", "year_from": 2019, "year_to": 2019, **about}
        return actions.add_plan(organisation=lead, form=form, content=dict(content), by=author, **fields)

    return make


@pytest.fixture
def tied(write, round, published):
    """Its box names a public intention, one that is being written, and one that was given up."""
    named = {"delivered_by": [{"serves": [1], "text": "- Begin.", "intentions": ["UEC-01", "UEC-02", "UEC-03"]}]}
    return write(content={**CCG, **named}, round=round)


@pytest.fixture
def published(round, chapter, version, author, approver):
    """UEC-01 is public; UEC-02 is a draft, UEC-03 withdrawn."""
    sent = actions.submit(version=version, by=author)
    actions.approve(version=sent, by=approver, at=NOON)
    edition = actions.publish(round=round, by=approver, approving_body="The board", approved_date=None, at=NOON)
    for reference, title in (("UEC-02", "A secret plan"), ("UEC-03", "A thing given up")):
        actions.add_intention(chapter=chapter, by=author, content=dict(WHOLE, title=title), reference=reference)
    gone = round.intentions.get(reference="UEC-03").latest
    actions.withdraw(version=gone, by=approver, reason="No money")
    return edition


@pytest.mark.parametrize("form", FORMS)
def test_page_pdf_and_word_file_say_the_same_words_on_one_page(write, form):
    plan = write(form)
    pages, differences = twins(plan_page(plan), plan.title, documents.PLAN)
    assert (pages, differences) == (1, [])


@pytest.mark.parametrize(("form", "is_wide"), [("ccg", True), ("nhs-england", True), ("ambition-and-priorities", False)])
def test_a_plan_of_many_boxes_lies_on_its_side(write, form, is_wide):
    plan = write(form)
    made = pdf.print_paper(documents.PLAN, plan_page(plan), title=plan.title)
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        left, foot, right, top = file.pages[0].MediaBox
    assert (right - left > top - foot) == is_wide


@pytest.mark.parametrize("form", ["ccg", "ambition-and-priorities"])
def test_a_plan_that_is_longer_than_its_page_is_refused_by_name(write, form):
    plan = write(form, {**FORMS[form], "risks": [f"Risk {number} of something that lasts a whole line" for number in range(120)]})
    with pytest.raises(refusals.CannotPrint, match="High-level risks"):
        pdf.print_paper(documents.PLAN, plan_page(plan), title=plan.title)


def test_boxes_stand_in_rows_of_24_columns_as_wide_as_they_have_words(write):
    sections = plan_page(write("ambition-and-priorities"))["sections"]
    rows = {one["row"]: [other["span"] for other in sections if other["row"] == one["row"]] for one in sections}
    assert {sum(spans) for spans in rows.values()} == {24}
    assert max(len(spans) for spans in rows.values()) <= 3
    wide, narrow = _spans([Box("x", "A", [{"text": "a" * 900}]), Box("x", "B", [{"text": "b"}])])
    assert (wide, narrow) == (21, 3)


def test_a_blank_note_is_no_bullet(client, write, approver):
    actions.publish_plan(plan=write("mission-vision-values"), by=approver)
    page = soup(client.get(PAGE))
    assert "Notes" not in [head.get_text() for head in page.select("h2")]
    assert not [item for item in page.select("main li") if not item.get_text(strip=True)]


def test_the_files_stand_at_the_address_of_the_plan(client, write, approver):
    plan = actions.publish_plan(plan=write(), by=approver)
    assert "PDF: it is being printed" in text(soup(client.get(PAGE)).find("main"))
    assert client.get("/plans/plan-of-the-lead.pdf").status_code == 404
    print_document(document_id=str(plan.document_id))
    link = soup(client.get(PAGE)).find("a", href="/plans/plan-of-the-lead.pdf")
    assert link.get_text().startswith("Download it (PDF, 1 page, ")
    assert b"".join(client.get(link["href"])).startswith(b"%PDF")
    word = client.get("/plans/plan-of-the-lead.docx")
    said = " ".join(one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "attachment" in word["Content-Disposition"]
    assert "Fewer years lost" in said


@pytest.mark.parametrize("door", ["", ".pdf", ".docx"])
def test_a_draft_has_no_files_and_no_page(client, write, door):
    write()
    assert client.get(f"/plans/plan-of-the-lead{door or '/'}").status_code == 404


def test_a_public_plan_without_a_pdf_is_printed_by_the_clock_once(write, approver):
    actions.publish_plan(plan=write(), by=approver)
    Plan.objects.update(document=None)
    tasks.print_plans()
    ordered = Plan.objects.get().document
    tasks.print_plans()
    actions.print_plan(plan=Plan.objects.get(), by=None)
    assert ordered is not None
    assert Plan.objects.get().document == ordered


def test_a_plan_is_seen_as_its_page_before_it_is_public(at_desk, write, author, stranger):
    write()
    page = soup(at_desk(author).get(f"{DRAFT}page/"))
    assert "Delivered by, for objectives 1 and 2" in [head.get_text() for head in page.select(".boxes-box h2")]
    assert at_desk(stranger).get(f"{DRAFT}page/").status_code == 404


# ── Intentions ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_box_lists_the_intentions_that_are_public_and_no_others(client, tied, approver):
    plan = actions.publish_plan(plan=tied, by=approver)
    print_document(document_id=str(plan.document_id))
    page, word = client.get(PAGE).content, client.get("/plans/plan-of-the-lead.docx").content
    [box] = [one for one in BeautifulSoup(page, "html.parser").select(".boxes-box") if "Delivered by" in one.get_text()]
    [link] = box.select("a")
    assert (link.get_text(), link["href"].endswith("/intentions-2019-20/UEC-01/")) == ("UEC-01", True)
    assert "Same day emergency care" in box.get_text()
    plan.document.refresh_from_db()
    with plan.document.file.open("rb") as file, pikepdf.open(file) as printed:
        on_paper = text_of_tags(printed)
    words = "".join(one.text or "" for one in docx.Document(io.BytesIO(word)).element.body.iter())
    for door in (page.decode(), words, on_paper, str(plan.document.facts)):
        assert "UEC-01" in door
        assert [hidden for hidden in HIDDEN if hidden in door or hidden.replace(" ", "") in door] == []


def test_nobody_sees_of_an_edition_frozen_plans_what_it_does_not_publish(tied, round, approver, author):
    actions.publish_plan(plan=tied, by=approver)
    sent = actions.submit(version=round.intentions.get(reference="UEC-02").latest, by=author)
    actions.approve(version=sent, by=approver, at=NOON)
    second = actions.publish(round=round, by=approver, approving_body="The board", approved_date=None, at=NOON, what_changed="More")
    [frozen] = second.content["plans"]
    assert [one["reference"] for one in frozen["facts"]["blocks"][0]["intentions"]] == ["UEC-01", "UEC-02"]


def test_when_an_edition_changes_what_it_lists_the_pdf_of_before_is_not_given(client, tied, round, approver, author):
    plan = actions.publish_plan(plan=tied, by=approver)
    print_document(document_id=str(plan.document_id))
    before = Plan.objects.get().document
    sent = actions.submit(version=round.intentions.get(reference="UEC-02").latest, by=author)
    actions.approve(version=sent, by=approver, at=NOON)
    actions.publish(round=round, by=approver, approving_body="The board", approved_date=None, at=NOON, what_changed="More")
    assert "A secret plan" in client.get(PAGE).content.decode()
    Plan.objects.update(document=before)  # as if the edition had not let it go
    assert client.get("/plans/plan-of-the-lead.pdf").status_code == 404
    Plan.objects.update(document=None)
    tasks.print_plans()
    print_document(document_id=str(Plan.objects.get().document_id))
    assert client.get("/plans/plan-of-the-lead.pdf").status_code == 200


def test_intentions_that_no_box_lists_have_one_of_their_own(write, round, published):
    write(content={**CCG, "intentions": ["UEC-01"]}, round=round)
    facts = plan_page(Plan.objects.get())
    assert "Commissioning intentions" in [one["heading"] for one in facts["sections"]]


def test_the_writer_chooses_a_round_and_intentions_that_it_has(at_desk, author, write, round, published):
    write()
    desk = at_desk(author)
    sent = typed(desk.get(DRAFT)) | {"delivered_by-0-intentions": "uec-01, UEC-02"}
    assert problems(desk.post(DRAFT, sent)) == ["Select the round whose intentions it lists"]
    wrong = desk.post(DRAFT, sent | {"round": str(round.pk), "intentions": "UEC-99"})
    assert (wrong.status_code, problems(wrong)) == (422, [f"There is no intention UEC-99 in {round}"])
    assert "UEC-99" in wrong.content.decode()
    assert "Saved" in banner(desk.post(DRAFT, sent | {"round": str(round.pk)}, follow=True))
    plan = Plan.objects.get()
    assert (plan.round, plan.content["delivered_by"][0]["intentions"]) == (round, ["UEC-01", "UEC-02"])
    assert "Readers do not see UEC-02: it is not in a published edition." in text(soup(desk.get(DRAFT)).find("main"))


def test_a_round_of_other_commissioners_is_not_offered_and_not_taken(at_desk, author, write, elsewhere, stranger):
    write()
    about = {"title": "Theirs", "slug": "theirs", "kind": "annual", "year_from": 2019, "year_to": 2019}
    other = actions.start_round(lead=elsewhere, participants=[], by=stranger, **about)
    desk = at_desk(author)
    page = desk.get(DRAFT)
    assert str(other.pk) not in page.content.decode()
    assert desk.post(DRAFT, typed(page) | {"round": str(other.pk)}).status_code == 422


def test_the_facts_of_the_document_stand_folded_after_what_it_says(at_desk, author, write):
    write()
    desk = at_desk(author)
    page = soup(desk.get(DRAFT))
    [fold] = page.select("#edit > details")
    names = [one.get("name") for one in page.select("#edit [name]") if one.get("type") != "hidden"]
    assert fold.select_one("[name=year_from]")
    assert not fold.has_attr("open")
    assert names.index("title") < names.index("visions-0-statements") < names.index("document_version")
    wrong = soup(desk.post(DRAFT, typed(desk.get(DRAFT)) | {"year_from": "2020", "year_to": "2019"}))
    assert wrong.select_one("#edit > details").has_attr("open")


def test_a_public_plan_is_not_tied_to_other_intentions(tied, approver, author):
    plan = actions.publish_plan(plan=tied, by=approver)
    with pytest.raises(CannotMove):
        actions.edit_plan(plan=plan, by=author, revision=0, intentions=["UEC-01"])


def test_a_round_that_is_forgotten_leaves_the_plan_that_named_it(write, round, author, approver):
    actions.publish_plan(plan=write(round=round, content={**CCG, "intentions": ["UEC-01"]}), by=approver)
    gone = actions.delete_round(round=round, by=author)
    assert actions.forget_rounds(at=gone.deleted_at + timedelta(days=31)) == 1
    assert Plan.objects.get().round is None
