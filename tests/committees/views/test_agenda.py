from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from committees import actions
from committees.models import AgendaItem, Meeting
from committees.states import ExemptBasis

from ..conftest import EXEMPT, IN_TIME, LATE, LATENESS, a_pdf
from ..reading import entering, lines, main, problems, soup, typed, words

EXEMPTION_TYPED = {
    "part": "2",
    "exempt_basis": "paragraph-3",
    "exempt_reason": "Prices are still being agreed.",
    "exempt_decided_by": "Monitoring officer",
    "exempt_decided_date_day": "20",
    "exempt_decided_date_month": "11",
    "exempt_decided_date_year": "2018",
    "exempt_review_date_day": "3",
    "exempt_review_date_month": "6",
    "exempt_review_date_year": "2019",
}


PLACE = "New place of item {0} Move item {0} to this place Change item {0} , add to it : an appendix or another report of item {0}"


@pytest.fixture
def draft(meeting):
    return meeting.get_draft_url()


@pytest.fixture
def agenda_page(client, clerk, draft):
    """The clerk's page, as it is now."""
    return lambda: soup(entering(client, clerk).get(draft))


# ── Calling a meeting ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_clerk_calls_a_meeting_of_a_committee_they_serve(client, clerk, committee, elsewhere, time_machine):
    time_machine.move_to("2018-11-01T09:00Z")
    form = soup(entering(client, clerk).get("/meetings/call/"))
    assert [words(option) for option in form.select("select[name=committee] option")] == ["Select a committee", committee.name]

    said = typed(form, committee=str(committee.pk), at_day="3", at_month="12", at_year="2018", at_time="7pm", venue="Civic Suite")
    answer = client.post("/meetings/call/", said)

    meeting = Meeting.objects.get()
    assert answer["Location"] == meeting.get_draft_url()
    assert (meeting.date, str(meeting.time)) == (date(2018, 12, 3), "19:00:00")


def test_a_meeting_is_not_called_for_a_day_that_is_past_and_what_was_typed_stays(client, clerk, committee):
    said = {"committee": str(committee.pk), "at_day": "3", "at_month": "12", "at_year": "2018", "at_time": "7pm", "venue": "Civic Suite"}
    page = soup(entering(client, clerk).post("/meetings/call/", said), 422)

    assert "Date and time must be" in problems(page)[0]
    assert page.find("input", {"name": "venue"})["value"] == "Civic Suite"


def test_a_meeting_is_not_called_for_a_committee_served_by_somebody_else(client, clerk, elsewhere):
    said = {"committee": str(elsewhere.pk), "at_day": "3", "at_month": "12", "at_year": "2090", "at_time": "7pm"}

    assert "Select one of the answers listed" in problems(soup(entering(client, clerk).post("/meetings/call/", said), 422))


@pytest.mark.parametrize("who", ["member", "author", "stranger"])
def test_a_meeting_is_prepared_by_its_clerks_only(client, draft, who, request):
    assert entering(client, request.getfixturevalue(who)).get(draft).status_code == 404


def test_nobody_who_is_no_clerk_calls_a_meeting(client, member):
    assert entering(client, member).get("/meetings/call/").status_code == 403


# ── The page of the agenda ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_says_until_when_the_agenda_is_due_by_the_committees_clear_days(agenda_page, time_machine):
    time_machine.move_to("2018-11-26T09:00Z")

    due = "Due by Friday 23 November 2018 (5 clear working days), papers by Tuesday 20 November 2018."
    assert f"Draft {due} Today is Monday 26 November 2018." in words(agenda_page().main)


def test_an_empty_agenda_says_what_to_do_first(agenda_page):
    assert "No item is on the agenda yet. Add the first one." in words(agenda_page().main)


def test_each_item_has_its_number_part_and_state(agenda_page, item, meeting, clerk, time_machine):
    time_machine.move_to("2018-11-26T09:00Z")
    actions.add_item(meeting=meeting, title="Contract sums", by=clerk, **EXEMPT)

    assert lines(agenda_page()) == [
        f"1 Commissioning intentions 1 Late, reason needed No data Down : item 1 {PLACE.format(1)}",
        f"2 Contract sums 2, paragraph 3 No paper No data Up : item 2 {PLACE.format(2)}",
    ]


def test_a_paper_in_time_is_a_draft_and_one_with_its_reasons_too(agenda_page, item, paper, clerk, time_machine):
    time_machine.move_to("2018-11-23T09:00Z")
    assert "1 Draft" in lines(agenda_page())[0]
    time_machine.move_to("2018-11-26T09:00Z")
    actions.save_paper(paper=paper, by=clerk, revision=0, **LATENESS)
    assert "1 Draft" in lines(agenda_page())[0]


def test_items_move_up_and_down_without_javascript(client, agenda_page, meeting, clerk):
    for title in ("Minutes", "Interests"):
        actions.add_item(meeting=meeting, title=title, by=clerk)
    button = agenda_page().find("button", {"value": "up"})
    client.post(button.find_parent("form")["action"], {"to": "up"})

    assert [row.split()[1] for row in lines(agenda_page())] == ["Interests", "Minutes"]


# ── Adding ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_title_alone_is_added_in_public(client, clerk, draft, meeting):
    form = soup(entering(client, clerk).get(f"{draft}add/?as=title"))
    client.post(f"{draft}add/?as=title", typed(form, title="Minutes"))

    item = meeting.items.get()
    assert (item.title, item.is_part_2) == ("Minutes", False)


def test_an_exempt_item_asks_basis_reason_decider_and_dates(client, clerk, draft, meeting):
    entering(client, clerk)
    page = soup(client.post(f"{draft}add/?as=title", {"title": "Contract sums", "part": "2"}), 422)
    assert problems(page) == [
        "Select why it is exempt",
        "Enter why it is kept private",
        "Enter who decided",
        "Enter the date of the decision",
        "Enter the date on which this is looked at again",
    ]
    assert page.find("input", {"name": "title"})["value"] == "Contract sums"

    client.post(f"{draft}add/?as=title", {"title": "Contract sums", **EXEMPTION_TYPED})
    item = meeting.items.get()
    assert (item.is_part_2, item.exempt_basis, item.exempt_review_date) == (True, ExemptBasis.BUSINESS, date(2019, 6, 3))


def test_a_review_date_before_the_decision_is_refused(client, clerk, draft):
    said = {"title": "Contract sums", **EXEMPTION_TYPED, "exempt_review_date_year": "2018"}

    assert problems(soup(entering(client, clerk).post(f"{draft}add/?as=title", said), 422)) == [
        "Review date must be after the date of the decision"
    ]


def test_a_council_is_offered_schedule_12a_and_an_nhs_body_the_act_of_1960(client, clerk, draft, meeting, council):
    entering(client, clerk)
    assert "1960" not in main(client.get(f"{draft}add/?as=title"))
    council.kinds = ["clinical-commissioning-group"]
    council.save()

    said = main(client.get(f"{draft}add/?as=title"))
    assert "Section 1(2), Public Bodies (Admission to Meetings) Act 1960" in said
    assert "Paragraph 3" not in said


def test_a_paper_of_the_portal_is_added_and_says_itself_which_part_it_is(client, clerk, draft, meeting, paper):
    form = soup(entering(client, clerk).get(f"{draft}add/?as=paper"))
    client.post(f"{draft}add/?as=paper", typed(form, paper=str(paper.pk)))

    assert (meeting.items.get().paper, meeting.items.get().title) == (paper, paper.title)


def test_a_paper_that_is_on_an_agenda_already_is_not_offered_again(client, clerk, draft, item):
    form = soup(entering(client, clerk).get(f"{draft}add/?as=paper"))

    assert [words(option) for option in form.select("select[name=paper] option")] == ["Select a paper"]


def test_a_late_paper_without_reasons_is_not_added_and_says_why(client, clerk, draft, meeting, paper, approver):
    actions.clear(paper=paper, by=approver, at=LATE)
    page = soup(entering(client, clerk).post(f"{draft}add/?as=paper", {"paper": str(paper.pk), "title": ""}), 422)

    assert "4 clear days before the meeting, not 5" in problems(page)[0]
    assert not meeting.items.exists()


def test_a_pdf_is_uploaded(client, clerk, draft, meeting, files):
    upload = SimpleUploadedFile("Map.pdf", a_pdf())
    entering(client, clerk).post(f"{draft}add/?as=upload", {"title": "Map", "part": "1", "upload": upload})

    assert meeting.items.get().upload_name == "Map.pdf"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("map.pdf", b"%PDF-1.7 " + b"x" * (20 * 1024 * 1024), "The selected file must be smaller than 10MB"),
        ("map.pdf", b"MZ this is a program", "The selected file must be a PDF file"),
        ("map.docx", b"%PDF-1.7 map", "The selected file is a PDF file by what is in it, and its name does not end in .pdf"),
        ("map.pdf", b"", "The selected file is empty"),
        ("map.pdf", b"%PDF-1.7 cut short", "The PDF is damaged and cannot be read. Save it again and upload that"),
    ],
)
def test_a_file_that_is_too_large_or_no_pdf_is_refused_and_the_rest_stays_typed(client, clerk, draft, files, name, content, problem):
    said = {"title": "Map", "part": "1", "upload": SimpleUploadedFile(name, content)}
    page = soup(entering(client, clerk).post(f"{draft}add/?as=upload", said), 422)

    assert problems(page) == [problem]
    assert page.find("input", {"name": "title"})["value"] == "Map"


def test_a_kind_of_item_that_does_not_exist_is_not_there(client, clerk, draft):
    assert entering(client, clerk).get(f"{draft}add/?as=spell").status_code == 404


# ── Changing and removing ───────────────────────────────────────────────────────────────────────────────────────────
def test_an_item_to_follow_gets_its_paper_later(client, clerk, meeting, paper):
    item = actions.add_item(meeting=meeting, title="Intentions", by=clerk)
    form = soup(entering(client, clerk).get(f"/items/{item.pk}/edit/?as=paper"))
    client.post(f"/items/{item.pk}/edit/?as=paper", typed(form, paper=str(paper.pk)))

    item.refresh_from_db()
    assert (item.paper, item.title) == (paper, "Intentions")


def test_an_item_is_removed_from_its_page(client, clerk, meeting):
    item = actions.add_item(meeting=meeting, title="Minutes", by=clerk)
    entering(client, clerk).post(f"/items/{item.pk}/remove/")

    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "move", "remove"])
def test_an_item_of_another_committee_is_not_there(client, stranger, item, verb):
    assert entering(client, stranger).post(f"/items/{item.pk}/{verb}/").status_code == 404
    assert AgendaItem.objects.filter(pk=item.pk).exists()


# ── Publishing the agenda ───────────────────────────────────────────────────────────────────────────────────────────
def test_publishing_says_what_becomes_public_and_whether_it_is_in_time(client, clerk, draft, item, exempt_item, time_machine):
    time_machine.move_to("2018-11-26T09:00Z")
    said = main(entering(client, clerk).get(f"{draft}publish/"))

    assert "Items in public 1 Items in private 1" in said
    assert "Published on Monday 26 November 2018: 4 clear days before the meeting, not 5." in said


def test_publishing_makes_the_agenda_public_and_a_second_click_says_so(client, clerk, draft, meeting, item, time_machine):
    time_machine.move_to(IN_TIME)
    entering(client, clerk)
    client.post(f"{draft}publish/")
    meeting.refresh_from_db()
    assert meeting.status == "PUBLISHED"

    again = client.post(f"{draft}publish/", follow=True)
    assert "Someone else did this first." in main(again)


def test_an_agenda_without_items_is_not_published_from_the_page(client, clerk, draft, meeting, time_machine):
    time_machine.move_to(IN_TIME)
    page = soup(entering(client, clerk).post(f"{draft}publish/"), 422)

    assert problems(page) == ["Add an item before you publish the agenda."]


def test_queries_of_the_clerks_page_do_not_grow_with_the_agenda(client, clerk, draft, meeting, item, django_assert_max_num_queries):
    entering(client, clerk)
    for number in range(12):
        actions.add_item(meeting=meeting, title=f"Item {number}", by=clerk)
    client.get(draft)
    with django_assert_max_num_queries(12 + 2):
        assert client.get(draft).status_code == 200


def test_an_agenda_in_time_says_nothing_of_lateness(client, clerk, draft, item, time_machine):
    time_machine.move_to("2018-11-23T09:00Z")

    assert "clear days before" not in main(entering(client, clerk).get(f"{draft}publish/"))


def test_a_meeting_is_withdrawn_and_what_was_published_stays(client, clerk, draft, published):
    entering(client, clerk)
    assert "Withdraw this meeting" in main(client.get(f"{draft}cancel/"))
    client.post(f"{draft}cancel/")

    assert "Withdrawn" in main(client.get("/meetings/"))
    answer = client.post(f"{draft}issue/", {"issue": "1"}, follow=True)
    assert "Someone else did this first." in main(answer)


def test_the_page_of_an_item_offers_to_remove_it(client, clerk, meeting):
    item = actions.add_item(meeting=meeting, title="Minutes", by=clerk)
    page = soup(entering(client, clerk).get(f"/items/{item.pk}/edit/"))
    client.post(page.find("button", string=lambda said: said and "Remove" in said).find_parent("form")["action"])

    assert not AgendaItem.objects.exists()
