"""Calendars: meetings for everybody, and at a secret address what one person has to do, with no title of a paper."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from committees.models import Meeting
from portal.accounts.models import CalendarLink
from portal.audit.models import Event
from portal.organisations import actions

from ..reading import entering, main, soup

pytestmark = pytest.mark.django_db


def events(answer):
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def read(client, user):
    return client.get(f"/calendar/{actions.make_calendar_link(by=user)}.ics")


@pytest.fixture
def summer(published):
    Meeting.objects.filter(pk=published.pk).update(date=date(2027, 7, 5), time=time(19, 0), venue="Civic Suite, room 2; annex")
    published.refresh_from_db()
    return published


# ── Meetings ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_meeting_stands_at_its_hour_in_london(client, summer):
    [event] = events(client.get("/meetings/calendar.ics"))
    assert event.decoded("dtstart") == datetime(2027, 7, 5, 18, 0, tzinfo=UTC)
    assert str(event["summary"]) == summer.committee.name
    assert str(event["location"]) == "Civic Suite, room 2; annex"
    assert str(event["url"]).endswith(f"/meetings/{summer.slug}/")


def test_a_meeting_without_an_hour_takes_the_day(client, summer):
    Meeting.objects.filter(pk=summer.pk).update(time=None)
    [event] = events(client.get(f"/meetings/{summer.slug}/calendar.ics"))
    assert event.decoded("dtstart") == date(2027, 7, 5) and event.decoded("dtend") == date(2027, 7, 6)


def test_a_cancelled_meeting_says_so(client, summer):
    Meeting.objects.filter(pk=summer.pk).update(status="CANCELLED")
    [event] = events(client.get("/meetings/calendar.ics"))
    assert str(event["status"]) == "CANCELLED"


def test_a_calendar_is_of_the_committees_asked_for(client, summer):
    assert len(events(client.get(f"/meetings/calendar.ics?committee={summer.committee.slug}"))) == 1
    assert events(client.get("/meetings/calendar.ics?committee=another")) == []


def test_a_draft_agenda_is_in_no_public_calendar(client, meeting, clerk, time_machine):
    time_machine.move_to(datetime(2018, 11, 1, 9, tzinfo=UTC))
    assert events(client.get("/meetings/calendar.ics")) == []
    assert client.get(f"/meetings/{meeting.slug}/calendar.ics").status_code == 404
    assert events(entering(client, clerk).get("/meetings/calendar.ics")) == []  # not even its clerk's: a program may share it
    assert len(events(entering(client, clerk).get(f"/meetings/{meeting.slug}/calendar.ics"))) == 1


# ── One's own ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_clerk_has_the_meeting_its_last_day_and_what_is_to_be_cleared(client, meeting, item, clerk, time_machine):
    time_machine.move_to(datetime(2018, 11, 1, 9, tzinfo=UTC))
    said = [str(event["summary"]) for event in events(read(client, clerk))]
    assert meeting.committee.name in said
    assert f"Last day to publish agenda and papers: {meeting.committee.name}" in said
    assert any(words.startswith("Publish the agenda") for words in said)


def test_the_days_by_which_papers_are_due_stand_in_it(client, meeting, item, clerk, author, time_machine):
    time_machine.move_to(datetime(2018, 11, 1, 9, tzinfo=UTC))
    due = {str(event["summary"]): event.decoded("dtstart") for event in events(read(client, clerk))}
    assert due[f"Papers are due: {meeting.committee.name}"] == date(2018, 11, 20)
    assert due[f"Last day to publish agenda and papers: {meeting.committee.name}"] == date(2018, 11, 23)
    written = {str(event["summary"]): event.decoded("dtstart") for event in events(read(client, author))}
    assert written == {f"Finish your paper a paper: {meeting}": date(2018, 11, 20)}


def test_a_member_has_the_meeting_and_none_of_what_its_clerk_prepares(client, published, member, time_machine):
    time_machine.move_to(datetime(2018, 11, 24, 9, tzinfo=UTC))
    assert [str(event["summary"]) for event in events(read(client, member))] == [published.committee.name]


def test_it_can_be_of_one_committee(client, meeting, clerk, elsewhere, time_machine):
    time_machine.move_to(datetime(2018, 11, 1, 9, tzinfo=UTC))
    address = f"/calendar/{actions.make_calendar_link(by=clerk)}.ics"
    own = [str(event["summary"]) for event in events(client.get(f"{address}?committee={meeting.committee.slug}"))]
    name = meeting.committee.name
    assert own == [name, f"Papers are due: {name}", f"Last day to publish agenda and papers: {name}"]
    assert events(client.get(f"{address}?committee={elsewhere.slug}")) == []


def test_no_title_of_a_paper_leaves_by_it(client, meeting, exempt_item, item, paper, clerk, approver, author, time_machine):
    time_machine.move_to(datetime(2018, 11, 1, 9, tzinfo=UTC))
    for person_ in (clerk, approver, author):
        sent = read(client, person_).content.decode().replace("\r\n ", "")
        assert "canary" not in sent and paper.title not in sent


def test_a_link_ends_when_another_is_made_when_it_is_ended_and_with_its_person(client, member):
    first = actions.make_calendar_link(by=member)
    second = actions.make_calendar_link(by=member)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200
    member.is_active = False
    member.save()
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    member.is_active = True
    member.save()
    actions.end_calendar_link(link=CalendarLink.objects.get(), by=member)
    assert client.get(f"/calendar/{second}.ics").status_code == 404


def test_only_its_hash_is_kept_and_the_day_it_was_read(client, member):
    secret = actions.make_calendar_link(by=member)
    client.get(f"/calendar/{secret}.ics")
    link = CalendarLink.objects.get(user=member)
    assert secret not in str(vars(link)) and link.last_read_date is not None
    assert not Event.objects.filter(says__contains=secret).exists()


def test_the_page_shows_the_link_once_and_ends_it(client, member):
    page = entering(client, member).get("/account/calendar/")
    assert "You have no link yet." in main(page)
    made = soup(client.post("/account/calendar/"))
    address = made.select_one("code").get_text()
    assert client.get(address.split("testserver")[1]).status_code == 200
    again = main(client.get("/account/calendar/"))
    assert address not in again and "You made a link on" in again
    client.post("/account/calendar/", {"end": "1"})
    assert client.get(address.split("testserver")[1]).status_code == 404
    assert list(Event.objects.filter(name__startswith="calendar.", by=member).order_by("at").values_list("name", flat=True)) == [
        "calendar.made",
        "calendar.ended",
    ]


def test_pages_lead_to_it(client, summer, member):
    assert soup(client.get(summer.get_absolute_url())).find("a", string="Put it into a calendar (.ics)")
    asked = f"?committee={summer.committee.slug}"
    assert soup(client.get(f"/meetings/{asked}")).find("a", href=f"/meetings/calendar.ics{asked}")
    assert soup(entering(client, member).get("/account/")).find("a", href="/account/calendar/")
