"""The money of a draft round: what is committed, estimated and illustrative, never added together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.nhsuk import words

from ..models import Money, Round
from ..states import Confidence, MoneyKind, Status
from .intention import Facts, money

SAVES = (MoneyKind.SAVING, MoneyKind.AVOIDANCE)
UNSETTLED = ("", "Not said how sure")


def round_money(round: Round) -> Facts:
    """Every row of the latest versions under its confidence, with what each kind adds up to, and the gap to the target."""
    rows = Money.objects.filter(version__latest_of__round=round).exclude(version__status=Status.WITHDRAWN)
    loaded = list(
        rows.select_related("version__intention__chapter").order_by(
            "version__intention__chapter__order", "version__intention__order", "order"
        )
    )
    groups = [
        _group(value, str(label), [row for row in loaded if row.confidence == value]) for value, label in [*Confidence.choices, UNSETTLED]
    ]
    return {"target": _target(round, loaded), "groups": [group for group in groups if group["rows"]]}


def _group(value: str, label: str, rows: list[Money]) -> Facts:
    return {
        "heading": label,
        "is_illustrative": value == Confidence.ILLUSTRATIVE,
        "totals": [
            _total(str(label), [row for row in rows if row.kind == kind])
            for kind, label in MoneyKind.choices
            if any(row.kind == kind for row in rows)
        ],
        "rows": [{"reference": row.version.intention.reference, "title": row.version.title, **money(_cells(row))} for row in rows],
    }


def _total(label: str, rows: list[Money]) -> Facts:
    """The known amounts; how many are not known is said beside them, never counted as nought."""
    known = [row.amount for row in rows if row.amount is not None]
    unknown = len(rows) - len(known)
    said = words.money(sum(known, Decimal(0))) if known else words.NOT_KNOWN
    return {"kind": label, "amount": said, "unknown": f"and {unknown} not known" if unknown and known else ""}


def _target(round: Round, rows: list[Money]) -> str:
    """The gap in a sentence; nothing when no target is set."""
    if round.savings_target is None:
        return ""
    found = [f"{words.millions(_saved(rows, value))} {str(label).lower()}" for value, label in Confidence.choices if _saved(rows, value)]
    identified = ", ".join(found) if found else "nothing"
    gap = round.savings_target - _saved(rows, Confidence.COMMITTED)
    target, left = words.millions(round.savings_target), words.millions(max(gap, Decimal(0)))
    return f"The savings target is {target}. Identified: {identified}. Not committed yet: {left}."


def _saved(rows: list[Money], confidence: str) -> Decimal:
    amounts = [row.amount for row in rows if row.kind in SAVES and row.confidence == confidence and row.amount is not None]
    return sum(amounts, Decimal(0))


def _cells(row: Any) -> dict[str, Any]:
    return {
        name: getattr(row, name) for name in ("kind", "bearer", "amount", "year_from", "year_to", "is_recurrent", "confidence", "basis")
    }
