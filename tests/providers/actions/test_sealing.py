"""A sealed round: what the database refuses, and what the clock does."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from portal.accounts.models import Told
from portal.audit.actions import join_the_day
from portal.audit.models import Email, Event
from portal.moves.clock import database_now
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions
from providers.actions import news
from providers.models import Arrival, Condition, Position, Receipt, Response, Seal, Signature, under_seal
from providers.tasks import open_seals

from ..conftest import PUBLISHED
from ..sealing import sealed

MILLISECOND = timedelta(milliseconds=1)
WITH_WORDS = (Response, Position, Condition, Signature, Receipt)


@pytest.fixture
def submitted(sealed_round, answered, signatory):
    receipt = actions.submit(response=answered, by=signatory, arrived_at=database_now(), role="Chief executive")
    return receipt.response


@contextmanager
def reading_as(user):
    """The connection as it is in a request of this person."""
    assert under_seal.keep_from(user)
    try:
        yield
    finally:
        under_seal.lift()


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_the_database_shows_no_answer_under_seal_to_a_door_that_forgot_its_scope(submitted, author):
    assert all(model.objects.exists() for model in WITH_WORDS)

    with reading_as(author):
        assert [model for model in WITH_WORDS if model.objects.exists()] == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM providers_effect")
            assert cursor.fetchone() == (0,)
        assert Arrival.objects.get().organisation == submitted.organisation

    assert all(model.objects.exists() for model in WITH_WORDS)


def test_who_submitted_and_when_is_seen_and_nothing_that_was_said(submitted, author, signatory):
    arrival = Arrival.objects.visible_to(author).get()

    assert (arrival.submitted_by, arrival.received_at) == (signatory, submitted.received_at)
    assert not Response.objects.visible_to(author).exists() and not Position.objects.visible_to(author).exists()
    assert not Receipt.objects.visible_to(author).exists() and not Signature.objects.visible_to(author).exists()
    assert Response.objects.visible_to(signatory).get() == submitted


def test_an_answer_is_sealed_a_millisecond_before_the_deadline_and_open_at_it(submitted, author, clock_at):
    deadline = submitted.round.response_deadline

    clock_at(deadline - MILLISECOND)
    assert not Position.objects.visible_to(author).exists()
    assert not Position.objects.opened().exists()
    clock_at(deadline)
    assert Position.objects.visible_to(author).count() == 2
    assert Position.objects.opened().count() == 2


def test_the_policy_of_the_database_is_lifted_by_the_real_clock(round, invitation, approver, answered, signatory, author):
    """Invitations unopened until then, as when a colleague of the provider answers by API."""
    deadline = sealed(round, approver, timedelta(seconds=1.5)).round.response_deadline
    actions.submit(response=answered, by=signatory, arrived_at=database_now(), role="Chief executive")

    with reading_as(author):
        assert not Position.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(GREATEST(0, extract(epoch FROM %s::timestamptz - clock_timestamp())))", [deadline])
        assert Position.objects.count() == 2


def test_more_time_for_one_seals_the_answers_of_all(submitted, rival_invitation, approver, author, clock_at):
    until = submitted.round.response_deadline + timedelta(days=3)
    actions.extend(invitation=rival_invitation, by=approver, until=until, reason="A fire", at=database_now())

    clock_at(until - MILLISECOND)
    assert not Response.objects.visible_to(author).exists()
    clock_at(until)
    assert Response.objects.visible_to(author).exists()


def test_the_round_is_sealed_or_not_before_anybody_opens_their_invitation(round, invitation, approver, contributor):
    sealed(round, approver)
    actions.seal(round=round, is_sealed=False, by=approver, at=PUBLISHED)
    assert not Seal.objects.exists()

    actions.open_(invitation=invitation, by=contributor, at=PUBLISHED)
    with pytest.raises(actions.Refused, match="no longer be changed"):
        actions.seal(round=round, is_sealed=True, by=approver, at=PUBLISHED)
    refused(lambda: Seal.objects.create(round=round, sealed_at=PUBLISHED, sealed_by=approver))


def test_nobody_takes_off_the_seal_or_opens_it_early(submitted, approver):
    seal = Seal.objects.get()

    with pytest.raises(actions.Refused, match="no longer be changed"):
        actions.seal(round=submitted.round, is_sealed=False, by=approver, at=database_now())
    assert not actions.open_seal(seal=seal, at=database_now())
    refused(seal.delete)
    refused(lambda: Seal.objects.update(opened_at=database_now()))
    refused(lambda: Seal.objects.update(sealed_at=database_now()))


def test_no_deadline_of_a_sealed_round_moves_back(submitted, invitation, approver):
    round = submitted.round
    actions.extend(invitation=invitation, by=approver, until=round.response_deadline + timedelta(days=2), reason="Ill", at=database_now())

    refused(lambda: type(round).objects.filter(pk=round.pk).update(response_deadline=database_now()))
    refused(lambda: type(round).objects.filter(pk=round.pk).update(response_deadline=None))
    refused(lambda: type(invitation).objects.filter(pk=invitation.pk).update(extended_until=round.response_deadline))


def test_nothing_is_decided_or_negotiated_on_what_is_sealed(submitted, author):
    position = submitted.positions.first()

    with pytest.raises(actions.Refused, match="sealed until"):
        actions.decide(position=position, by=author, verdict="accept", reason="")
    with pytest.raises(actions.Refused, match="sealed until"):
        actions.propose(position=position, condition=None, by=author, text="Otherwise", at=database_now())
    with connection.cursor() as cursor:
        insert = "INSERT INTO providers_negotiation (id, position_id, status, since) VALUES (gen_random_uuid(), %s, 'PROVIDER', now())"
        refused(lambda: cursor.execute(insert, [position.pk]))


def test_at_the_last_deadline_the_commissioners_are_told_once_and_what_is_open_stays_open(
    round, invitation, rival_invitation, approver, author, answered, signatory
):
    deadline = sealed(round, approver, timedelta(seconds=1)).round.response_deadline
    actions.submit(response=answered, by=signatory, arrived_at=deadline, role="Chief executive")
    open_seals()
    assert not Email.objects.filter(kind="unsealed").exists()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(GREATEST(0, extract(epoch FROM %s::timestamptz - clock_timestamp())))", [deadline])
    open_seals()
    open_seals()

    told = Email.objects.filter(kind="unsealed")
    assert {email.to for email in told} == {author, approver} and len(told) == 2
    assert "1 answer" in told[0].subject and round.title in told[0].subject
    assert Seal.objects.get().opened_at == deadline
    late = actions.extend(invitation=rival_invitation, by=approver, until=deadline + timedelta(days=9), reason="Ill", at=database_now())
    assert late.extended_until and Response.objects.visible_to(author).exists()


def test_more_time_given_before_the_clock_was_seen_to_strike_closes_nothing(
    round, invitation, rival_invitation, approver, author, answered, signatory
):
    deadline = sealed(round, approver, timedelta(seconds=1)).round.response_deadline
    actions.submit(response=answered, by=signatory, arrived_at=deadline, role="Chief executive")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(GREATEST(0, extract(epoch FROM %s::timestamptz - clock_timestamp())))", [deadline])

    actions.extend(invitation=rival_invitation, by=approver, until=deadline + timedelta(days=9), reason="Ill", at=database_now())

    assert Seal.objects.get().opened_at == deadline
    assert Response.objects.visible_to(author).exists()


def test_what_commissioners_are_told_under_seal_says_who_and_when(submitted, author):
    author.told_of_responses = Told.AT_ONCE
    author.save()
    news.tell_submitted(submitted)
    author.told_of_responses = Told.DAILY
    author.save()
    news.tell_submitted(submitted)
    assert join_the_day(person=author) == 1
    told = [*Email.objects.filter(to=author).values_list("subject", "body"), *Event.objects.visible_to(author).values_list("says")]

    said = " ".join(part for parts in told for part in parts)
    assert "has submitted" in said and "1 thing for you" in said
    assert "CANARY" not in said and "2 positions" not in said and submitted.receipt.number not in said


def test_a_letter_written_down_by_commissioners_is_not_sealed(sealed_round, invitation, author, first):
    now = database_now()
    actions.record_letter(
        invitation=invitation,
        by=author,
        way="LETTER",
        dated=now.date(),
        came_at=now,
        files=[SimpleUploadedFile("letter.pdf", b"%PDF-1.4")],
        said={first: {"stance": "support", "comment": "As written"}},
        at=now,
    )

    assert Response.objects.visible_to(author).get().recorded
    with reading_as(author):
        assert Position.objects.count() == 1


def test_those_who_answer_read_their_own_under_seal_even_if_they_also_commission(submitted, signatory, commissioner):
    Membership.objects.create(user=signatory, organisation=commissioner, role=Role.AUTHOR)

    with reading_as(signatory):
        assert Response.objects.get() == submitted and Position.objects.count() == 2


def test_nobody_who_submitted_is_reminded_by_hand_under_seal(submitted, author, rival_invitation, competitor):
    with reading_as(author):
        actions.prompt(round=submitted.round, by=author, at=database_now())

    assert {email.to for email in Email.objects.filter(kind="reminded")} == {competitor}


AFTER_OPENING = {"Decision", "Negotiation", "Ruling", "Clause", "Origin"}  # nothing of the kind is there before; a trigger refuses it
KNOWN = {"Arrival", "Transcript"}  # who and when; what the commissioners wrote down themselves


def test_every_table_that_hangs_on_an_answer_has_its_policy(db):
    """A new model that belongs to a response, a position or a condition gets the policy of its parent, or a reason here."""
    parents = {Response, Position, Condition}
    models = [one for one in apps.get_app_config("providers").get_models() if one in parents or parents & set(parents_of(one))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'open_answers'")
        held = {table for (table,) in cursor.fetchall()}

    assert len(held) > 10
    bare = {one.__name__ for one in models if one._meta.db_table not in held}
    assert bare <= AFTER_OPENING | KNOWN, f"{bare - AFTER_OPENING - KNOWN}: add a policy as in migration 0014"


def parents_of(model):
    return [field.related_model for field in model._meta.concrete_fields if field.is_relation]
