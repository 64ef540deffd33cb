"""Claim, print, store: an order is printed exactly once, whoever dies on the way."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import Email
from portal.printing import actions, press, refusals, tasks
from portal.printing.models import Document
from portal.printing.prints import Print
from portal.printing.states import Status

from .printing_templates import _templates_of_these_tests  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

LETTER = "documents/test_letter.html"


@pytest.fixture
def person():
    return User.objects.create_user("clerk@example.org", name="Ann Clerk")


@pytest.fixture
def queued(monkeypatch):
    """Ids that were sent to the queue."""
    sent = []
    monkeypatch.setattr(tasks.print_document, "apply_async", lambda args, kwargs, **more: sent.append(kwargs["document_id"]))
    return sent


def letter(by=None, words="We will plan services together.", **more):
    return actions.order(template=LETTER, facts={"paragraphs": [words]}, title="A letter", file_name="letter", by=by, **more)


def lease_ran_out(document):
    Document.objects.filter(pk=document.pk).update(lease_until=timezone.now() - timedelta(seconds=1), relay_at=timezone.now())


def printed(words=b"%PDF-"):
    return Print(pdf=words, pages=1)


# ── Ordering ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_order_is_sent_to_the_queue_only_after_the_commit(queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = letter()
        assert queued == []
    assert queued == [str(document.pk)]


def test_what_is_printed_is_what_was_ordered_whatever_happens_to_the_facts_later():
    facts = {"paragraphs": ["Before"]}
    document = actions.order(template=LETTER, facts=facts, title="A letter", file_name="letter", by=None)
    facts["paragraphs"] = ["After"]
    document.refresh_from_db()
    assert document.facts == {"paragraphs": ["Before"]}


def test_facts_that_are_not_plain_words_and_numbers_are_a_mistake():
    with pytest.raises(TypeError):
        actions.order(template=LETTER, facts={"date": timezone.now()}, title="A letter", file_name="letter", by=None)


def test_the_database_refuses_to_change_an_order():
    document = letter()
    with pytest.raises(Exception, match="Cannot update rows"):
        Document.objects.filter(pk=document.pk).update(facts={})


def test_an_equal_order_is_ready_at_once_with_the_same_bytes(queued, django_capture_on_commit_callbacks):
    first = letter()
    press.print_document(document_id=str(first.pk))
    first.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        second = letter()
    second.refresh_from_db()
    assert (second.status, second.sha256, second.pages) == (Status.READY, first.sha256, first.pages)
    assert queued == []


def test_other_words_are_another_document():
    assert letter(words="One").fingerprint != letter(words="Two").fingerprint


# ── Printing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_order_becomes_an_accessible_pdf():
    document = letter()
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    content = document.file.read()
    assert content.startswith(b"%PDF-1.7")
    assert document.status == Status.READY
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.size, document.pages, document.faults, document.is_accessible) == (len(content), 1, [], True)


def test_an_order_that_arrives_twice_is_printed_once(monkeypatch):
    document, made = letter(), []
    monkeypatch.setattr(press, "make", lambda document: made.append(document.pk) or printed())
    press.print_document(document_id=str(document.pk))
    press.print_document(document_id=str(document.pk))
    assert made == [document.pk]


def test_what_another_worker_holds_is_left_alone():
    document = letter()
    assert press.claim(str(document.pk))
    assert press.claim(str(document.pk)) is None


def test_what_a_dead_worker_held_is_claimed_again_with_a_higher_token():
    document = letter()
    first = press.claim(str(document.pk))
    lease_ran_out(document)
    second = press.claim(str(document.pk))
    assert second.token == first.token + 1


def test_a_worker_that_lost_its_lease_stores_nothing():
    document = letter()
    slow = press.claim(str(document.pk))
    lease_ran_out(document)
    fast = press.claim(str(document.pk))
    press.store(fast, printed(b"%PDF- fast"))
    press.store(slow, printed(b"%PDF- slow"))
    document.refresh_from_db()
    assert document.file.read() == b"%PDF- fast"


def test_a_worker_that_lost_its_lease_learns_it_at_the_next_beat():
    document = letter()
    slow = press.claim(str(document.pk))
    lease_ran_out(document)
    press.claim(str(document.pk))
    with pytest.raises(press.LostLease):
        press.renew(slow)


def test_a_cancelled_order_is_not_printed(person):
    document = letter()
    actions.cancel(document=document, by=person)
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    assert document.status == Status.CANCELLED


# ── Not printed ─────────────────────────────────────────────────────────────────────────────────────────────────────
def stopped(document):
    raise RuntimeError("something broke")


def test_a_print_that_stops_is_tried_three_times_and_then_says_why(monkeypatch):
    document = letter()
    monkeypatch.setattr(press, "make", stopped)
    for attempt in (1, 2):
        press.print_document(document_id=str(document.pk))
        document.refresh_from_db()
        assert (document.status, document.attempts) == (Status.ORDERED, attempt)
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    assert document.status == Status.FAILED
    assert document.failure == "the printer stopped on it without a reason. Try again, or contact the operator."


def killed(document):
    raise refusals.killed()


def test_a_print_that_something_else_kills_is_tried_ten_times(monkeypatch):
    document = letter()
    monkeypatch.setattr(press, "make", killed)
    for attempt in range(1, press.ABANDONED):
        press.print_document(document_id=str(document.pk))
        document.refresh_from_db()
        assert (document.status, document.attempts) == (Status.ORDERED, attempt)
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    assert (document.status, document.failure) == (Status.FAILED, refusals.STOPPED)


@pytest.mark.parametrize("fault", [OperationalError, DatabaseError, InterfaceError])
def test_a_database_that_goes_away_is_no_fault_of_the_paper(monkeypatch, fault):
    document = letter()

    def without_a_database(document):
        raise fault("server closed the connection unexpectedly")

    monkeypatch.setattr(press, "make", without_a_database)
    for _ in range(press.ATTEMPTS):
        press.print_document(document_id=str(document.pk))
        lease_ran_out(document)
    monkeypatch.undo()
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    assert document.status == Status.READY


def too_wide(document):
    raise refusals.table_too_wide("6 Money")


def test_what_printing_again_cannot_mend_fails_at_once_in_words(monkeypatch):
    document = letter()
    monkeypatch.setattr(press, "make", too_wide)
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    assert (document.status, document.attempts) == (Status.FAILED, 1)
    assert document.failure == "the table in section “6 Money” is too wide. Make it narrower or attach it as an annex."


def test_what_failed_can_be_tried_again(person, monkeypatch):
    document = letter()
    monkeypatch.setattr(press, "make", stopped)
    for _ in range(3):
        press.print_document(document_id=str(document.pk))
    monkeypatch.undo()
    document.refresh_from_db()
    actions.retry(document=document, by=person)
    press.print_document(document_id=str(document.pk))
    document.refresh_from_db()
    assert (document.status, document.failure) == (Status.READY, "")


def test_who_ordered_it_is_told_when_it_is_ready(person):
    document = letter(by=person, page="/packs/1/")
    press.print_document(document_id=str(document.pk))
    email = Email.objects.get()
    assert email.subject == "Open A letter: it is ready"
    assert "/packs/1/" in email.body


# ── The relay ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_relay_leaves_alone_what_was_just_ordered(queued):
    letter()
    tasks.relay()
    assert queued == []


def test_the_relay_sends_again_what_lost_its_message(queued):
    document = letter()
    Document.objects.update(relay_at=timezone.now() - timedelta(seconds=1))
    tasks.relay()
    assert queued == [str(document.pk)]


def test_the_relay_sends_again_what_lost_its_worker(queued):
    document = letter()
    press.claim(str(document.pk))
    lease_ran_out(document)
    tasks.relay()
    assert queued == [str(document.pk)]


def test_the_relay_does_not_flood_the_queue(queued):
    letter()
    Document.objects.update(relay_at=timezone.now() - timedelta(seconds=1))
    tasks.relay()
    tasks.relay()
    assert len(queued) == 1


# ── The database's half ─────────────────────────────────────────────────────────────────────────────────────────────
def test_the_database_refuses_to_change_a_ready_document():
    document = letter()
    press.print_document(document_id=str(document.pk))
    with pytest.raises(Exception, match="frozen"):
        Document.objects.filter(pk=document.pk).update(title="Another")


def test_the_database_refuses_to_forget_a_document():
    document = letter()
    with pytest.raises(Exception, match="Cannot delete"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM printing_document WHERE id = %s", [document.pk])


def test_three_relays_and_ten_deliveries_print_it_once(queued, monkeypatch):
    document, made = letter(), []
    monkeypatch.setattr(press, "make", lambda document: made.append(document.pk) or printed())
    Document.objects.update(relay_at=timezone.now() - timedelta(seconds=1))
    for _ in range(3):
        tasks.relay()
    for document_id in queued * 10:
        press.print_document(document_id=document_id)
    assert made == [document.pk]
