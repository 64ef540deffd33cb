"""Wording goes back and forth, each step by name and dated, between the commissioners and that provider and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, InternalError, transaction

from portal.audit.models import Email
from portal.moves import CannotMove
from providers import actions
from providers.models import Negotiation, Position, Proposal
from providers.states import Side, Turn

from ..conftest import IN_TIME


@pytest.fixture
def position(submitted):
    return submitted.positions.get(stance="support-with-conditions")


@pytest.fixture
def proposed(position, author):
    condition = position.conditions.get()
    return actions.propose(position=position, condition=condition, by=author, text="A local price for half", at=IN_TIME)


def turn(negotiation):
    return Negotiation.objects.get(pk=negotiation.pk).status


def test_it_goes_back_and_forth_until_one_side_accepts(proposed, position, author, contributor):
    assert turn(proposed) == Turn.PROVIDER
    actions.counter(negotiation=proposed, by=contributor, text="A local price for most", note="Beds", at=IN_TIME)
    assert turn(proposed) == Turn.COMMISSIONER
    actions.propose(position=position, condition=proposed.condition, by=author, text="A local price for two thirds", at=IN_TIME)
    actions.accept_wording(negotiation=proposed, by=contributor, side=Side.PROVIDER, at=IN_TIME)

    assert turn(proposed) == Turn.AGREED
    steps = proposed.proposals.order_by("number").values_list("number", "side", "by__name", "note")
    assert list(steps) == [
        (1, "commissioner", "Ann Author", ""),
        (2, "provider", "Con Tributor", "Beds"),
        (3, "commissioner", "Ann Author", ""),
    ]


def test_nobody_speaks_out_of_turn(proposed, position, author, contributor):
    with pytest.raises(CannotMove):
        actions.propose(position=position, condition=proposed.condition, by=author, text="Again", at=IN_TIME)
    with pytest.raises(CannotMove):
        actions.accept_wording(negotiation=proposed, by=author, side=Side.COMMISSIONER, at=IN_TIME)
    actions.accept_wording(negotiation=proposed, by=contributor, side=Side.PROVIDER, at=IN_TIME)
    with pytest.raises(CannotMove):
        actions.counter(negotiation=proposed, by=contributor, text="But", at=IN_TIME)


def test_one_email_a_turn_to_those_whose_turn_it_is(proposed, contributor, signatory, author, approver, viewer, competitor):
    told = Email.objects.filter(kind="wording")
    assert {one.to for one in told} == {contributor, signatory}
    assert {one.subject for one in told} == {"Your turn on the wording: UEC-02, Eastham Acute Trust: South East London 2027/28"}
    assert not any("half" in one.body for one in told)

    actions.counter(negotiation=proposed, by=contributor, text="For most", at=IN_TIME)

    assert {one.to for one in Email.objects.filter(kind="wording")} == {contributor, signatory, author, approver}
    assert Email.objects.filter(kind="wording").count() == 4


def test_only_both_sides_read_it(proposed, author, contributor, competitor, neighbour, rival_invitation):
    readers = [author, contributor, competitor, neighbour, AnonymousUser()]

    assert [Negotiation.objects.visible_to(one).exists() for one in readers] == [True, True, False, False, False]
    assert [Proposal.objects.visible_to(one).exists() for one in readers] == [True, True, False, False, False]


def test_after_the_day_of_the_round_the_commissioner_decides(proposed, round, approver, contributor):
    actions.set_days(round=round, by=approver, wording_by_date=IN_TIME.date(), reply_by_date=None)
    actions.counter(negotiation=proposed, by=contributor, text="On the last day", at=IN_TIME)

    with pytest.raises(actions.Refused, match=r"until 18 December 2026\. The commissioners decide now"):
        actions.propose(position=proposed.position, condition=proposed.condition, by=approver, text="Late", at=IN_TIME + timedelta(days=1))


def test_a_step_never_changes(proposed):
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Proposal.objects.update(text="Something else")
    with pytest.raises(actions.Refused, match="Enter the wording"):
        actions.counter(negotiation=proposed, by=proposed.proposals.get().by, text=" ", at=IN_TIME)


def test_what_is_decided_and_published_is_negotiated_no_more(proposed, position, round, author, approver, contributor):
    actions.decide(position=position, by=author, verdict="accept")
    assert turn(proposed) == Turn.PROVIDER  # written only: providers see nothing of it

    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    assert turn(proposed) == Turn.CLOSED
    with pytest.raises(CannotMove):
        actions.counter(negotiation=proposed, by=contributor, text="But", at=IN_TIME)


def test_a_condition_of_another_point_is_not_negotiated_here(position, author, rival_submitted_elsewhere):
    with pytest.raises(CannotMove):
        actions.propose(position=position, condition=rival_submitted_elsewhere, by=author, text="Ours", at=IN_TIME)


@pytest.fixture
def rival_submitted_elsewhere(rival_invitation, second, competitor):
    other = actions.start(invitation=rival_invitation, by=competitor)
    content = {"stance": "support-with-conditions", "conditions": [{"text": "Theirs", "by_date": None}]}
    actions.save_position(response=other, intention=second, by=competitor, content=content)
    actions.submit(response=other, by=competitor, arrived_at=IN_TIME, role="Chief executive")
    return Position.objects.get(response=other).conditions.get()
