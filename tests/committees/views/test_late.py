"""What comes late, by the doors of the browser: where the reason is asked, what refuses, and who reads it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from committees import actions
from committees.models import AgendaItem, Meeting, Paper
from committees.states import HeadingKind, PaperForm

from ..conftest import EXEMPT, IN_TIME, LATE, a_pdf
from ..reading import entering, main, problems, soup, typed, words

SAID = {
    "chair_reason": "A ward closes on Friday",
    "chair_agreed_by": "The vice-chair",
    "chair_agreed_date_day": "25",
    "chair_agreed_date_month": "11",
    "chair_agreed_date_year": "2018",
}
ASKED = ["Enter why it is late and cannot wait", "Enter who agreed for the chair", "Enter the date of the agreement"]
READS = "Late: A ward closes on Friday. Agreed for the chair by The vice-chair on 25 November 2018."


@pytest.fixture
def late(client, clerk, time_machine):
    """The clerk's browser, too late."""
    time_machine.move_to(LATE, tick=False)
    return entering(client, clerk)


def form_of(client, address):
    return typed(soup(client.get(address)))


def test_an_agenda_published_late_asks_why_and_says_it_beside_every_item(late, meeting, item):
    address = f"{meeting.get_draft_url()}publish/"
    assert problems(soup(late.post(address, {}), 422)) == ASKED
    late.post(address, form_of(late, address) | SAID)

    late.logout()
    assert READS in main(late.get(Meeting.objects.get().get_absolute_url()))


def test_an_agenda_in_time_asks_nothing(client, clerk, meeting, item, time_machine):
    time_machine.move_to(IN_TIME, tick=False)
    page = soup(entering(client, clerk).get(f"{meeting.get_draft_url()}publish/"))
    assert page.find("textarea", {"name": "chair_reason"}) is None


def test_an_agenda_published_after_the_meeting_asks_why_alone(client, clerk, meeting, item):
    page = soup(entering(client, clerk).post(f"{meeting.get_draft_url()}publish/", {}), 422)
    assert problems(page) == ["Enter why it is published after the meeting"]


def test_a_title_change_of_an_item_that_came_in_time_asks_for_no_reason(late, published, item):
    address = f"/items/{item.pk}/edit/?as=paper"
    late.post(address, form_of(late, address) | {"title": "Intentions"})
    assert AgendaItem.objects.get().title == "Intentions" and AgendaItem.objects.get().lateness == ""


def test_a_file_put_in_place_late_is_refused_on_the_page_and_taken_with_its_reason(late, published, item, files):
    address = f"/items/{item.pk}/edit/?as=upload"
    sent = form_of(late, address) | {"title": "Map", "part": "1"}
    page = soup(late.post(address, sent | {"upload": SimpleUploadedFile("map.pdf", a_pdf())}), 422)
    assert "The deadline has passed: item 1" in problems(page)[0]
    assert page.find("input", {"name": "title"})["value"] == "Map"

    late.post(address, sent | SAID | {"upload": SimpleUploadedFile("map.pdf", a_pdf())})
    assert AgendaItem.objects.get().upload_name == "map.pdf"
    assert READS in main(late.get(published.get_absolute_url()))


def test_of_a_late_item_in_private_the_public_reads_no_reason_and_the_committee_does(late, published, clerk, member):
    actions.add_item(
        meeting=published,
        title="Sums",
        by=clerk,
        at=LATE,
        chair_reason="canary",
        chair_agreed_by="canary",
        chair_agreed_date=LATE.date(),
        **EXEMPT,
    )
    assert "canary" in main(entering(late, member).get(published.get_absolute_url()))
    late.logout()
    assert "canary" not in late.get(published.get_absolute_url()).content.decode()


@pytest.mark.parametrize("has_a_heading", [True, False])
@pytest.mark.parametrize("form", [PaperForm.REPORT, PaperForm.APPENDIX])
def test_the_draft_asks_whatever_the_paper_is_and_whatever_the_house_prints(late, item, paper, committee, form, has_a_heading):
    Paper.objects.filter(pk=paper.pk).update(form=form)
    if not has_a_heading:
        committee.headings = [one for one in committee.headings if one["kind"] != HeadingKind.LATENESS]
        committee.save()
    page = soup(late.get(paper.get_draft_url()))
    assert page.find("textarea", {"name": "why_late"}) and page.find("input", {"name": "chair_agreed_by"})
    assert "Say why it is late and why it cannot wait." in words(page.find("main"))


@pytest.mark.parametrize("form", [PaperForm.REPORT, PaperForm.APPENDIX])
def test_what_was_cleared_in_time_and_is_issued_late_is_refused_and_then_prints_why(late, published, cleared, item, clerk, form):
    address = f"{published.get_draft_url()}issue/"
    assert "Say why it is late and cannot wait" in main(late.get(address))
    page = soup(late.post(address, form_of(late, address)), 422)
    assert "The deadline has passed: item 1" in problems(page)[0]

    edit = f"/items/{item.pk}/edit/"
    late.post(edit, form_of(late, edit) | SAID)
    assert late.post(address, form_of(late, address)).status_code == 302
    assert ["Late", READS] in Paper.objects.get().document.facts["header"]


def test_a_meeting_moved_too_near_asks_why(late, meeting, item, clerk, time_machine):
    time_machine.move_to("2018-11-05T09:00Z", tick=False)
    AgendaItem.objects.update(laid_at=IN_TIME.replace(day=5))
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME.replace(day=5))
    late.force_login(clerk)
    address = f"{meeting.get_draft_url()}move/"
    nearer = form_of(late, address) | {"at_day": "8", "at_month": "11", "at_year": "2018"}
    nearer = {name: value for name, value in nearer.items() if value}
    page = soup(late.post(address, nearer), 422)
    assert "The deadline has passed: item 1" in problems(page)[0] and page.find("textarea", {"name": "chair_reason"})
    assert Meeting.objects.get().date == meeting.date

    late.post(address, typed(page) | SAID)
    assert Meeting.objects.get().date.day == 8
    assert READS in main(late.get(meeting.get_absolute_url()))
