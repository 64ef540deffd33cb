"""The sheets of the workbook in which a provider's colleagues answer: a row for each intention, its conditions, its money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from intentions.states import Bearer, Confidence, MoneyKind
from portal.nhsuk.words import financial_year
from portal.workbooks.shape import Column, Kind, Sheet

from ...models.position import PROSE
from ...states import ON_INTENTIONS
from ..position import LABELS

ANSWERS, CONDITIONS, MONEY = "Answers", "Conditions", "Money"
YES, NO = "Yes", "No"
BEFORE, AFTER = 2, 10  # years around the round that money may fall in
REF = Column("ref", "Ref", is_locked=True)
WHOSE = Column("ref", "Ref", help="The reference of the intention")
IMPACT = "Impact on "


def years_of(round: Any) -> dict[str, str]:
    """{year: 2027/28} in which money of this round may fall."""
    return {str(year): financial_year(year) for year in range(round.year_from - BEFORE, round.year_to + AFTER + 1)}


def sheets_of(round: Any) -> list[Sheet]:
    return [_answers(), _conditions(), _money(list(years_of(round).values()))]


def _answers() -> Sheet:
    prose = [Column(name, heading(name), Kind.LONG, longest=8000) for name in PROSE if name != "sensitive_reason"]
    columns = [
        REF,
        Column("title", "Title", is_locked=True),
        Column("chapter", "Programme", is_locked=True),
        Column("names_us", "Names us", is_locked=True),
        Column("version", "Version", is_locked=True),
        Column("stance", "Position", Kind.CHOICE, [str(one.label) for one in ON_INTENTIONS], help="Without a position nothing is sent"),
        *prose,
        Column(
            "is_sensitive",
            "Commercially sensitive",
            Kind.CHOICE,
            [YES],
            part="sensitive",
            help="Others then see only that you were answered privately",
        ),
        Column("sensitive_reason", "Why it is sensitive", Kind.LONG, longest=2000, part="sensitive"),
        Column("sensitive_until", "Sensitive until", Kind.DATE, part="sensitive", help="The last day. Empty if you do not know"),
    ]
    return Sheet(ANSWERS, columns, "One row for each intention of the edition. Points of your own are written on the portal.")


def heading(name: str) -> str:
    label = LABELS.get(name, name)
    return f"{IMPACT}{label.lower()}" if name.startswith("impact_") else label


def _conditions() -> Sheet:
    columns = [WHOSE, Column("text", "Condition", Kind.LONG, is_required=True, longest=2000), Column("by_date", "By when", Kind.DATE)]
    return Sheet(CONDITIONS, columns, "One row for each condition of your support.", repeats=True)


def _money(years: Sequence[str]) -> Sheet:
    columns = [
        WHOSE,
        Column("kind", "What kind of money", Kind.CHOICE, _labels(MoneyKind), is_required=True),
        Column("bearer", "Who bears or gains it", Kind.CHOICE, _labels(Bearer)),
        Column("amount", "Amount", Kind.MONEY, help="Over all its years. Empty if it is not known"),
        Column("year_from", "First year", Kind.CHOICE, years),
        Column("year_to", "Last year", Kind.CHOICE, years),
        Column("is_recurrent", "Recurrent", Kind.CHOICE, [YES, NO]),
        Column("confidence", "How sure it is", Kind.CHOICE, _labels(Confidence)),
        Column("basis", "Basis", Kind.LONG, longest=1000),
    ]
    return Sheet(MONEY, columns, "One row for each effect on money, over all its years.", repeats=True)


def _labels(choices: Any) -> list[str]:
    return [str(label) for label in choices.labels]
