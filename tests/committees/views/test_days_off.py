"""Small faults of the room: a meeting on a day on which nobody meets, what readers have while an issue prints, who may be selected."""

from datetime import UTC, date, datetime

import pytest

from committees import actions, documents
from committees.models import Meeting, Pack
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
    told = documents.day_off_words(on)
    assert told.startswith(said) and bool(told) == bool(said)


def test_the_clerk_is_warned_when_the_day_is_chosen_and_reads_it_while_it_stands(client, clerk, committee, meeting, time_machine):
    time_machine.move_to("2018-11-01T09:00Z")
    address = f"{meeting.get_draft_url()}move/"
    sent = typed(soup(entering(client, clerk).get(address)), at_day="25", at_month="12", at_year="2018")
    said = main(client.post(address, sent, follow=True))
    assert "Tuesday 25 December 2018 is a bank holiday in England: Christmas Day. Move the meeting if that was not meant." in said
    assert "is a bank holiday" in main(client.get(Meeting.objects.get().get_draft_url()))


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
