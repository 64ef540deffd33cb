"""Bars as plain numbers for the SVG template: positions and words, nothing computed later."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.nhsuk import words

WIDTH, ROW, LEFT, RIGHT = 720, 46, 250, 120
FILLS = ("#005eb8", "#41b6e6", "#768692", "#ffffff")


def bars(title: str, rows: list[tuple[str, Decimal]]) -> dict[str, Any] | None:
    """One bar a row, each beginning at nought: none stands on another, so that nothing is added by looking. None without rows."""
    most = max((amount for _, amount in rows), default=Decimal(0))
    if not most:
        return None
    room = WIDTH - LEFT - RIGHT
    marks = [
        {
            "label": label,
            "amount": words.millions(amount),
            "pounds": words.money(amount),
            "y": 12 + at * ROW,
            "width": round(float(room * amount / most), 1),
            "after": LEFT + round(float(room * amount / most), 1) + 8,
            "fill": FILLS[at % len(FILLS)],
        }
        for at, (label, amount) in enumerate(rows)
    ]
    says = "; ".join(f"{mark['label']} {mark['amount']}" for mark in marks)
    return {"title": title, "description": f"{says}.", "width": WIDTH, "height": 12 + len(rows) * ROW, "left": LEFT, "marks": marks}
