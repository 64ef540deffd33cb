"""A report is brought in from Word: looked at, taken in, described, replaced and taken back."""

import pytest
from django.core.files.storage import default_storage

from committees import actions
from committees.models import AgendaItem, Original, Paper, Picture
from committees.tasks import leave_old_reports

from ...portal import report_files as files_of
from ..conftest import EXEMPT, IN_TIME
from ..reading import entering, main, problems, soup, typed, words
from ..reports import ALT, take, upload


# ── Looked at ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_file_stands_beside_what_the_paper_will_hold_and_nothing_is_changed(client, looked_at, line):
    page = soup(client.get(looked_at))
    rows = [tuple(map(words, row.find_all("div", recursive=False))) for row in page.select(".app-pairs__row")[1:]]

    assert ("To say what is bought.", "To say what is bought.") in rows
    assert ("Nurses Beds", "Nurses Beds") in rows
    assert "The first row of a table was taken for its headings: “Year, Sum”." in words(page.select_one("#told + ul"))
    assert AgendaItem.objects.get(pk=line.pk).paper is None


def test_each_picture_is_shown_with_a_field_for_what_it_shows(client, looked_at):
    page = soup(client.get(looked_at))
    shown = page.select(".app-described img")

    assert [image["alt"] for image in shown] == ["Picture 1", "Picture 2"]
    assert words(page.find("textarea", {"name": "alt-1"})) == ALT
    assert page.find("input", {"name": "decorates-2"}).has_attr("checked")
    assert client.get(shown[0]["src"])["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (files_of.locked(), "has a password"),
        (files_of.with_macros(), "has macros"),
        (files_of.damaged(), "must be a Word file"),
        (files_of.broken_inside(), "is damaged and cannot be read. Save it again and choose that."),
        (files_of.empty(), "is empty"),
        (b"", "is empty"),
        (files_of.bomb(), "unpacks to more than anybody can open"),
        (files_of.long(301), "has 301 pages; 300 is the most"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_was_chosen(client, clerk, line, content, said):
    page = soup(entering(client, clerk).post(f"/items/{line.pk}/word/", upload(content)), 422)

    assert said in problems(page)[0]
    assert page.select_one("#id_upload-error")
    assert not Original.objects.exists()


def test_without_a_file_one_is_asked_for(client, clerk, line):
    assert problems(soup(entering(client, clerk).post(f"/items/{line.pk}/word/", {}), 422)) == ["Select a Word file"]


def test_a_file_that_is_left_is_forgotten_with_its_pictures(client, looked_at, line, django_capture_on_commit_callbacks):
    names = [*Original.objects.values_list("file", flat=True), *Picture.objects.values_list("file", flat=True)]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{looked_at}leave/")

    assert not Original.objects.exists() and not Picture.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


def test_a_file_that_waits_for_two_days_is_forgotten(looked_at):
    leave_old_reports()
    assert Original.objects.exists()
    Original.objects.update(at=IN_TIME)
    leave_old_reports()
    assert not Original.objects.exists() and not Picture.objects.exists()


@pytest.mark.parametrize("pictures", [2, 6])
def test_the_page_of_pictures_asks_the_same_of_two_and_of_six(client, taken, pictures, django_assert_max_num_queries):
    first = taken.pictures.first()
    for number in range(3, pictures + 1):
        first.pk, first.number = None, number
        first.save(force_insert=True)
    with django_assert_max_num_queries(14):
        client.get(f"{taken.get_draft_url()}pictures/")


# ── Taken in ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_an_ordinary_paper_on_its_line(client, taken, line):
    line.refresh_from_db()
    assert line.paper == taken
    page = soup(client.get(taken.get_draft_url()))
    assert page.find("input", {"name": "body-1-heading"})["value"] == "Purpose"
    assert "To say what is bought." in page.find("textarea", {"name": "body-1-text"})["data-html"]


def test_it_is_amended_here(client, taken):
    form = typed(soup(client.get(taken.get_draft_url())))
    changed = {"body-1-text": "To say what is paid for.", "body-5-heading": "Thanks", "body-5-text": "To all."}
    client.post(taken.get_draft_url(), {**form, **changed})
    taken.refresh_from_db()

    assert taken.body[0] == {"heading": "Purpose", "text": "<p>To say what is paid for.</p>"}
    assert {"heading": "Thanks", "text": "<p>To all.</p>"} in taken.body


def test_a_title_is_asked_for_and_what_was_typed_stays(client, looked_at):
    form = typed(soup(client.get(looked_at)), **{"title": "", "alt-1": "Something else"})
    page = soup(client.post(looked_at, form), 422)

    assert problems(page) == ["Enter a title"]
    assert words(page.find("textarea", {"name": "alt-1"})) == "Something else"


def test_a_picture_cannot_both_say_something_and_decorate(client, looked_at):
    page = soup(take(client, looked_at, **{"decorates-1": "on"}), 422)
    assert problems(page) == ["Say what picture 1 shows or that it only decorates, not both"]


def test_a_picture_that_nobody_described_keeps_the_paper_from_being_cleared(client, looked_at, second_clerk):
    take(client, looked_at, **{"alt-1": ""})
    paper = Paper.objects.get()
    with pytest.raises(actions.NotReady, match="Say in words what picture 1 shows, or that it only decorates"):
        actions.clear(paper=paper, by=second_clerk, at=IN_TIME)

    client.post(f"{paper.get_draft_url()}pictures/", {"alt-1": "Two bars.", "decorates-2": "on"})
    assert actions.clear(paper=paper, by=second_clerk, at=IN_TIME).facts["insets"]["pictures"]["1"]["alt"] == "Two bars."


def test_who_described_a_picture_does_not_clear_the_paper(taken, second_clerk):
    actions.describe(paper=taken, by=second_clerk, said={1: ("Bars.", False)})
    with pytest.raises(actions.OwnText):
        actions.clear(paper=taken, by=second_clerk, at=IN_TIME)


def test_a_report_after_the_deadline_says_why_it_is_late(client, clerk, looked_at, meeting, line):
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    assert ["Say why it is published now" in one for one in problems(soup(take(client, looked_at), 422))] == [True]
    why = {"chair_reason": "Figures came late.", "chair_agreed_by": "The chair"}
    on = {"chair_agreed_date_0": "30", "chair_agreed_date_1": "11", "chair_agreed_date_2": "2018"}
    assert take(client, looked_at, **why, **on).status_code == 302


def test_a_report_for_a_private_line_is_private(client, clerk, meeting, files):
    line = actions.add_item(meeting=meeting, title="Prices", by=clerk, **EXEMPT)
    address = entering(client, clerk).post(f"/items/{line.pk}/word/", upload(files_of.report())).url
    take(client, address)
    paper = Paper.objects.get()
    assert (paper.is_exempt, paper.exempt_reason) == (True, EXEMPT["exempt_reason"])


# ── Replaced, and taken back ────────────────────────────────────────────────────────────────────────────────────────
def brought_again(client, paper, content):
    return client.post(f"{paper.get_draft_url()}from-word/", upload(content)).url


def test_a_new_file_shows_what_it_changes_before_it_is_taken_in(client, taken):
    page = soup(client.get(brought_again(client, taken, files_of.report(purpose="To say what is paid for."))))

    assert [words(one) for one in page.select("#changes ~ details summary")] == ["Changed: Purpose"]
    assert words(page.select_one("#changes ~ details ins")).startswith("Added")
    taken.refresh_from_db()
    assert taken.body[0]["text"] == "<p>To say what is bought.</p>"


def test_the_same_file_again_changes_nothing_and_keeps_what_was_said_of_pictures(client, taken, clerk):
    actions.describe(paper=taken, by=clerk, said={1: ("Our own words.", False)})
    address = brought_again(client, taken, files_of.report())

    assert "It says what the paper says." in main(client.get(address))
    take(client, address)
    assert [(one.number, one.alt) for one in taken.pictures.order_by("number")] == [(1, "Our own words."), (2, "")]


def test_what_was_taken_in_is_taken_back(client, taken):
    take(client, brought_again(client, taken, files_of.report(purpose="To say what is paid for.")))
    client.post(f"{taken.get_draft_url()}from-word/back/", {})
    taken.refresh_from_db()
    assert taken.body[0]["text"] == "<p>To say what is bought.</p>"


def test_a_paper_made_from_a_file_is_withdrawn_instead(client, taken):
    page = soup(client.post(f"{taken.get_draft_url()}from-word/back/", {}), 422)
    assert problems(page) == ["The paper was made from this file. Withdraw the paper instead."]


def test_a_report_written_under_house_headings_gives_way_and_comes_back(client, clerk, paper, files):
    entering(client, clerk)
    take(client, brought_again(client, paper, files_of.report()))
    paper.refresh_from_db()
    assert (paper.form, paper.purpose) == ("written", "<p>Says what is to be bought.</p><p>For information.</p>")
    client.post(f"{paper.get_draft_url()}from-word/back/", {})
    paper.refresh_from_db()
    assert (paper.form, paper.body) == ("report", [])


def test_a_paper_that_changed_since_the_file_was_read_is_not_written_over(client, taken, clerk):
    address = brought_again(client, taken, files_of.report(purpose="To say what is paid for."))
    form = typed(soup(client.get(address)))
    actions.save_paper(paper=taken, by=clerk, revision=taken.revision, body=[{"heading": "Purpose", "text": "<p>Mine.</p>"}])

    assert "A colleague changed the paper after you brought the file in" in problems(soup(client.post(address, form), 422))[0]
    taken.refresh_from_db()
    assert taken.body[0]["text"] == "<p>Mine.</p>"


def test_nothing_is_brought_into_a_cleared_paper(client, clerk, taken, second_clerk):
    actions.clear(paper=taken, by=second_clerk, at=IN_TIME)
    assert client.post(f"{taken.get_draft_url()}from-word/", upload(files_of.report())).status_code in (302, 409)
    assert Original.objects.count() == 1
