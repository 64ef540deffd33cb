"""A pack waits for its papers, is bound once, and fails in the name of the paper that failed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.audit.models import Email
from portal.moves import CannotMove
from portal.printing import actions, press, refusals, tasks
from portal.printing.models import Document
from portal.printing.states import MOVES, Status

from .printing_templates import _templates_of_these_tests  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("clerk@example.org", name="Ann Clerk")


@pytest.fixture
def queued(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.print_document, "apply_async", lambda args, kwargs, **more: sent.append(kwargs["document_id"]))
    return sent


def letter(words):
    return actions.order(template="documents/test_letter.html", facts={"paragraphs": [words]}, title=words, file_name="x", by=None)


def pack_of(*documents, **more):
    parts = [(f"item-{n}", f"Item {n}: {document.title}", document) for n, document in enumerate(documents, 1)]
    return actions.order_pack(title="Pack issue 3", file_name="pack-3", front={}, parts=parts, **{"by": None, **more})


def print_now(*documents):
    for document in documents:
        press.print_document(document_id=str(document.pk))
        document.refresh_from_db()


def break_the_press(monkeypatch):
    def stop(document):
        raise refusals.table_too_wide("6 Money")

    monkeypatch.setattr(press, "make", stop)


def test_a_pack_is_not_bound_before_its_last_paper_is_ready():
    one, two = letter("One"), letter("Two")
    pack = pack_of(one, two)
    print_now(one, pack)
    assert pack.status == Status.ORDERED


def test_a_pack_is_bound_from_its_papers_with_their_true_pages():
    one, two = letter("One"), letter("Two")
    pack = pack_of(one, two)
    print_now(one, two, pack)
    first, second = pack.parts.order_by("order")
    assert (pack.status, pack.faults, pack.is_accessible) == (Status.READY, [], True)
    assert (first.last_page + 1, second.last_page) == (second.first_page, pack.pages)


def test_the_last_paper_to_be_ready_sends_the_pack(queued, django_capture_on_commit_callbacks):
    one, two = letter("One"), letter("Two")
    pack = pack_of(one, two)
    for paper, sent in ((one, []), (two, [str(pack.pk)])):
        with django_capture_on_commit_callbacks(execute=True):
            print_now(paper)
        assert queued == sent


def test_a_paper_replaced_is_the_only_one_printed_again():
    one, two = letter("One"), letter("Two")
    print_now(one, two, pack_of(one, two))
    again = pack_of(letter("One"), letter("Two, corrected"))
    assert [part.document.status for part in again.parts.order_by("order")] == [Status.READY, Status.ORDERED]


def test_an_equal_pack_is_ready_at_once_with_its_page_numbers():
    one, two = letter("One"), letter("Two")
    first = pack_of(one, two)
    print_now(one, two, first)
    second = pack_of(one, two)
    assert (second.status, second.sha256) == (Status.READY, first.sha256)
    assert list(second.parts.order_by("order").values_list("first_page")) == list(first.parts.order_by("order").values_list("first_page"))


def test_a_paper_that_fails_fails_the_pack_in_its_name(monkeypatch):
    one, two = letter("One"), letter("Two")
    pack = pack_of(one, two)
    break_the_press(monkeypatch)
    print_now(two)
    pack.refresh_from_db()
    assert pack.status == Status.FAILED
    assert pack.failure == "Item 2: Two: the table in section “6 Money” is too wide. Make it narrower or attach it as an annex."


def test_a_pack_ordered_with_a_paper_that_failed_fails_in_its_name(monkeypatch):
    one = letter("One")
    with monkeypatch.context() as broken:
        break_the_press(broken)
        print_now(one)
    pack = pack_of(one)
    tasks.relay()
    pack.refresh_from_db()
    assert (pack.status, pack.failure[:6]) == (Status.FAILED, "Item 1")


def test_a_pack_tried_again_prints_its_failed_papers_again(monkeypatch, person):
    one, two = letter("One"), letter("Two")
    pack = pack_of(one, two)
    with monkeypatch.context() as broken:
        break_the_press(broken)
        print_now(two)
    pack.refresh_from_db()
    actions.retry(document=pack, by=person)
    print_now(one, two, pack)
    assert pack.status == Status.READY


def test_a_paper_cancelled_fails_the_pack_that_waits_for_it(person):
    one = letter("One")
    pack = pack_of(one)
    actions.cancel(document=one, by=person)
    pack.refresh_from_db()
    assert pack.failure == "Item 1: One: its print was cancelled."


def test_who_ordered_a_pack_that_failed_is_told_why(monkeypatch, person):
    one = letter("One")
    pack_of(one, by=person, page="/meetings/1/")
    break_the_press(monkeypatch)
    print_now(one)
    email = Email.objects.get()
    assert email.subject == "Put Pack issue 3 right: it could not be printed"
    assert "the table in section “6 Money” is too wide" in email.body


def test_a_damaged_paper_is_noticed_and_named():
    one = letter("One")
    print_now(one)
    with one.file.open("wb") as file:
        file.write(b"%PDF- something else")
    pack = pack_of(one)
    print_now(pack)
    assert pack.failure == "the stored print of Item 1: One is damaged. Print that paper again."


def test_a_pack_is_not_bound_into_a_pack():
    with pytest.raises(ValueError, match="not bound into another pack"):
        pack_of(pack_of(letter("One")))


def test_two_papers_do_not_share_a_key():
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.order_pack(
            title="x", file_name="x", front={}, by=None, parts=[("item-1", "A", letter("One")), ("item-1", "B", letter("Two"))]
        )


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", ["retry", "cancel"])
def test_a_late_click_is_refused(status, move, person):
    document = letter("One")
    columns = {
        Status.PRINTING: {"lease_until": "2100-01-01T00:00Z"},
        Status.FAILED: {"failure": "why"},
        Status.READY: {"file": "x", "sha256": "x", "size": 1, "pages": 1, "ready_at": "2019-01-01T00:00Z"},
    }
    if status == Status.READY:
        Document.objects.filter(pk=document.pk).update(status=Status.PRINTING, **columns[Status.PRINTING])
        Document.objects.filter(pk=document.pk).update(status=status, lease_until=None, **columns[status])
    elif status != Status.ORDERED:
        Document.objects.filter(pk=document.pk).update(status=status, **columns.get(status, {}))
    action = getattr(actions, move)
    if MOVES.allows(move, status):
        assert action(document=document, by=person).status == MOVES.target(move, status)
    else:
        with pytest.raises(CannotMove):
            action(document=document, by=person)


def test_a_supplement_waits_for_its_pack_and_goes_on_in_its_numbers():
    one, two = letter("One"), letter("Two")
    main = pack_of(one)
    supplement = pack_of(two, after=main)
    print_now(one, two, supplement)
    assert supplement.status == Status.ORDERED
    print_now(main, supplement)
    assert (supplement.status, supplement.pages_before) == (Status.READY, main.pages)
    assert supplement.parts.get().last_page == main.pages + supplement.pages


def test_a_supplement_fails_with_the_pack_it_goes_on_from(monkeypatch, person):
    one, two = letter("One"), letter("Two")
    main = pack_of(one)
    supplement = pack_of(two, after=main)
    actions.cancel(document=main, by=person)
    supplement.refresh_from_db()
    assert supplement.failure == "The pack whose pages it goes on from: its print was cancelled."
