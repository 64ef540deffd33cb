"""What a row that came back says, in the shape in which a position keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.workbooks.comparing import Thing

from ...models.position import PROSE
from ...states import ON_INTENTIONS, Stance
from .columns import CONDITIONS, MONEY, YES
from .rows import CLOSED

SENSITIVE = ("is_sensitive", "sensitive_reason", "sensitive_until")


@dataclass(frozen=True)
class Standing:
    """What an answer says now, and the years its money may fall in."""

    said: Mapping[str, Any]
    years: Mapping[str, str]


def said_by(thing: Thing, now: Standing) -> tuple[dict[str, Any], list[str]]:
    """Content of what changed, and in words what cannot be so."""
    said: dict[str, Any] = {name: thing.cells.get(name, "") for name in PROSE if name in thing.changed and name not in SENSITIVE}
    if "stance" in thing.changed:
        said["stance"] = _stance(thing.cells.get("stance", ""))
    if thing.changed & set(SENSITIVE):
        said |= _sensitive(thing)
    if CONDITIONS in thing.rows:
        said["conditions"] = [{"text": row["text"], "by_date": _day(row.get("by_date", ""))} for row in thing.rows[CONDITIONS]]
    if MONEY in thing.rows:
        said["effects"] = [_effect(row, now.years) for row in thing.rows[MONEY]]
    return said, _odd({**now.said, **said}, said)


def _odd(whole: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """What its page would refuse although each cell can be read."""
    odd = []
    if whole.get("conditions") and whole.get("stance") not in ("", None, Stance.CONDITIONS):
        odd.append(f"There are conditions: the position must be “{Stance.CONDITIONS.label}”")
    if whole.get("is_sensitive") and not str(whole.get("sensitive_reason", "")).strip():
        odd.append("Enter why it is commercially sensitive")
    if not whole.get("is_sensitive") and whole.get("sensitive_until"):
        odd.append("A day until which it is sensitive, and it is not marked as sensitive")
    rows = said.get("effects", [])
    if any(row["year_from"] and row["year_to"] and row["year_to"] < row["year_from"] for row in rows):
        odd.append("Money: Last year must be the same as or after the first year")
    return odd


def _stance(label: str) -> str:
    return next((str(one.value) for one in ON_INTENTIONS if one.label == label), "")


def _sensitive(thing: Thing) -> dict[str, Any]:
    cells = thing.cells
    return {
        "is_sensitive": cells.get("is_sensitive") == YES,
        "sensitive_reason": cells.get("sensitive_reason", ""),
        "sensitive_until": _day(cells.get("sensitive_until", "")),
    }


def _effect(row: Mapping[str, str], years: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {name: _value(name, row.get(name, "")) for name in ("kind", "bearer", "confidence")}
    said |= {name: next((int(year) for year, label in years.items() if label == row.get(name)), None) for name in ("year_from", "year_to")}
    recurrent = row.get("is_recurrent", "")
    said |= {"amount": Decimal(row["amount"]) if row.get("amount") else None, "basis": row.get("basis", "")}
    return said | {"is_recurrent": recurrent == YES if recurrent else None}


def _value(name: str, label: str) -> str:
    return next((str(one.value) for one in CLOSED[name] if one.label == label), "")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
