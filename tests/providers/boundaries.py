"""Submissions around a deadline: microseconds to a second either side, on nights the clocks change, on servers in three zones."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from providers import actions
from providers.forms import ExtendForm
from providers.models import Response

LONDON = ZoneInfo("Europe/London")
AWAY = [timedelta(), timedelta(milliseconds=1), timedelta(milliseconds=10), timedelta(seconds=1), timedelta(microseconds=1)]
ZONES = ["UTC", "America/New_York", "Asia/Kolkata"]
# typed as people type them: ordinary days, the nights of both clock changes with the hour after each, a leap day
TYPED = [
    "31 1 2031 5pm",
    "30 3 2031 12:59am",
    "30 3 2031 2:00am",
    "30 3 2031 11pm",
    "26 10 2031 12:30am",
    "26 10 2031 2:30am",
    "29 2 2032 5pm",
]


@dataclass(frozen=True)
class Case:
    typed: str
    away: timedelta
    is_after: bool
    zone: str

    @property
    def deadline(self) -> datetime:
        day, month, year, clock = self.typed.split()
        typed = {"until_day": day, "until_month": month, "until_year": year, "until_time": clock}
        form = ExtendForm({**typed, "reason": "A boundary", "keeps_day": "on"})
        assert form.is_valid(), form.errors
        return form.cleaned_data["until"]

    def wall_clock(self) -> datetime:
        """What London's clocks show at the deadline, worked out without the portal."""
        day, month, year, clock = self.typed.split()
        hour, _, minute = clock[:-2].partition(":")
        return datetime(int(year), int(month), int(day), int(hour) % 12 + 12 * clock.endswith("pm"), int(minute or 0), tzinfo=LONDON)


def cases(size: int, seed: int) -> Iterator[Case]:
    chance = random.Random(seed)
    for _ in range(size):
        away = chance.choice(AWAY)
        yield Case(chance.choice(TYPED), away, bool(away) and chance.random() < 0.5, chance.choice(ZONES))


class Undone(Exception):
    pass


@contextmanager
def server_in(zone: str):
    """The web server's clocks show another zone (the database session's is UTC, whatever its server's is)."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


def classed_right(case: Case, response: Response, by: object) -> bool:
    """Whether it was let in exactly when it reached the server at or before the deadline; nothing of it stays."""
    deadline = case.deadline
    assert deadline == case.wall_clock().astimezone(UTC)
    arrived_at = deadline + case.away if case.is_after else deadline - case.away
    came_in = False
    try:
        with transaction.atomic(), server_in(case.zone):
            type(response.round).objects.filter(pk=response.round_id).update(response_deadline=deadline)
            asked = Response.objects.get(pk=response.pk)
            try:
                receipt = actions.submit(response=asked, by=by, arrived_at=arrived_at, role="Chief executive")
                came_in = receipt.received_at == arrived_at
            except actions.TooLate as late:
                came_in = late.late_by != case.away
            raise Undone
    except Undone:
        return came_in == (not case.is_after)
