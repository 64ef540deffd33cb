"""The money of a draft round: every effect, what it adds up to, and how it stands against the target. Illustrative is never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.nhsuk import words

from ..models import Chapter, Intention, Money, Round
from ..states import Bearer, Confidence, MoneyKind, Status
from .intention import Facts, money

SAVES = (MoneyKind.SAVING, MoneyKind.AVOIDANCE)
COSTS = (MoneyKind.INVESTMENT, MoneyKind.PRESSURE)
FIRM = (Confidence.COMMITTED, Confidence.ESTIMATED)
UNSETTLED = ("", "Not said how sure")
CELLS = ("kind", "bearer", "amount", "year_from", "year_to", "is_recurrent", "confidence", "basis")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Effect:
    """One effect on money, of a chapter or of an intention. An amount is over all its years; none is not known."""

    about: Chapter | Intention
    title: str
    kind: str
    bearer: str
    amount: Decimal | None
    year_from: int | None
    year_to: int | None
    is_recurrent: bool | None
    confidence: str
    basis: str

    @property
    def reference(self) -> str:
        return self.about.code if isinstance(self.about, Chapter) else self.about.reference

    @property
    def href(self) -> str:
        return str(self.about.get_absolute_url() if isinstance(self.about, Chapter) else self.about.get_draft_url())

    @property
    def chapter_id(self) -> Any:
        return self.about.pk if isinstance(self.about, Chapter) else self.about.chapter_id

    @property
    def is_firm(self) -> bool:
        return self.confidence in FIRM

    @property
    def years(self) -> range:
        first, last = self.year_from or self.year_to, self.year_to or self.year_from
        return range(first, last + 1) if first is not None and last is not None else range(0)


def effects(round: Round) -> list[Effect]:
    """Of chapters and of the latest versions, in the order of the round."""
    rows = Money.objects.filter(version__latest_of__round=round, version__intention__deleted_at=None).exclude(
        version__status=Status.WITHDRAWN
    )
    loaded = rows.select_related("version__intention__chapter").order_by("version__intention__order", "order")
    within: dict[Any, list[Effect]] = {}
    for row in loaded:
        intention = row.version.intention
        intention.round = round
        within.setdefault(intention.chapter_id, []).append(
            Effect(intention, row.version.title, **{name: getattr(row, name) for name in CELLS})
        )
    found: list[Effect] = []
    for chapter in round.chapters.order_by("order", "code"):
        chapter.round = round
        found += [_of_chapter(chapter, row) for row in chapter.money]
        found += within.get(chapter.pk, [])
    return found


def _of_chapter(chapter: Chapter, row: Facts) -> Effect:
    said: Facts = {name: row.get(name) for name in CELLS}
    said |= {name: row.get(name) or "" for name in ("bearer", "confidence", "basis")}
    said["amount"] = None if row.get("amount") is None else Decimal(str(row["amount"]))
    return Effect(chapter, chapter.title, **said)


def round_money(round: Round) -> Facts:
    """Every row under its confidence with its sums; the target against what is found; both sides; the years."""
    found = effects(round)
    groups = [
        _group(value, str(label), [one for one in found if one.confidence == value]) for value, label in [*Confidence.choices, UNSETTLED]
    ]
    return {
        "target": _target(round, found),
        "groups": [group for group in groups if group["rows"]],
        "reconciliation": _reconciliation(round, found),
        "overlaps": overlaps(round, found),
        "sides": _sides(found),
        "years": _years(found),
    }


def _group(value: str, label: str, rows: list[Effect]) -> Facts:
    return {
        "heading": label,
        "is_illustrative": value == Confidence.ILLUSTRATIVE,
        "totals": [_total(str(name), [row for row in rows if row.kind == kind]) for kind, name in MoneyKind.choices if _has(rows, kind)],
        "rows": [
            {"reference": row.reference, "href": row.href, "title": row.title, **money({name: getattr(row, name) for name in CELLS})}
            for row in rows
        ],
    }


def _has(rows: Iterable[Effect], kind: str) -> bool:
    return any(row.kind == kind for row in rows)


def _total(label: str, rows: list[Effect]) -> Facts:
    """The known amounts; how many are not known is said beside them, never counted as nought."""
    known = [row.amount for row in rows if row.amount is not None]
    unknown = len(rows) - len(known)
    said = words.money(sum(known, NOTHING)) if known else words.NOT_KNOWN
    return {"kind": label, "amount": said, "unknown": f"and {unknown} not known" if unknown and known else ""}


# ── Against the target ──────────────────────────────────────────────────────────────────────────────────────────────
def _target(round: Round, rows: list[Effect]) -> str:
    """The gap in a sentence; nothing when no target is set."""
    if round.savings_target is None:
        return ""
    found = [f"{words.millions(_saved(rows, value))} {str(label).lower()}" for value, label in Confidence.choices if _saved(rows, value)]
    identified = ", ".join(found) if found else "nothing"
    gap = round.savings_target - _saved(rows, Confidence.COMMITTED)
    target, left = words.millions(round.savings_target), words.millions(max(gap, NOTHING))
    return f"The savings target is {target}. Identified: {identified}. Not committed yet: {left}."


def _saved(rows: Iterable[Effect], confidence: str) -> Decimal:
    amounts = [row.amount for row in rows if row.kind in SAVES and row.confidence == confidence and row.amount is not None]
    return sum(amounts, NOTHING)


def _reconciliation(round: Round, rows: list[Effect]) -> list[tuple[str, Decimal]]:
    """[(words, pounds)]: target, each confidence by itself, and the gap that committed and estimated savings leave."""
    found = [(f"{label} savings", _saved(rows, value)) for value, label in Confidence.choices]
    found = [(label, amount) for label, amount in found if amount]
    if round.savings_target is None:
        return found
    firm = sum((_saved(rows, value) for value in FIRM), NOTHING)
    return [
        ("Savings target", round.savings_target),
        *found,
        ("Gap: target less committed and estimated", max(round.savings_target - firm, NOTHING)),
    ]


def overlaps(round: Round, rows: list[Effect]) -> list[str]:
    """Pounds that may be counted twice: a chapter and its own intentions, or two intentions that are linked, with one kind of money."""
    found = []
    for whole in (row for row in rows if isinstance(row.about, Chapter) and row.amount):
        parts = [row for row in rows if isinstance(row.about, Intention) and row.chapter_id == whole.chapter_id and _alike(row, whole)]
        if parts:
            total = words.millions(sum((row.amount or NOTHING for row in parts), NOTHING))
            named = ", ".join(dict.fromkeys(row.reference for row in parts))
            found.append(f"Chapter {whole.reference} names {words.millions(whole.amount)} and its intentions {total} ({named})")
    linked = Intention.related.through._default_manager.filter(from_intention__round=round)
    pairs = {frozenset(pair) for pair in linked.values_list("from_intention", "to_intention")}
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            if frozenset((one.about.pk, other.about.pk)) in pairs and _alike(one, other):
                found.append(f"{one.reference} and {other.reference} are linked and both name {str(MoneyKind(one.kind).label).lower()}")
    return found


def _alike(one: Effect, other: Effect) -> bool:
    """The same kind of money, known, in years that meet."""
    together = not one.years or not other.years or set(one.years) & set(other.years)
    return one.kind == other.kind and bool(one.amount and other.amount and together)


# ── Who bears it, and when ──────────────────────────────────────────────────────────────────────────────────────────
def _sides(rows: list[Effect]) -> list[Facts]:
    """For each kind what falls on commissioner, provider and system; committed and estimated together, illustrative beside them."""
    bearers = [*Bearer.choices, ("", "Not settled")]
    return [
        {
            "kind": str(label),
            "cells": [_side([row for row in rows if row.kind == kind and row.bearer == bearer]) for bearer, _ in bearers],
        }
        for kind, label in MoneyKind.choices
        if _has(rows, kind)
    ]


def _side(rows: list[Effect]) -> str:
    firm = [row.amount for row in rows if row.is_firm and row.amount is not None]
    loose = [row.amount for row in rows if row.confidence == Confidence.ILLUSTRATIVE and row.amount is not None]
    said = [words.millions(sum(firm, NOTHING))] if firm else []
    said += [f"{words.millions(sum(loose, NOTHING))} illustrative"] if loose else []
    unknown = sum(row.amount is None for row in rows)
    said += [f"{unknown} not known"] if unknown else []
    return ", ".join(said) or "None"


def _years(rows: list[Effect]) -> list[Facts]:
    """Invest to save: what committed and estimated effects cost and save in each year, and together up to then.

    What one row names for several years stands in a line of its own, once they are over: nobody said how it falls on each.
    """
    firm = [row for row in rows if row.is_firm and row.years and row.amount is not None]
    spans = sorted({(row.years[-1], row.years[0]) for row in firm}, key=lambda span: (span[0], -span[1]))
    found, together = [], NOTHING
    for last, first in spans:
        here = [row for row in firm if (row.years[-1], row.years[0]) == (last, first)]
        spent, saved = (sum((row.amount or NOTHING for row in here if row.kind in kinds), NOTHING) for kinds in (COSTS, SAVES))
        together += saved - spent
        cells = [words.money(amount.quantize(Decimal(1))) for amount in (spent, saved, saved - spent, together)]
        found.append({"year": _span(first, last), "ends": words.financial_year(last), "cells": cells, "pays": together >= 0})
    return found


def _span(first: int, last: int) -> str:
    if first == last:
        return words.financial_year(first)
    return f"{words.financial_year(first)} to {words.financial_year(last)}, not split by year"
