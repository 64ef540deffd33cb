"""Which comes first in the days of a document, the day or the month: known of itself, or said by somebody for the whole of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.moves import CannotMove
from portal.reading import Source

from ...documents.dated import asked_of, timescale_in
from ...models import Brought, Finding
from ...recognition.proposed import texts_of
from ...states import DateOrder, Verdict
from .judging import open_document


class SaidMeanwhile(Exception):
    """Somebody else said which comes first since the page was loaded."""


def order_in(source: Source, proposals: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """As far as the document tells itself; with what it tells."""
    timed = [one["fields"].get("timescale") or {} for one in proposals]
    return asked_of(texts_of(source).values(), [one.get("text", "") for one in timed])


@transaction.atomic
def say_date_order(*, brought: Brought, order: DateOrder, seen: str, by: User, at: datetime) -> int:
    """One answer for the whole document: how many proposals name such a day. Until then nothing is kept of it as a date."""
    brought = open_document(brought)
    if order not in (DateOrder.DAY, DateOrder.MONTH) or not brought.date_order:
        raise CannotMove("say_date_order", brought)
    if brought.date_order != seen:
        raise SaidMeanwhile
    brought.date_order, brought.dates_by = order, by
    brought.save(update_fields=["date_order", "dates_by"])
    changed = []
    for one in brought.findings.select_for_update(of=("self",)).filter(facts__has_key="timescale"):
        timescale = timescale_in(one.facts["timescale"], order)
        if timescale != one.facts["timescale"]:
            one.facts = {**one.facts, "timescale": timescale}
            changed.append(one)
    Finding.objects.bulk_update(changed, ["facts"], batch_size=500)
    return len(changed)


def why_not_dated(brought: Brought) -> str:
    """An accepted proposal names a day that may be two."""
    asks = brought.findings.of(Verdict.ACCEPTED).filter(facts__timescale__asks=True).exists()
    return f"Say first whether the day or the month comes first in {brought.dates['unclear'][0]}" if asks else ""
