"""What a save may change in a version, in which parts, and when two values are the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

WORDS = (
    "title",
    "description",
    "theme",
    "setting",
    "strength",
    "kind",
    "timescale",
    "precision",
    "lever",
    "schedule",
    "dependencies",
)
DATES = ("from_date", "to_date")
COLUMNS = (*WORDS, *DATES, "provider_kinds", "affects_no_provider", "pictures")
PICTURE = ("file", "width", "height", "alternative", "decorates", "caption", "after")  # of each picture; `after` is where it stood
LINKS = ("places", "providers", "outcomes")
ROWS = {
    "money": ("kind", "bearer", "amount", "year_from", "year_to", "is_recurrent", "confidence", "basis"),
    "standards": ("metric", "operator", "value", "unit", "population"),
    "rollouts": ("bundle", "element", "year", "setting", "population", "coverage"),
    "policies": ("subject", "source_body", "referrer_duty", "provider_duty", "evidence", "audit", "payment_consequence", "effective"),
    "duties": ("report", "obliged", "recipient", "frequency", "detail", "cites", "follows"),
    "contracts": ("reference", "provider", "ends_on", "notice_months", "clause", "unserved"),
}
KEYS = (*COLUMNS, *LINKS, *ROWS)
NULLABLE = {"amount", "year_from", "year_to", "is_recurrent", "ends_on", "notice_months"}

# Keys that say one thing together: two people who change them at once must be asked, not merged.
TOGETHER = {
    "timescale": ("timescale", "from_date", "to_date", "precision"),
    "providers": ("providers", "provider_kinds", "affects_no_provider"),
}
PART_OF = {key: part for part, keys in TOGETHER.items() for key in keys}
PARTS = tuple(dict.fromkeys(PART_OF.get(key, key) for key in KEYS))


def part_of(key: str) -> str:
    return PART_OF.get(key, key)


def keys_of(part: str) -> tuple[str, ...]:
    return TOGETHER.get(part, (part,))


def row(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """One row of money, standards or roll-out with every column; a column that was not given is empty, not guessed."""
    unknown = set(values) - set(ROWS[name])
    if unknown:
        raise KeyError(f"{name} has no {', '.join(sorted(unknown))}")
    return {column: _given(values.get(column), column) for column in ROWS[name]}


def _given(value: Any, column: str) -> Any:
    return None if column in NULLABLE and value in (None, "") else ("" if value is None else value)


def plain(key: str, value: Any) -> Any:
    """The value in the one form in which it is compared."""
    if key in LINKS:
        return sorted(str(thing.pk) for thing in value)
    if key in ROWS:
        return [[_plain(cell) for cell in row(key, values).values()] for values in value]
    if key == "pictures":
        return [[_plain(one.get(column, "")) for column in PICTURE] for one in value]
    if key == "provider_kinds":
        return sorted(str(kind) for kind in value)
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, Decimal)):
        return str(Decimal(value).normalize())
    return str(value)


def same(key: str, mine: Any, theirs: Any) -> bool:
    return bool(plain(key, mine) == plain(key, theirs))


def undescribed(pictures: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of which nobody has said what they show, or that they only decorate."""
    return [one for one in pictures if not one["alternative"] and not one["decorates"]]


def fingerprint(part: str, content: Mapping[str, Any]) -> str:
    """A short mark of what a part says, for a page to carry and bring back."""
    said = [plain(key, content[key]) for key in keys_of(part)]
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


def touched(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The parts in which these two differ, in the order of the page."""
    parts = {part_of(key) for key in mine if not same(key, mine[key], theirs[key])}
    return [part for part in PARTS if part in parts]


def refuse_unknown(keys: Iterable[str]) -> None:
    unknown = set(keys) - set(KEYS)
    if unknown:
        raise KeyError(f"a version has no {', '.join(sorted(unknown))}")
