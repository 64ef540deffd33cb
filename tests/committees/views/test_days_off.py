"""Small faults of the room: a meeting on a day on which nobody meets, what readers have while an issue prints, who may be selected."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from committees import actions, documents
from committees.models import Meeting, Pack
from portal.nhsuk.days_off import as_moved, day_off_words
from portal.running.demo.live import working_day

from ..conftest import EXEMPT, IN_TIME, organisation
from ..reading import entering, main, problems, soup, typed, words

OFF = [
    (date(2026, 12, 25), "Friday 25 December 2026 is a bank holiday in England: Christmas Day."),
    (date(2026, 12, 26), "Saturday 26 December 2026 is a bank holiday in England: Boxing Day."),
    (date(2026, 12, 28), "Monday 28 December 2026 is a bank holiday in England"),
    (date(2026, 12, 27), "Sunday 27 December 2026 is no working day."),
    (date(2027, 1, 4), ""),
]


@pytest.mark.parametrize(("on", "said"), OFF)
def test_a_day_on_which_nobody_meets_is_named(on, said):
    told = day_off_words(on)
    assert told.startswith(said) and bool(told) == bool(said)


CHRISTMAS = "25 December 2018 is a bank holiday (Christmas Day)"


def test_a_meeting_on_a_day_off_is_asked_about_and_named_while_it_stands(client, clerk, committee, meeting, time_machine):
    time_machine.move_to("2018-11-01T09:00Z")
    address = f"{meeting.get_draft_url()}move/"
    sent = typed(soup(entering(client, clerk).get(address)), at_day="25", at_month="12", at_year="2018")
    page = soup(client.post(address, sent), 422)
    assert problems(page) == [f"{CHRISTMAS}. Change the day, or tick that you mean it"]
    assert page.find("input", {"name": "at_month"})["value"] == "12" and page.find("input", {"name": "keeps_day"})
    assert Meeting.objects.get().date == meeting.date
    client.post(address, {**sent, "keeps_day": "on"})
    assert Meeting.objects.get().date == date(2018, 12, 25)
    assert "is a bank holiday" in main(client.get(Meeting.objects.get().get_draft_url()))


def test_calling_a_meeting_on_a_day_off_asks_and_does_not_forbid(client, clerk, committee):
    sent = typed(soup(entering(client, clerk).get("/meetings/call/")), committee=str(committee.pk))
    sent |= {"at_day": "28", "at_month": "12", "at_year": "2027", "at_time": "7pm"}
    assert "27 December 2027" not in main(client.post("/meetings/call/", sent), 422) and not Meeting.objects.exists()
    assert client.post("/meetings/call/", {**sent, "keeps_day": "on"}).status_code == 302
    assert Meeting.objects.get().date == date(2027, 12, 28)


def test_the_operator_moves_bank_holidays(settings):
    settings.BANK_HOLIDAYS = ["2028-06-09 Jubilee", "-2028-05-29"]
    assert day_off_words(date(2028, 6, 9)) == "Friday 9 June 2028 is a bank holiday in England: Jubilee."
    assert day_off_words(date(2028, 5, 29)) == ""
    settings.BANK_HOLIDAYS = []
    assert day_off_words(date(2028, 6, 9)) == "" and day_off_words(date(2028, 5, 29))


@pytest.mark.parametrize("said", ["9 June 2028", "2028-13-01", "-Jubilee"])
def test_a_moved_bank_holiday_that_cannot_be_read_is_named(said):
    with pytest.raises(ImproperlyConfigured, match=said):
        as_moved([said])


def test_the_demonstration_meets_on_a_working_day():
    assert working_day(date(2026, 12, 25)) == date(2026, 12, 29)


def test_a_recalled_issue_is_never_said_to_stay_current(client, packs, published, item, clerk):
    actions.remark(item=item, by=clerk, at=IN_TIME, **EXEMPT)
    actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)
    assert [pack.meanwhile() for pack in Pack.objects.filter(issue=2)] == ["", ""]


def test_an_edition_published_after_the_meeting_is_said_to_be(item, paper, edition):
    paper.edition.published_at = datetime(2018, 12, 10, tzinfo=UTC)
    paper.item = item
    assert dict(documents.paper_facts(paper)["header"])["Made from"].endswith("published on 10 December 2018, after this meeting")


def test_whoever_leads_the_edition_is_offered_and_a_refusal_names_only_who_is(client, clerk, committee, edition, round_):
    group = organisation("group", "Eastham Strategy Group", "other")
    other = organisation("other", "NHS Elsewhere CCG", "clinical-commissioning-group")
    type(round_).objects.filter(pk=round_.pk).update(lead=group)
    page = soup(entering(client, clerk).get("/papers/make/"))
    offered = [words(one) for one in page.select("select[name=author] option")]
    assert "Eastham Strategy Group" in offered
    said = {"committee": str(committee.pk), "form": "report", "edition": str(edition.pk), "author": str(other.pk), "title": "x"}
    told = problems(soup(client.post("/papers/make/", said), 422))
    assert told == ["NHS Elsewhere CCG takes no part in Eastham intentions 2019/20. Select Eastham Strategy Group"]
