"""Papers are due a number of working days before the agenda: said to their writers, reminded of, and listed on their Home."""

from datetime import UTC, date, datetime

import pytest

from committees import actions, documents
from committees.models import AgendaItem, Meeting
from portal.audit.models import Email

from ..conftest import IN_TIME
from ..reading import entering, main, problems, soup, typed, words

pytestmark = pytest.mark.django_db
DUE = date(2018, 11, 20)  # the meeting is on 3 December: published by Friday 23 November, and three working days before
SAID = "Your paper is due by Tuesday 20 November 2018"


def on(day, hour=9):
    return datetime(2018, 11, day, hour, tzinfo=UTC)


def remind(at):
    return sum(actions.remind_writers(item=item, at=at) for item in actions.due_items(at))


@pytest.fixture
def promised(meeting, clerk, approver):
    """An item whose paper somebody promised."""
    return actions.add_item(meeting=meeting, title="A plan", by=clerk, is_to_follow=True, writer=approver, at=on(1))


@pytest.mark.parametrize(("days", "due"), [(0, date(2018, 11, 23)), (1, date(2018, 11, 22)), (3, DUE), (5, date(2018, 11, 16))])
def test_the_day_counts_backwards_in_working_days(meeting, days, due):
    meeting.committee.paper_days = days
    assert documents.papers_due(meeting) == due


def test_bank_holidays_move_the_day(meeting, settings):
    meeting.date = date(2018, 5, 14)  # published by 3 May: the 7th is a bank holiday
    assert documents.papers_due(meeting) == date(2018, 4, 30)
    settings.BANK_HOLIDAYS = ["2018-05-01 Moved"]
    assert documents.papers_due(meeting) == date(2018, 4, 27)


def test_the_clerk_sets_how_many_days_and_reads_the_day(client, clerk, committee, meeting):
    address = f"/committees/{committee.slug}/edit/"
    page = soup(entering(client, clerk).get(address))
    assert page.find("input", {"name": "paper_days"})["value"] == "3"
    assert problems(soup(client.post(address, typed(page, paper_days="29")), 422))
    client.post(address, typed(page, paper_days="5"))
    assert "papers by Friday 16 November 2018" in main(client.get(meeting.get_draft_url()))


def test_the_writer_reads_it_on_the_paper_and_on_home(client, author, item, paper, time_machine):
    time_machine.move_to(on(5))
    assert f"{SAID}." in main(entering(client, author).get(paper.get_draft_url()))
    home = main(client.get("/home/"))
    assert "Finish your paper “Commissioning intentions”" in home and "20 November 2018" in home


def test_a_promised_paper_is_on_the_home_of_who_promised_it(client, promised, approver, time_machine):
    time_machine.move_to(on(21))
    home = soup(entering(client, approver).get("/home/"))
    row = next(words(one) for one in home.select("tr, li") if "Write your paper “A plan”" in words(one))
    assert "Late" in row


@pytest.mark.parametrize(("who", "href"), [("approver", "/papers/make/"), ("member", "/meetings/?committee=healthier-communities")])
def test_it_leads_where_its_writer_may_go(client, promised, time_machine, who, href, request):
    time_machine.move_to(on(5))
    person = request.getfixturevalue(who)
    AgendaItem.objects.update(writer=person)
    page = soup(entering(client, person).get("/home/"))
    link = next(one for one in page.select("main a") if "Write your paper" in words(one))
    assert link["href"] == href and client.get(href).status_code == 200


def test_writers_are_reminded_three_times_and_never_twice(item, paper, author):
    assert remind(on(12)) == 0  # eight days before
    turns = [(13, 9), (13, 10), (14, 9), (18, 9), (19, 9), (20, 9), (20, 17)]
    assert [remind(on(day, hour)) for day, hour in turns] == [1, 0, 0, 1, 0, 1, 0]
    assert remind(on(21)) == 0
    emails = Email.objects.filter(kind="paper_due")
    assert {email.to for email in emails} == {author} and len(emails) == 3
    assert emails[0].subject.startswith(f"{SAID}: ") and paper.get_draft_url() in emails[0].body


def test_a_cleared_paper_a_cancelled_meeting_and_an_item_withdrawn_remind_nobody(item, paper, approver, meeting, clerk):
    kept = actions.due_items(on(13))
    assert kept == [item]
    actions.withdraw_item(item=item, by=clerk, reason="Not now")
    assert actions.due_items(on(13)) == [] and actions.remind_writers(item=kept[0], at=on(13)) == 0
    actions.restore(item=AgendaItem.objects.get(), by=clerk)
    actions.clear(paper=paper, by=approver, at=IN_TIME)
    assert remind(on(13)) == 0


def test_of_a_meeting_that_moved_they_are_reminded_again(item, meeting, clerk):
    assert remind(on(13)) == 1
    Meeting.objects.update(date=date(2018, 12, 4))
    assert remind(on(14)) == 1


def test_who_writes_is_named_by_an_email_that_logs_in(client, clerk, meeting, approver, files):
    address = f"{meeting.get_draft_url()}add/?as=title"
    page = soup(entering(client, clerk).get(address))
    sent = typed(page, title="A plan", is_to_follow="on", writer="nobody@example.org")
    answer = soup(client.post(address, sent), 422)
    assert problems(answer) == ["Nobody logs in with this email. Correct it, or leave it empty"]
    assert answer.find("input", {"name": "writer"})["value"] == "nobody@example.org"
    client.post(address, {**sent, "writer": f"{approver.email.upper()} "})
    item = AgendaItem.objects.get()
    assert item.writer == approver
    page = soup(client.get(f"/items/{item.pk}/edit/"))
    client.post(f"/items/{item.pk}/edit/", typed(page, writer=""))
    assert AgendaItem.objects.get().writer is None


def test_a_named_writer_is_reminded_and_not_whoever_wrote_before(item, author, approver, clerk):
    AgendaItem.objects.filter(pk=item.pk).update(writer=approver)
    assert remind(on(13)) == 1
    assert [email.to for email in Email.objects.filter(kind="paper_due")] == [approver]


def test_who_may_read_the_draft_no_more_is_not_reminded(item, author):
    author.memberships.update(ended_at=on(2))
    assert remind(on(13)) == 0
