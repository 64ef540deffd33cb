"""Notice of contracts: the last day on which it can be given, and when it was given.

Notice of six months for a change on 1 April is given by 30 September: the day before the one that lies so many months ahead of it. Where
a month is too short for that day, its last day counts. Notice is given by the edition that first says so, and the edition proves it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from .edition import Edition
from .round import Round
from .version import Version

ENDS, IN_TIME, LATE, EXCUSED, TOO_LATE, TO_GIVE, NOT_KNOWN = (
    "Ends by itself", "Given in time", "Given late", "Not given, with a reason", "Too late", "To be given", "Notice not known",
)  # fmt: skip
Given = Mapping[tuple[UUID, str], Edition]  # {(intention, reference of a contract): the first edition that names it}


@dataclass(frozen=True)
class Notice:
    """One contract of one version. `last_day` is None where the notice it asks for is not known."""

    version: Version
    reference: str
    provider: str
    ends_on: date | None
    months: int | None
    clause: str
    unserved: str
    takes_effect: date
    edition: Edition | None

    @property
    def last_day(self) -> date | None:
        return last_day(self.takes_effect, self.months)

    @property
    def given_on(self) -> date | None:
        return localdate(self.edition.published_at) if self.edition else None

    def state(self, today: date) -> str:
        if self.ends_on and self.ends_on <= self.takes_effect:
            return ENDS
        if self.last_day is None:
            return EXCUSED if self.unserved else NOT_KNOWN
        if self.given_on and self.given_on <= self.last_day:
            return IN_TIME
        if self.unserved:
            return EXCUSED
        if self.given_on:
            return LATE
        return TOO_LATE if today > self.last_day else TO_GIVE


def last_day(takes_effect: date | None, months: int | None) -> date | None:
    if takes_effect is None or months is None:
        return None
    year, month = divmod(takes_effect.year * 12 + takes_effect.month - 1 - months, 12)
    day = min(takes_effect.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def takes_effect(version: Version, round: Round) -> date:
    """The day the intention begins; without one the day the round takes effect, which is 1 April unless said otherwise."""
    return version.from_date or round.effective_date or date(round.year_from, 4, 1)


def given(round: Round) -> Given:
    """When notice was given so far, in one query for a round as it was loaded."""
    known: Any = round.__dict__
    if "_given" not in known:
        known["_given"] = dict(_given(round))
    found: Given = known["_given"]
    return found


def _given(round: Round) -> Iterator[tuple[tuple[UUID, str], Edition]]:
    """The later first, so that the first edition has the last word."""
    rows = Edition.objects.filter(round=round, entries__version__contracts__isnull=False).order_by("-number")
    named = rows.values_list("entries__version__intention", "entries__version__contracts__reference", "number", "published_at", "pk")
    for intention, reference, number, published_at, pk in named:
        if reference is not None:
            yield (intention, reference), Edition(pk=pk, round=round, number=number, published_at=published_at)


def notices(versions: Iterable[Version], round: Round) -> Iterator[Notice]:
    """Of every contract that these versions touch; their `contracts` are loaded before."""
    for version in versions:
        for row in sorted(version.contracts.all(), key=lambda row: row.order):
            edition = given(round).get((version.intention_id, row.reference))
            said = (row.reference, row.provider, row.ends_on, row.notice_months, row.clause, row.unserved)
            yield Notice(version, *said, takes_effect(version, round), edition)
