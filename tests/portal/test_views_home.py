from datetime import date, timedelta

import pytest
import time_machine

from committees import actions as committees
from intentions import actions as intentions
from providers import actions as providers

from .conftest import DEADLINE, DECIDED, PUBLISHED
from .reading import main, read, words


def tasks(client, user, at=PUBLISHED):
    """What needs this person: [(task, where, due, state)]."""
    with time_machine.travel(at, tick=False):
        client.force_login(user)
        page = read(client.get("/home/"))
    shown = [[words(cell) for cell in row.select("td")] for row in page.select("main table tbody tr")]
    for row in shown:
        for cell, heading in enumerate(("Task ", "Where ", "Due ", "State ")):
            row[cell] = row[cell].removeprefix(heading)
    return [tuple(row) for row in shown]


def test_nothing_to_do_says_what_comes_next(client, edition, town):
    client.force_login(town.viewer)

    with time_machine.travel(PUBLISHED, tick=False):
        text = main(client, "/home/")

    assert "Nothing needs you now. Next: responses close at 5pm on Friday 18 December 2026." in text


def test_a_person_with_no_role_has_a_home_too(client, town):
    assert tasks(client, town.stranger) == []


def test_what_was_returned_waits_for_its_writer_only(client, write, town, round):
    version = write("Returned", approve=False).latest
    intentions.submit(version=version, by=town.author)
    assert tasks(client, town.author) == []
    assert tasks(client, town.approver) == [
        ("Approve 1 intention : North 2027/28", "North 2027/28", "Wednesday 30 September 2026", "In review")
    ]

    intentions.return_(version=version, by=town.approver, reason="Say by when")

    assert tasks(client, town.author) == [
        ("Change 1 intention returned to you : North 2027/28", "North 2027/28", "Wednesday 30 September 2026", "Returned")
    ]
    assert tasks(client, town.approver) == []
    assert tasks(client, town.viewer) == []


def test_an_approver_is_not_asked_to_approve_their_own_text(client, chapter, town):
    whole = {"title": "Mine", "description": "<p>Ours.</p>", "timescale": "2027/28", "affects_no_provider": True}
    version = intentions.add_intention(chapter=chapter, by=town.approver, content=whole).latest
    intentions.submit(version=version, by=town.approver)

    assert tasks(client, town.approver) == []


def test_a_round_is_to_be_published_when_all_is_settled(client, streaming, write, town):
    assert tasks(client, town.approver)[0][0].startswith("Publish 1 approved intention")
    write("Not ready", approve=False)

    assert tasks(client, town.approver) == []


def test_a_response_is_due_until_it_is_submitted(client, edition, streaming, town, round):
    due = "5pm on Friday 18 December 2026"
    where = "North 2027/28, for Eastham Trust"
    assert tasks(client, town.contributor) == [(f"Respond : {where}", where, due, "Not opened")]
    invitation = round.invitations.get(organisation=town.trust)
    providers.open_(invitation=invitation, by=town.contributor, at=PUBLISHED)
    assert tasks(client, town.contributor)[0][3] == "Not started"
    response = providers.start(invitation=invitation, by=town.contributor)
    assert tasks(client, town.contributor)[0][3] == "Not started", "content decides, and no click"
    providers.save_position(response=response, intention=streaming, by=town.contributor, content={"stance": "support"})
    assert tasks(client, town.contributor)[0][3] == "Draft"
    providers.send(response=response, by=town.contributor)
    assert tasks(client, town.contributor) == []
    assert [row[3] for row in tasks(client, town.signatory)] == ["Awaiting signatures"]
    providers.sign(response=response, by=town.signatory, organisation=town.trust, at=PUBLISHED, role="Chief executive")
    assert tasks(client, town.signatory) == []


def test_after_the_deadline_it_says_what_was_missed_and_who_got_more_time_still_has_it(client, edition, town, round):
    late = DEADLINE + timedelta(seconds=1)
    assert [task[0].split(" :")[0] for task in tasks(client, town.competitor, at=late)] == ["You missed the deadline: ask for more time"]
    providers.extend(
        invitation=round.invitations.get(organisation=town.rival),
        by=town.approver,
        until=DEADLINE + timedelta(days=3),
        reason="Fire",
        at=DEADLINE,
    )

    assert tasks(client, town.competitor, at=late)[0][2] == "5pm on Monday 21 December 2026"
    assert [task[3] for task in tasks(client, town.contributor, at=late)] == ["Not submitted"]


def test_a_banner_only_in_the_last_seven_days(client, edition, town):
    for days, is_shown in ((8, False), (7, True), (1, True)):
        with time_machine.travel(DEADLINE - timedelta(days=days), tick=False):
            client.force_login(town.contributor)
            banner = read(client.get("/home/")).select_one(".nhsuk-notification-banner")
        assert bool(banner) is is_shown
    assert "Submit by 5pm on Friday 18 December 2026 (London time): North 2027/28, for Eastham Trust" in words(banner)


def test_questions_points_and_decisions_wait_for_commissioners(client, answer, streaming, town, round):
    round.refresh_from_db()
    question = providers.ask(round=round, organisation=town.trust, by=town.contributor, text="From when?", at=PUBLISHED)
    position = answer(town.signatory, town.trust, streaming, stance="cannot-support")
    assert [row[0].partition(" :")[0] for row in tasks(client, town.author)] == ["Answer 1 question", "Decide 1 point"]

    providers.answer(question=question, by=town.author, text="From July.", at=PUBLISHED)
    providers.decide(position=position, by=town.author, verdict="accept")

    assert tasks(client, town.author) == []
    assert [(row[0].partition(" :")[0], row[2], row[3]) for row in tasks(client, town.approver)] == [
        ("Publish 1 decision", "No date", "Written, not published")
    ]
    providers.publish_decisions(round=round, by=town.approver, at=DECIDED)
    assert tasks(client, town.approver) == []


@pytest.fixture
def meeting(town):
    return committees.call_meeting(
        committee=town.committee, date=date(2026, 11, 2), time=None, venue="Town Hall", by=town.clerk, slug="scrutiny-november"
    )


def test_agenda_and_papers_wait_for_the_clerk(client, edition, meeting, town):
    paper = committees.make_paper(committee=town.committee, author=town.ccg, title="Intentions", by=town.clerk, edition=edition)
    committees.add_item(meeting=meeting, title="Intentions", by=town.clerk, paper=paper)

    found = tasks(client, town.clerk)

    assert [(row[0].partition(" :")[0], row[2], row[3]) for row in found] == [
        ("Clear “Intentions”", "Friday 23 October 2026", "Draft"),
        ("Publish the agenda", "Friday 23 October 2026", "Draft"),
    ]
    assert [row[3] for row in tasks(client, town.clerk, at=PUBLISHED.replace(day=27))] == ["Late, reason needed", "Draft"]
    assert tasks(client, town.member) == []


def test_a_memorandum_waits_for_each_who_signs_for_a_party_until_it_is_signed(client, town, decided, round):
    memorandum = providers.draft_memorandum(round=round, by=town.author, organisation=town.trust)
    where = f"North 2027/28, with {town.trust}"
    waiting = (f"Sign the memorandum : {where}", where, "Saturday 29 January 2028", "Awaiting signatures")
    assert waiting not in tasks(client, town.signatory, at=DECIDED)
    memorandum = providers.offer(memorandum=memorandum, by=town.approver, until=date(2028, 1, 29), at=DECIDED)
    assert waiting in tasks(client, town.signatory, at=DECIDED) and waiting in tasks(client, town.approver, at=DECIDED)
    assert waiting not in tasks(client, town.author, at=DECIDED)

    signing = {"role": "Chief executive", "at": DECIDED, "seen": memorandum.text_sha256}
    providers.agree(memorandum=memorandum, by=town.signatory, organisation=town.trust, **signing)

    assert waiting not in tasks(client, town.signatory, at=DECIDED) and waiting in tasks(client, town.approver, at=DECIDED)


def test_home_takes_the_same_queries_for_one_round_or_three(client, edition, round, town, django_assert_max_num_queries):
    def queries(user):
        client.force_login(user)
        client.get("/home/")
        with django_assert_max_num_queries(14) as found:
            read(client.get("/home/"))
        return len(found)

    before = {user: queries(user) for user in (town.author, town.contributor, town.clerk)}
    for year in (2028, 2029):
        new = intentions.roll_forward(
            round=round, title=f"R {year}", slug=f"r-{year}", lead=town.ccg, participants=[], year_from=year, year_to=year, by=town.author
        )
        version = new.intentions.get().latest
        intentions.submit(version=version, by=town.author)
        intentions.approve(version=version, by=town.approver, at=PUBLISHED)
        providers.publish(
            round=new,
            by=town.approver,
            approving_body="Governing body",
            approved_date=None,
            at=PUBLISHED,
            response_deadline=DEADLINE,
            invited=[town.trust],
        )

    assert {user: queries(user) for user in before} == before


def test_home_is_for_people_who_logged_in(client, db):
    assert client.get("/home/")["Location"] == "/login/?next=/home/"
