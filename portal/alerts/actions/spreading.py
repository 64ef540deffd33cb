"""From what was made public to the emails that tell of it: a line for each subscriber, and a letter for their lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ..documents import key_of, public_now
from ..models import Letter, Line, Notice, Subscription
from ..states import LetterKind, Pace

AT_ONCE, BATCH = 50, 1000  # notices in one turn; rows in one query
PATIENCE = timedelta(days=7)  # for so long a notice waits until its thing is ready


def announce(thing: Any, *, says: str, about: Iterable[Any], at: datetime, href: str = "") -> Notice:
    """Inside the transaction that makes the thing public. `says` names public facts alone, and is the subject of the email."""
    keys = sorted({key_of(one) for one in about})
    said = {"says": " ".join(says.split())[:400], "href": href or thing.get_absolute_url(), "keys": keys, "at": at}
    return Notice.objects.create(thing_type=thing._meta.label_lower, thing_id=thing.pk, **said)


@transaction.atomic
def spread(*, at: datetime) -> int:
    """A line for everybody who had confirmed before it was made public. What is not public yet, as a pack that prints, waits."""
    waiting = list(Notice.objects.select_for_update(skip_locked=True).filter(spread_at=None).order_by("at", "pk")[:AT_ONCE])
    public = public_now(waiting)
    done = [notice for notice in waiting if notice.pk in public or notice.at < at - PATIENCE]
    for notice in done:
        if notice.pk in public:
            _note(notice)
    Notice.objects.filter(pk__in=[notice.pk for notice in done]).update(spread_at=at)
    return len(done)


def _note(notice: Notice) -> None:
    subscribed = Subscription.objects.filter(key__in=notice.keys, confirmed_at__lte=notice.at)
    paces: dict[Any, str] = {}
    for subscriber, pace in subscribed.values_list("subscriber", "pace"):
        if pace == Pace.AT_ONCE or subscriber not in paces:
            paces[subscriber] = pace
    lines = [Line(subscriber_id=subscriber, notice=notice, pace=pace) for subscriber, pace in paces.items()]
    Line.objects.bulk_create(lines, batch_size=BATCH, ignore_conflicts=True)


def bundle(*, pace: str) -> int:
    """One letter for all that a subscriber has not been told."""
    count = 0
    while held := _bundle(pace):
        count += held
    return count


@transaction.atomic
def _bundle(pace: str) -> int:
    loose = Line.objects.filter(letter=None, pace=pace)
    people = list(loose.order_by("subscriber").values_list("subscriber", flat=True).distinct()[:BATCH])
    lines = list(loose.select_for_update(skip_locked=True).filter(subscriber__in=people))
    letters = {pk: Letter(subscriber_id=pk, kind=LetterKind.NEWS) for pk in {line.subscriber_id for line in lines}}
    Letter.objects.bulk_create(letters.values())
    for line in lines:
        line.letter = letters[line.subscriber_id]
    Line.objects.bulk_update(lines, ["letter"], batch_size=BATCH)
    return len(letters)
