from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from committees import actions, documents
from committees.models import Note, Promise, Resolution
from committees.states import Outcome

from ..conftest import IN_TIME, MEETING

AFTER = datetime(2018, 12, 4, 10, tzinfo=UTC)
AGREED = [{"outcome": Outcome.REFERRED, "words": "to Mayor and Cabinet"}]
PROMISED = [{"text": "Send the figures.", "owner": "Head of strategy", "due_date": date(2019, 1, 7), "done_date": None}]


def test_outcomes_and_actions_are_recorded_after_the_meeting_and_corrected(packs, item, clerk):
    for words in ("to the Mayor", "to Mayor and Cabinet"):
        actions.record_outcomes(item=item, by=clerk, at=AFTER, outcomes=[{**AGREED[0], "words": words}], promises=PROMISED)

    one = Resolution.objects.get()
    assert (one.verb, one.outcome, one.words) == ("note", "referred", "to Mayor and Cabinet")
    assert Promise.objects.get().owner == "Head of strategy"


def test_outcomes_are_not_recorded_before_the_meeting(packs, item, clerk):
    with pytest.raises(actions.NotReady, match="after the meeting"):
        actions.record_outcomes(item=item, by=clerk, at=IN_TIME, outcomes=AGREED)


def test_a_referral_says_to_whom(packs, item, clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_outcomes(item=item, by=clerk, at=AFTER, outcomes=[{"outcome": Outcome.REFERRED, "words": ""}])


def test_a_note_stays_with_its_place_when_the_pack_is_issued_again(packs, published, item, member, clerk):
    actions.write_note(item=item, by=member, text="Ask about beds.", anchor="p5", place="5 Cancer")
    actions.issue_pack(meeting=published, by=clerk, at=IN_TIME)

    assert Note.objects.visible_to(member).get().anchor == "p5"
    assert not Note.objects.visible_to(clerk).exists()


def test_an_empty_note_is_taken_away(packs, item, member):
    actions.write_note(item=item, by=member, text="Ask about beds.")
    actions.write_note(item=item, by=member, text=" ")

    assert not Note.objects.exists()


def test_a_meeting_is_not_moved_into_the_past(meeting, clerk):
    with pytest.raises(actions.NotReady, match="not moved into the past"):
        actions.move_meeting(meeting=meeting, by=clerk, date=date(2018, 12, 10), time=time(19), venue="")


def test_a_meeting_that_is_moved_says_its_new_day_on_papers_not_yet_published(item, cleared, meeting, clerk, time_machine):
    time_machine.move_to(IN_TIME)
    actions.move_meeting(meeting=meeting, by=clerk, date=date(2018, 12, 10), time=time(19), venue="")
    cleared.refresh_from_db()

    assert ["Meeting", "Monday 10 December 2018"] in cleared.document.facts["header"]


def test_background_documents_stay_open_for_four_years_and_reports_for_six(item, paper, clerk):
    actions.save_paper(paper=paper, by=clerk, revision=0, background=[{"title": "Plan", "date": "", "where": "", "url": ""}])
    paper.refresh_from_db()
    blocks = next(one for one in documents.paper_facts(paper)["sections"] if one["heading"] == "Background documents")["blocks"]

    assert blocks[-1]["text"] == "These documents are open to inspection until 3 December 2022."
    assert documents.report_words(MEETING) == "Agenda and reports are open to inspection until 3 December 2024."
    assert documents.report_words(date(2024, 2, 29)) == "Agenda and reports are open to inspection until 28 February 2030."


def test_a_paper_whose_edition_was_replaced_says_so(paper, round_, author, approver):
    from intentions import actions as intentions

    intention = round_.intentions.order_by("reference").first()
    version = intentions.open_next_version(intention=intention, by=author)
    version = intentions.submit(version=version, by=author)
    intentions.approve(version=version, by=approver, at=IN_TIME)
    assert documents.superseded(paper) == ""
    intentions.publish(round=round_, by=approver, approving_body="The governing body", approved_date=None, at=IN_TIME)

    assert documents.superseded(paper) == "Edition 2 replaced edition 1 on 23 November 2018. This paper still quotes edition 1."
