"""Responses that count, at full size: boundaries of deadlines, keys, receipts, random lives beside a model."""

import random
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from portal.printing.models import Document
from portal.printing.press import print_document
from providers import actions
from providers.documents import canonical
from providers.documents.canonical import sha256
from providers.documents.receipt import ALPHABET, draw_number, read_number
from providers.models import Attempt, Receipt, Response, Signature
from providers.states import Status
from tests.figures import SCALE
from tests.providers import boundaries, canaries
from tests.providers.conftest import *  # noqa: F403  the round, its people and a draft with two positions
from tests.providers.conftest import IN_TIME
from tests.providers.histories import live
from tests.providers.worlds import STATES, world_of

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CASES, REPLAYS, RECEIPTS, LIVES, SHARE = sized(1000), sized(10_000, 10), sized(10_000), sized(500), min(1.0, SCALE)


def test_r7_every_submission_around_a_deadline_is_classed_right(answered, signatory):
    began = time.monotonic()
    wrong = [case for case in boundaries.cases(CASES, SEED) if not boundaries.classed_right(case, answered, signatory)]

    measured("R7", CASES, len(wrong), began, zones=len(boundaries.ZONES), nights_of_clock_change=2)


def test_r10_ten_thousand_replays_have_one_effect(answered, signatory):
    began = time.monotonic()
    first = actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, key="k", words_sha256="a" * 64, role="Chief executive")
    others, refused = 0, 0
    for number in range(REPLAYS):
        if number % 10:
            again = actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, key="k", words_sha256="a" * 64, role="x")
            others += again != first
        else:
            try:
                actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, key="k", words_sha256=f"{number:064}", role="x")
                others += 1
            except actions.KeyReused:
                refused += 1
    effects = (Receipt.objects.count(), Signature.objects.count(), Attempt.objects.count())

    measured("R10", REPLAYS, others + (effects != (1, 1, 1)), began, other_body_refused=refused)


def receipts(response, size):
    """So many receipts, each of another text, as if the response had been replaced so often."""
    text = canonical.text(response)
    written, given = [], []
    for number in range(size):
        other = Response(**{name: getattr(response, name) for name in ("invitation", "round", "edition", "organisation", "created_by")})
        other.received_at, other.submitted_by = IN_TIME + timedelta(microseconds=number), response.created_by
        other.status = Status.REPLACED
        content = {
            "number": draw_number(),
            "received_at": other.received_at.isoformat(),
            "signatures": [],
            **text,
            "response": str(other.pk),
        }
        written.append(other)
        given.append(
            Receipt(response=other, number=content["number"], received_at=other.received_at, content=content, sha256=sha256(content))
        )
    Response.objects.bulk_create(written, batch_size=1000)
    Receipt.objects.bulk_create(given, batch_size=1000)
    return given


def altered(receipt, chance):
    """The same receipt with one sign of its number or hash changed, or of the text that it is of."""
    number, digest = receipt.number, receipt.sha256
    match chance.randrange(3):
        case 0:
            at = chance.choice([3, 4, 5, 6, 8, 9, 10, 11])
            number = number[:at] + chance.choice([sign for sign in ALPHABET if sign != number[at]]) + number[at + 1 :]
        case 1:
            at = chance.randrange(64)
            digest = digest[:at] + chance.choice([sign for sign in "0123456789abcdef" if sign != digest[at]]) + digest[at + 1 :]
        case _:
            digest = sha256({**receipt.content, "edition": receipt.content["edition"] + 1 + chance.randrange(9)})
    return number, digest


def test_r13_ten_thousand_receipts_verify_and_ten_thousand_altered_fail(client, answered):
    began, chance, address, failed = time.monotonic(), random.Random(SEED), reverse("providers:verify"), 0
    for receipt in receipts(answered, RECEIPTS):
        genuine = client.post(address, {"number": receipt.number.lower().replace("-", " "), "sha256": receipt.sha256}).content
        failed += b"Genuine." not in genuine or sha256(receipt.content) != receipt.sha256
        number, digest = altered(receipt, chance)
        cache.clear()  # ten misses in five minutes are asked to wait
        answer = client.post(address, {"number": number, "sha256": digest})
        failed += b"Genuine." in answer.content or (b"does not match" not in answer.content and read_number(number) is not None)

    measured("R13", 2 * RECEIPTS, failed, began, genuine=RECEIPTS, altered=RECEIPTS)


def test_r11_five_hundred_random_lives_agree_with_the_model(db):
    began, failed, done = time.monotonic(), 0, {}
    for seed in range(1000, 1000 + LIVES):
        try:
            with transaction.atomic():
                for step in live(seed, steps=24):
                    done[step] = done.get(step, 0) + 1
                transaction.set_rollback(True)
        except AssertionError:
            failed += 1
    connection.check_constraints()

    measured("R11.histories", LIVES, failed, began, steps=sum(done.values()), submitted=done.get("submit: done", 0))


@pytest.mark.parametrize("state", STATES)
def test_s1_no_canary_of_a_provider_reaches_anybody_else(client, request, state, settings, tmp_path):
    """In all that can be asked for, with every paper printed: a page, a file, an answer to a program, an email, the history, the log."""
    settings.MEDIA_ROOT = tmp_path
    began, asked, leaks = time.monotonic(), 0, []
    with canaries.Log() as log:
        world = world_of(request)
        getattr(world, state)()
        for document in Document.objects.all():
            print_document(document_id=str(document.pk))
        strangers = [request.getfixturevalue(name) for name in ("competitor", "neighbour", "author", "approver")]
        assert canaries.something_could_leak(world)
        for who in (None, *strangers):
            tried, found = canaries.visit(world, client, who, share=SHARE, seed=SEED)
            asked, leaks = asked + tried, leaks + found
    leaks += canaries.mail_and_history(world, strangers) + canaries.prints_and_cache() + log.secrets()
    printed = Document.objects.filter(status="READY").count()

    measured(f"S1.responses.{state}", asked, len(leaks), began, people=1 + len(strangers), printed=printed, leaks=leaks)
