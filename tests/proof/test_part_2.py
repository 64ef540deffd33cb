"""D1: no word of part 2 in 5,000 part 1 packs. D2: re-marking recalls every pack at once. D3: what is exempt says why, who and when."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from itertools import product
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from committees import actions
from committees.models import AgendaItem, Pack, Paper
from tests.committees.conftest import (  # noqa: F401  fixtures
    EXEMPT,
    IN_TIME,
    approver,
    author,
    ccg,
    clerk,
    committee,
    council,
    edition,
    meeting,
    round_,
)
from tests.committees.part_1 import CANARY, meeting_by_chance, part_1_of

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow]
PACKS, ITEMS = sized(5_000), sized(40, 2)
ANSWERS = ["exempt_basis", "exempt_reason", "exempt_decided_by", "exempt_decided_date", "exempt_review_date"]
MARKED = {name: EXEMPT[name] for name in ANSWERS}


def test_no_word_of_part_2_is_in_the_text_of_a_part_1_pack():
    began, chance, failed, exempt = time.monotonic(), Random(SEED), 0, 0
    for _ in range(PACKS):
        made, items = meeting_by_chance(chance)
        exempt += sum(item.is_part_2 for item in items)
        failed += CANARY in part_1_of(chance, made, items)
    measured("D1", PACKS, failed, began, exempt_items=exempt)


@pytest.mark.django_db
def test_re_marking_recalls_every_pack_that_held_or_named_the_item(meeting, clerk):  # noqa: F811
    began, failed, slowest = time.monotonic(), 0, 0.0
    items = [actions.add_item(meeting=meeting, title=f"Item {n}", by=clerk, at=IN_TIME) for n in range(ITEMS)]
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    visitor = Client()
    for number, item in enumerate(items, 1):
        pack = _issued(meeting, number)
        started = time.monotonic()
        actions.remark(item=item, by=clerk, at=datetime.now(UTC), **MARKED)
        failed += visitor.get(pack.get_absolute_url()).status_code != 404 or Pack.objects.filter(recalled_at=None).exists()
        slowest = max(slowest, time.monotonic() - started)
    measured("D2", ITEMS, failed, began, slowest_s=round(slowest, 2))


def _issued(meeting, number):  # noqa: F811
    """A part 1 pack of the agenda as it stands, without waiting for its print."""
    from committees.actions.pack import _bind
    from committees.models import AgendaItem

    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("number"))
    for item in items:
        item.meeting = meeting
    return _bind(meeting, "public", items, kind="main", issue=number, by=None, at=IN_TIME)


@pytest.mark.django_db
def test_nothing_is_exempt_without_basis_reason_decider_and_dates(meeting, committee, ccg):  # noqa: F811
    began, failed, tried = time.monotonic(), 0, 0
    for given in product([True, False], repeat=len(ANSWERS)):
        said = {"is_exempt": True, **{name: MARKED[name] for name, is_given in zip(ANSWERS, given, strict=True) if is_given}}
        for number, thing in enumerate(
            (
                AgendaItem(meeting=meeting, number=900 + tried, title="x", **said),
                Paper(committee=committee, author=ccg, slug=f"p-{tried}", title="x", **said),
            )
        ):
            tried += 1
            failed += _is_kept(thing) is not all(given)
            assert number < 2
    measured("D3", tried, failed, began)


def _is_kept(thing):
    try:
        with transaction.atomic():
            thing.save(force_insert=True)
            return True
    except IntegrityError:
        return False


def test_the_answers_are_five():
    assert set(MARKED) == set(ANSWERS)
    assert date(2018, 1, 1) < MARKED["exempt_review_date"]
