"""Keep each saved state, inside the transaction of the save; thin them as they grow old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from .kinds import sha256
from .models import Revision
from .states import Kept

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THIN = """
    WITH due AS (
        SELECT id, number, max(number) OVER (PARTITION BY thing_type, thing_id, date_trunc(%(unit)s, at)) AS last
        FROM revisions_revision WHERE kept = %(kept)s AND at < %(before)s
    ), stays AS (
        UPDATE revisions_revision r SET kept = %(becomes)s FROM due d WHERE r.id = d.id AND d.number IN (0, d.last)
    )
    DELETE FROM revisions_revision r USING due d WHERE r.id = d.id AND d.number NOT IN (0, d.last)
"""


@dataclass(frozen=True)
class Saved:
    """A save of a locked thing: what it said, what it says now, whole; and which parts were changed."""

    thing: Any
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    parts: Iterable[str]


def keep(
    thing: Any,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    parts: Iterable[str],
    by: Any,
    at: datetime,
) -> None:
    """What the locked thing says after this save, whole. What it said before is kept too where no state of it does already.

    So the first save keeps two, and what was written past the portal's actions is kept by the next save that finds it.
    """
    keep_many([Saved(thing, before, after, parts)], by=by, at=at)


def keep_many(saves: Sequence[Saved], *, by: Any, at: datetime) -> None:
    """The same of many things, in two queries."""
    last = _last_states([save.thing for save in saves])
    Revision.objects.bulk_create(state for save in saves for state in _states(save, last.get(save.thing.pk), by, at))


def _last_states(things: Sequence[Any]) -> dict[Any, tuple[int, str]]:
    """{thing: (number, sha256)} of the newest state of each."""
    kinds = {thing._meta.label_lower for thing in things}
    found = Revision.objects.filter(thing_type__in=kinds, thing_id__in=[thing.pk for thing in things])
    newest = found.order_by("thing_id", "-number").distinct("thing_id")
    return {pk: (number, said) for pk, number, said in newest.values_list("thing_id", "number", "said_sha256")}


def _states(save: Saved, last: tuple[int, str] | None, by: Any, at: datetime) -> Iterator[Revision]:
    number, thing = (last[0] + 1 if last else 0), save.thing
    was = _state(thing, save.before, number, revision=max(thing.revision - 1, 0), at=at)
    if not last or last[1] != was.said_sha256:
        yield was
        number += 1
    yield _state(thing, save.after, number, revision=thing.revision, at=at, by=by, parts=list(save.parts))


def _state(thing: Any, said: Mapping[str, Any], number: int, **about: Any) -> Revision:
    return Revision(
        thing_type=thing._meta.label_lower, thing_id=thing.pk, number=number, said=dict(said), said_sha256=sha256(said), **about
    )


@transaction.atomic
def thin(*, at: datetime) -> int:
    """Of the hours that ended an hour ago the last state of each stays, of the days that ended a day ago that of each; the first always.

    Touches only what became old since it last ran. How many went.
    """
    hour = (at - HOUR).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    day = (at - DAY).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return _thin(Kept.SAVE, Kept.HOUR, "hour", hour) + _thin(Kept.HOUR, Kept.DAY, "day", day)


def _thin(kept: Kept, becomes: Kept, unit: str, before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(THIN, {"kept": kept, "becomes": becomes, "unit": unit, "before": before})
        return cursor.rowcount


def brought_back(thing: Any, *, number: int) -> None:
    """The save just made says again what state `number` said."""
    newest = Revision.objects.of(thing).values("pk")[:1]
    Revision.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(restores=number)


def suggested(thing: Any, *, by: Any) -> None:
    """The save just made wrote down what this person had suggested."""
    newest = Revision.objects.of(thing).values("pk")[:1]
    Revision.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(suggested_by=by)
