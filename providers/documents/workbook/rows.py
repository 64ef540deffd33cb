"""What a draft response says, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from intentions.states import Bearer, Confidence, MoneyKind
from portal.workbooks.cells import number, settled
from portal.workbooks.shape import Row

from ...models import Position, Response
from ...models.position import PROSE
from ...states import Stance
from ..position import content
from ..tasks import Task
from .columns import ANSWERS, CONDITIONS, MONEY, NO, YES, years_of

CLOSED: dict[str, Any] = {"kind": MoneyKind, "bearer": Bearer, "confidence": Confidence}


def rows_of(response: Response, tasks: Iterable[Task], positions: Mapping[str, Position]) -> dict[str, list[Row]]:
    """{sheet: rows}, in the order of the edition; `positions` are those of the response by reference, with their rows."""
    found: dict[str, list[Row]] = {ANSWERS: [], CONDITIONS: [], MONEY: []}
    years = years_of(response.round)
    for task in tasks:
        position = positions.get(task.reference)
        said = content(position) if position else {}
        found[ANSWERS].append(Row(task.reference, _answer(task, position, said), mark=marked(task, position)))
        found[CONDITIONS] += [Row(task.reference, _cells(row, years)) for row in said.get("conditions", [])]
        found[MONEY] += [Row(task.reference, _cells(row, years)) for row in said.get("effects", [])]
    return found


def marked(task: Task, position: Position | None) -> str:
    """Which version of the intention, and which state of the answer."""
    return f"{task.version.pk}/{position.revision if position else 0}"


def _answer(task: Task, position: Position | None, said: Mapping[str, Any]) -> dict[str, str]:
    asked = {
        "title": settled(task.version.title),
        "chapter": settled(task.chapter),
        "names_us": YES if task.names_us else "",
        "version": str(task.version.number),
    }
    if position is None:
        return asked
    until = said["sensitive_until"]
    return asked | {
        "stance": str(Stance(position.stance).label) if position.stance else "",
        **{name: settled(said[name]) for name in PROSE},
        "is_sensitive": YES if said["is_sensitive"] else "",
        "sensitive_until": until.isoformat() if until else "",
    }


def _cells(row: Mapping[str, Any], years: Mapping[str, str]) -> dict[str, str]:
    return {name: _cell(name, value, years) for name, value in row.items()}


def _cell(name: str, value: Any, years: Mapping[str, str]) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if name in ("year_from", "year_to"):
        return years.get(str(value), str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return number(value)
    return str(CLOSED[name](value).label) if name in CLOSED else settled(value)
