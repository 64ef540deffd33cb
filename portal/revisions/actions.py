"""Keep each saved state, inside the transaction of the save; thin them as they grow old."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    last = Revision.objects.of(thing).values_list("number", "said_sha256").first()
    number = last[0] + 1 if last else 0
    was = _state(thing, before, number, revision=max(thing.revision - 1, 0), at=at)
    fresh = [] if last and last[1] == was.said_sha256 else [was]
    now = _state(thing, after, number + len(fresh), revision=thing.revision, at=at, by=by, parts=list(parts))
    Revision.objects.bulk_create([*fresh, now])


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
