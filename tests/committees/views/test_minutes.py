"""Minutes from the agenda: written, cleared by another clerk, signed; actions come back; what was agreed stands with the intention."""

import io
from datetime import UTC, date, datetime, time

import docx
import pytest

from committees import actions, documents
from committees.models import Minutes, Pack, Promise
from portal.moves import CannotMove

from ..conftest import IN_TIME, person, print_everything, seated
from ..reading import entering, main, problems, soup, typed, words

AFTER = datetime(2018, 12, 4, 10, tzinfo=UTC)
SLUG = "healthier-communities-2018-12-03"
DESK, PUBLIC = f"/meetings/{SLUG}/draft/minutes/", f"/meetings/{SLUG}/minutes/"
THERE = {
    "chair": "Councillor One",
    "present": "Councillor One\nCouncillor Two",
    "in_attendance": "The clerk",
    "apologies": "",
    "declarations": "Councillor Two, item 1: a relative works there. She left.",
}
MISSING = ["Enter who signed", "Enter the date on which they were signed"]
PROMISED = {"text": "Send the figures.", "owner": "Head of strategy", "due_date": date(2019, 1, 7), "done_date": None}


@pytest.fixture
def minuted(packs, item, exempt_item, clerk):
    for one, said in ((item, "Members asked about beds.\nThe author answered."), (exempt_item, "canary-minute")):
        outcomes = [{"outcome": "agreed", "words": "as amended" if one == item else "canary-words"}]
        promises = [{**PROMISED, "text": "Send the figures." if one == item else "canary-promise"}]
        minute = {"text": said, "votes_for": 7, "votes_against": 1, "votes_abstained": None}
        actions.record_outcomes(item=one, by=clerk, at=AFTER, outcomes=outcomes, promises=promises, minute=minute)
    return item.meeting


@pytest.fixture
def written(minuted, clerk):
    return actions.write_minutes(meeting=minuted, by=clerk, at=AFTER, **THERE)


@pytest.fixture
def cleared_minutes(written, second_clerk):
    minutes = actions.clear_minutes(minutes=written, by=second_clerk, at=AFTER)
    print_everything()
    return minutes


# ── Written ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_minutes_begin_from_the_agenda_and_keep_who_was_there(client, clerk, packs):
    page = soup(entering(client, clerk).get(DESK))
    assert "1 Commissioning intentions : nothing is minuted yet" in words(page.find("main"))
    client.post(DESK, typed(page) | THERE)
    assert Minutes.objects.get().present == THERE["present"]
    assert typed(soup(client.get(DESK)))["chair"] == ["Councillor One"]


def test_what_was_said_and_the_vote_are_kept_item_by_item(client, clerk, packs, item):
    address = f"/items/{item.pk}/minutes/"
    page = soup(entering(client, clerk).get(address))
    assert problems(soup(client.post(address, typed(page, votes_against="2")), 422)) == ["Enter how many voted for it"]
    client.post(address, typed(page, text="Members asked.", votes_for="7", votes_against="2"))
    assert (item.minute.text, item.minute.votes_for, item.minute.votes_abstained) == ("Members asked.", 7, None)


def test_no_minutes_before_the_meeting(packs, meeting, clerk):
    with pytest.raises(actions.NotReady, match="after the meeting"):
        actions.write_minutes(meeting=meeting, by=clerk, at=IN_TIME, **THERE)


# ── Cleared and signed ──────────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_clears_what_they_wrote_and_another_clerk_does_from_the_page(client, clerk, second_clerk, written):
    assert "Another clerk must clear them." in main(entering(client, clerk).get(DESK))
    assert problems(soup(client.post(f"{DESK}clear/"), 422)) == ["You wrote in this paper. Another person must clear it."]
    client.force_login(second_clerk)
    assert client.post(f"{DESK}clear/").status_code == 302
    assert Minutes.objects.get().status == "CLEARED"


def test_minutes_without_chair_or_people_are_not_cleared(minuted, clerk, second_clerk):
    minutes = actions.write_minutes(meeting=minuted, by=clerk, at=AFTER, **{**THERE, "chair": "", "present": " "})
    with pytest.raises(actions.NotReady, match=r"who was in the chair\. Say who was present"):
        actions.clear_minutes(minutes=minutes, by=second_clerk, at=AFTER)


def test_a_draft_is_not_public_and_what_is_cleared_is_public_as_a_draft(client, written, second_clerk):
    for address in (PUBLIC, f"{PUBLIC}pdf/", f"{PUBLIC}word/"):
        assert client.get(address).status_code == 404
    actions.clear_minutes(minutes=written, by=second_clerk, at=AFTER)
    print_everything()
    said = main(client.get(PUBLIC))
    assert "Draft, to be confirmed at the next meeting." in said
    for one in ("Councillor Two", "None were received.", "Members asked about beds.", "Note the priorities. As amended."):
        assert one in said
    assert "7 for, 1 against, 0 abstained." in said and "Send the figures. Head of strategy, by 7 January 2019." in said
    assert client.get(f"{PUBLIC}pdf/").headers["Content-Type"] == "application/pdf"
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(client.get(f"{PUBLIC}word/").content)).paragraphs)
    assert "Members asked about beds." in text


def test_of_a_private_item_the_public_minutes_say_nothing_in_any_form(client, cleared_minutes):
    pdf = Minutes.objects.get().document
    assert "canary" not in str(pdf.facts)
    page = client.get(PUBLIC).content.decode()
    assert "2 In private This item was considered in private." in main(client.get(PUBLIC)) and "canary" not in page
    assert b"canary" not in documents.minutes_word(cleared_minutes)


def test_nothing_changes_after_clearing_until_they_are_reopened(client, clerk, cleared_minutes, item):
    with pytest.raises(actions.NotReady, match="Reopen them first"):
        actions.record_outcomes(item=item, by=clerk, at=AFTER, outcomes=[{"outcome": "noted", "words": ""}])
    with pytest.raises(CannotMove):
        actions.write_minutes(meeting=item.meeting, by=clerk, at=AFTER, **THERE)
    entering(client, clerk).post(f"{DESK}reopen/")
    client.logout()
    assert client.get(PUBLIC).status_code == 404


def test_signed_minutes_say_by_whom_and_are_never_changed(client, clerk, cleared_minutes):
    address = f"{DESK}sign/"
    assert problems(soup(entering(client, clerk).post(address, {}), 422)) == [
        "Enter who signed",
        "Enter the date on which they were signed",
    ]
    when = {"signed_date_day": "4", "signed_date_month": "2", "signed_date_year": "2019"}
    client.post(address, {"signed_by": "Councillor One", **when})
    client.logout()
    assert "Signed as a correct record by Councillor One on 4 February 2019." in main(client.get(PUBLIC))
    with pytest.raises(CannotMove):
        actions.reopen_minutes(minutes=cleared_minutes, by=clerk)


@pytest.mark.parametrize("who", ["member", "stranger", "author"])
@pytest.mark.parametrize("verb", ["", "clear/", "reopen/", "sign/"])
def test_only_clerks_of_the_committee_keep_its_minutes(client, written, request, who, verb):
    assert entering(client, request.getfixturevalue(who)).post(f"{DESK}{verb}", {}).status_code == 404


# ── Actions that come back ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def next_meeting(minuted, committee, clerk):
    return actions.call_meeting(committee=committee, date=date(2019, 2, 4), time=time(19), venue="", by=clerk)


def test_actions_come_back_at_the_next_meeting_until_they_are_done(client, clerk, cleared_minutes, next_meeting):
    page = soup(entering(client, clerk).get(next_meeting.get_draft_url()))
    assert "Actions from earlier meetings" in words(page.find("main"))
    first = Promise.objects.get(text="Send the figures.")
    assert client.post(f"/promises/{first.pk}/done/").status_code == 302
    first.refresh_from_db()
    assert first.done_date is not None
    after = actions.call_meeting(committee=next_meeting.committee, date=date(2030, 4, 1), time=time(19), venue="", by=clerk)
    assert [one.text for one in documents.coming_back(after)] == ["Send the figures.", "canary-promise"]  # done since the last meeting


def test_actions_stand_in_the_front_of_the_pack_those_of_private_items_in_that_of_the_committee_alone(
    client, clerk, next_meeting, committee, cleared_minutes
):
    at = datetime(2019, 1, 7, 9, tzinfo=UTC)
    from django.core.files.base import ContentFile

    from ..conftest import EXEMPT, a_pdf

    actions.add_item(meeting=next_meeting, title="Map", by=clerk, upload=ContentFile(a_pdf(), name="m.pdf"), at=at)
    actions.add_item(meeting=next_meeting, title="Sums", by=clerk, at=at, **EXEMPT)
    actions.publish_agenda(meeting=next_meeting, by=clerk, at=at)
    public, private = actions.issue_pack(meeting=next_meeting, by=clerk, at=at)
    assert [row[1] for row in public.document.facts["actions"]] == ["Send the figures."]
    assert [row[1] for row in private.document.facts["actions"]] == ["Send the figures.", "canary-promise"]
    print_everything()
    assert Pack.objects.get(pk=public.pk).document.is_ready
    next_meeting.refresh_from_db()
    said = client.get(next_meeting.get_absolute_url()).content.decode()
    assert "Send the figures." in said and "canary" not in said


def test_who_does_not_keep_the_committee_says_of_no_action_that_it_is_done(client, minuted, member):
    one = Promise.objects.first()
    assert entering(client, member).post(f"/promises/{one.pk}/done/").status_code == 403
    assert Promise.objects.filter(done_date=None).count() == 2


def test_the_actions_of_a_closed_committee_come_to_its_successor(minuted, committee, council, clerk):
    successor = actions.found_committee(name="Board", host=council, kind="health-and-wellbeing-board", by=None)
    their_clerk = seated("Their Clerk", successor, "CLERK")
    actions.close(committee=committee, by=person("Ada"), at=datetime(2019, 1, 7, tzinfo=UTC), successor=successor)
    first = actions.call_meeting(committee=successor, date=date(2019, 3, 4), time=time(10), venue="", by=their_clerk)
    assert documents.coming_back(first).count() == 2


# ── With the intention ──────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_agreed_stands_with_the_intentions_the_paper_quotes(client, minuted, round_):
    said = main(client.get(f"/rounds/{round_.slug}/UEC-01/"))
    assert "What committees decided" in said and "note Note the priorities. Agreed. as amended" in said
    assert "canary" not in said
