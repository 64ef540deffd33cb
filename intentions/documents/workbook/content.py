"""What a row that came back says, in the shape in which a version keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.reading.dates import is_unclear
from portal.richtext.clean import Refused, typed
from portal.workbooks.comparing import Thing

from ...models.content import NULLABLE, ROWS
from ...states import Precision
from .columns import NAMES, YES, Offered

CLOSED = ("kind", "strength", "setting", "schedule")
PLAIN = ("title", "theme", "dependencies", "lever")
TOGETHER = {name: part for part, names in {
    "timescale": ("timescale", "from_date", "to_date"),
    "providers": ("providers", "provider_kinds", "affects_no_provider"),
}.items() for name in names}  # fmt: skip
MOST_MONTHS = 60


def said_by(thing: Thing, offered: Offered, *, is_new: bool) -> tuple[dict[str, Any], list[str]]:
    """Content of what changed (of a new one of everything), and in words what cannot be so."""
    asked = {TOGETHER.get(name, name) for name in (thing.cells if is_new else thing.changed)}
    said, problems = _of_cells(thing.cells, asked, offered)
    for name in ROWS:
        if NAMES[name] in thing.rows:
            said[name] = [_row(name, cells, offered) for cells in thing.rows[NAMES[name]]]
            problems += _odd_rows(name, said[name])
    return said, problems


def _of_cells(cells: Mapping[str, str], asked: Iterable[str], offered: Offered) -> tuple[dict[str, Any], list[str]]:
    said: dict[str, Any] = {}
    problems: list[str] = []
    for part in asked:
        if part in PLAIN:
            said[part] = cells.get(part, "")
        elif part in CLOSED:
            said[part] = _value(offered.closed[part], cells.get(part, ""))
        elif part in ("places", "outcomes"):
            said[part] = _things(cells, part, offered, problems)
        elif part == "description":
            said[part] = _rich(cells.get(part, ""), problems)
        elif part == "timescale":
            said |= _timescale(cells, problems)
        elif part == "providers":
            said |= _providers(cells, offered, problems)
    return said, problems


def _rich(text: str, problems: list[str]) -> str:
    try:
        return typed(text)
    except Refused as refused:
        problems.append(refused.about("Description"))
        return ""


def _timescale(cells: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """Dates typed by hand are the period; otherwise the words are read."""
    first, last = (date.fromisoformat(cells[name]) if cells.get(name) else None for name in ("from_date", "to_date"))
    if first and last and last < first:
        problems.append("End date must be the same as or after the start date")
    said: dict[str, Any] = {"timescale": cells.get("timescale", "")}
    if is_unclear(said["timescale"]) and not first and not last:
        problems.append(f"“{said['timescale']}” may be two days: write the month in letters, like 4 March 2027")
    return said | ({"from_date": first, "to_date": last, "precision": Precision.DAY} if first or last else {})


def _providers(cells: Mapping[str, str], offered: Offered, problems: list[str]) -> dict[str, Any]:
    kinds = [_value(offered.closed["provider_kinds"], label) for label in _lines(cells.get("provider_kinds", ""))]
    said = {"providers": _things(cells, "providers", offered, problems), "provider_kinds": kinds}
    is_none = cells.get("affects_no_provider") == YES
    if is_none and (said["providers"] or kinds):
        problems.append("Providers are named, and “No provider is affected” says Yes")
    return said | {"affects_no_provider": is_none}


def _things(cells: Mapping[str, str], name: str, offered: Offered, problems: list[str]) -> list[Any]:
    """What stood there and is no choice any more is named: it cannot be kept beside another."""
    labels, known = _lines(cells.get(name, "")), offered.named[name]
    problems += [f"“{label}” is not in the list any more: change it on its page" for label in labels if label not in known]
    return [known[label] for label in labels if label in known]


def _row(name: str, cells: Mapping[str, str], offered: Offered) -> dict[str, Any]:
    return {column: _read(name, column, cells.get(column, ""), offered) for column in ROWS[name]}


def _read(name: str, column: str, text: str, offered: Offered) -> Any:
    if not text:
        return None if column in NULLABLE else ""
    if column in ("year_from", "year_to"):
        return int(_value(offered.closed["year"], text))
    if column == "is_recurrent":
        return text == YES
    if column == "amount":
        return Decimal(text)
    if column == "notice_months":
        return int(text)
    if column == "ends_on":
        return date.fromisoformat(text)
    return _value(offered.closed.get(f"{name}.{column}", {}), text)


def _odd_rows(name: str, rows: list[dict[str, Any]]) -> list[str]:
    """What a form would refuse although each cell can be read."""
    if name == "money" and any(row["year_from"] and row["year_to"] and row["year_to"] < row["year_from"] for row in rows):
        return ["Money: Last year must be the same as or after the first year"]
    if name == "contracts" and any((row["notice_months"] or 0) > MOST_MONTHS for row in rows):
        return [f"Contracts: Notice must be {MOST_MONTHS} months or less"]
    return []


def _value(labels: Mapping[str, str], label: str) -> str:
    """The value behind a label; what stood there before the list knew it is kept."""
    return next((value for value, one in labels.items() if one == label), label)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
