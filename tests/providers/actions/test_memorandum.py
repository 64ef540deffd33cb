"""The memorandum: drafted from what was agreed, each clause traceable, its frozen text signed by its parties."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.audit.models import Email
from portal.moves import CannotMove
from providers import actions
from providers.documents import drawing
from providers.documents.canonical import sha256
from providers.models import Clause, Memorandum, Position
from providers.states import MemorandumStatus

from ..conftest import IN_TIME
from ..memoranda import agree, offer


def test_nothing_accepted_is_no_memorandum(submitted, round, author, acute):
    with pytest.raises(actions.Refused, match="Nothing that was agreed waits"):
        actions.draft_memorandum(round=round, by=author, organisation=acute)


def test_it_is_drafted_from_accepted_points_each_traceable(memorandum, second):
    clause = memorandum.clauses.get()

    assert clause.condition.text == "A local price is agreed"
    assert clause.decision.position.intention == second
    assert clause.text == "On UEC-02 Same day emergency care, Eastham Acute Trust: A local price is agreed from 1 July."
    assert {party.organisation.name for party in memorandum.parties.all()} == {"North CCG", "Eastham Acute Trust"}


def test_drafting_twice_gives_the_same(memorandum, round, author, acute):
    assert actions.draft_memorandum(round=round, by=author, organisation=acute) == memorandum


def test_terms_and_commitments_are_saved_and_a_stale_save_overwrites_nothing(memorandum, author, approver, acute):
    row = {"organisation": acute, "action": "Open at weekends", "by_date": date(2027, 7, 1), "owner": "Director of operations"}
    saved = actions.save_memorandum(memorandum=memorandum, by=author, revision=0, terms={"purpose": "Ours"}, commitments=[row])
    assert (saved.terms["purpose"], saved.commitments.get().action) == ("Ours", "Open at weekends")

    with pytest.raises(actions.Stale):
        actions.save_memorandum(memorandum=memorandum, by=approver, revision=0, terms={"purpose": "Mine"}, commitments=[])
    saved.refresh_from_db()
    assert saved.terms["purpose"] == "Ours"


def test_the_text_is_frozen_when_it_is_offered(offered, author):
    assert sha256(offered.text) == offered.text_sha256
    with pytest.raises(CannotMove):
        actions.save_memorandum(memorandum=offered, by=author, revision=0, terms={}, commitments=[])
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Clause.objects.update(text="Something else")


def test_each_party_signs_for_itself_and_with_the_last_it_is_agreed(offered, approver, signatory, commissioner, acute):
    assert Email.objects.filter(kind="memorandum", to=signatory).exists()
    agree(offered, signatory, acute)
    offered.refresh_from_db()
    assert offered.status == MemorandumStatus.OFFERED

    agree(offered, approver, commissioner)

    offered.refresh_from_db()
    assert offered.status == MemorandumStatus.AGREED
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Memorandum.objects.update(terms={})


def test_nobody_signs_for_another_twice_or_another_text(offered, signatory, contributor, competitor, rival, acute):
    for by, organisation in ((competitor, rival), (competitor, acute), (contributor, acute)):
        with pytest.raises(actions.CannotSign):
            agree(offered, by, organisation)
    with pytest.raises(actions.TextChanged):
        agree(offered, signatory, acute, seen="0" * 64)
    agree(offered, signatory, acute)
    with pytest.raises(actions.CannotSign, match="already"):
        agree(offered, signatory, acute)


def test_a_signature_of_a_text_that_was_taken_back_and_changed_does_not_count(offered, author, approver, signatory, commissioner, acute):
    agree(offered, signatory, acute)
    draft = actions.take_back(memorandum=offered, by=author)
    terms = {**draft.terms, "exit": "Three months"}
    draft = actions.save_memorandum(memorandum=draft, by=author, revision=draft.revision, terms=terms, commitments=[])
    again = offer(draft, approver)

    agree(again, approver, commissioner)

    again.refresh_from_db()
    assert again.status == MemorandumStatus.OFFERED and again.accords.count() == 2


def test_a_new_version_replaces_the_one_before_when_it_is_signed(offered, round, author, approver, signatory, commissioner, acute):
    agree(offered, signatory, acute)
    agree(offered, approver, commissioner)
    second = offer(actions.draft_memorandum(round=round, by=author, organisation=acute), approver)
    agree(second, signatory, acute)
    agree(second, approver, commissioner)

    offered.refresh_from_db()
    assert (offered.status, second.number) == (MemorandumStatus.REPLACED, 2)


def test_a_party_reads_it_once_it_is_offered_and_nobody_else_ever(memorandum, contributor, competitor, neighbour, author, approver):
    def readers():
        return [one for one in (author, contributor, competitor, neighbour) if Memorandum.objects.visible_to(one).exists()]

    assert readers() == [author]
    offer(memorandum, approver)
    assert readers() == [author, contributor]


def test_what_is_commercially_sensitive_is_in_no_clause(response, second, contributor, signatory, round, author, approver):
    condition = {"text": "CANARY", "by_date": None}
    content = {"stance": "support-with-conditions", "conditions": [condition], "is_sensitive": True, "sensitive_reason": "Price"}
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=response.positions.get(), by=author, verdict="accept")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    with pytest.raises(actions.Refused, match="Nothing that was agreed waits"):
        actions.draft_memorandum(round=round, by=author)


def decide_more(round, second, competitor, rival_invitation, author, approver):
    """Another provider says the same, and it is accepted and published."""
    response = actions.start(invitation=rival_invitation, by=competitor)
    condition = {"text": "Beds are opened", "by_date": None}
    content = {"stance": "support-with-conditions", "conditions": [condition]}
    actions.save_position(response=response, intention=second, by=competitor, content=content)
    actions.submit(response=response, by=competitor, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=response.positions.get(), by=author, verdict="accept")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    return response


def test_a_draft_is_brought_up_to_date_with_what_was_accepted_since(
    decided, round, second, competitor, rival, rival_invitation, author, approver, signatory, acute
):
    memorandum = actions.draft_memorandum(round=round, by=author)
    promise = {"organisation": acute, "action": "Opens at weekends", "by_date": None, "owner": ""}
    terms = {**memorandum.terms, "purpose": "Ours"}
    actions.save_memorandum(memorandum=memorandum, by=author, revision=0, terms=terms, commitments=[promise])
    decide_more(round, second, competitor, rival_invitation, author, approver)
    assert drawing.behind(memorandum) == (1, 0)

    memorandum = actions.redraft(memorandum=memorandum, by=author)

    assert [clause.condition.text for clause in memorandum.clauses.order_by("order")] == ["A local price is agreed", "Beds are opened"]
    assert (
        memorandum.parties.filter(organisation=rival).exists()
        and memorandum.terms["purpose"] == "Ours"
        and memorandum.commitments.count() == 1
    )
    assert drawing.behind(memorandum) == (0, 0)

    actions.withdraw(response=Position.objects.get(comment="CANARY-TWO").response, by=signatory, reason="Wrong", at=IN_TIME)
    assert drawing.behind(memorandum) == (0, 1)
    actions.redraft(memorandum=memorandum, by=author)
    assert memorandum.clauses.get().condition.text == "Beds are opened"
    assert acute.pk in set(memorandum.parties.values_list("organisation", flat=True))  # it has promised something


def test_what_is_offered_is_not_drafted_again(offered, author):
    with pytest.raises(CannotMove):
        actions.redraft(memorandum=offered, by=author)
