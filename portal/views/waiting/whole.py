"""All that waits for one person, whatever their roles, with what it was found in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from committees.rules import seats_of
from portal.organisations.rules import COMMISSIONERS, PROVIDERS, roles_of

from .commissioners import commissioner_tasks, rounds_of
from .committees import committee_tasks, meetings_of
from .people import administrator_tasks, first_round_tasks, offer_tasks, operator_tasks
from .providers import invitations_of, letter_tasks, memorandum_tasks, provider_tasks, wording_tasks
from .successions import succession_tasks
from .task import Task


class Waits(NamedTuple):
    tasks: list[Task]  # by due date
    rounds: list[Any]
    invitations: list[Any]
    meetings: list[Any]


def everything(user: Any, now: datetime) -> Waits:
    roles = {role for _, role in roles_of(user)}
    rounds = list(rounds_of(user)) if roles & set(COMMISSIONERS) else []
    invitations = list(invitations_of(user, now)) if roles & set(PROVIDERS) else []
    meetings = list(meetings_of(user, timezone.localdate(now))) if seats_of(user) else []
    tasks = sorted(_tasks(user, rounds, invitations, meetings, now), key=lambda task: (task.instant, task.where, task.what))
    return Waits(tasks, rounds, invitations, meetings)


def _tasks(user: Any, rounds: list[Any], invitations: list[Any], meetings: list[Any], now: datetime) -> Iterator[Task]:
    yield from commissioner_tasks(user, rounds)
    yield from provider_tasks(user, invitations, now)
    yield from wording_tasks(user)
    yield from letter_tasks(user)
    yield from memorandum_tasks(user)
    yield from offer_tasks(user)
    yield from administrator_tasks(user)
    yield from first_round_tasks(user)
    yield from operator_tasks(user)
    yield from succession_tasks(user, invitations)
    yield from committee_tasks(user, meetings, timezone.localdate(now))
