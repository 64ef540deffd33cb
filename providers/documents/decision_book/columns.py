"""The sheets in which the points of a round are decided: a row for each point, its conditions, its agreed money."""

from __future__ import annotations

from typing import Any

from portal.workbooks.shape import Column, Kind, Sheet

from ...states import Destination
from ..agreed import SAYS
from ..workbook.columns import NO, YES, years_of

POINTS, CONDITIONS, MONEY = "Decisions", "Conditions", "Agreed money"
WHOSE = Column("ref", "Ref", help="As on the first sheet")
VERDICTS = [str(words) for words in SAYS.values()]
GOES = [str(label) for label in Destination.labels]


def sheets_of(round: Any) -> list[Sheet]:
    years = list(years_of(round).values())
    return [_points(years), _conditions(), _money(years)]


def _points(years: list[str]) -> Sheet:
    return Sheet(
        POINTS,
        [
            Column("ref", "Ref", is_locked=True),
            Column("organisation", "Organisation", is_locked=True),
            Column("title", "Title", is_locked=True),
            Column("stance", "Position", is_locked=True),
            Column("is_sensitive", "Commercially sensitive", is_locked=True),
            Column("comment", "What they say", Kind.LONG, is_locked=True),
            Column("asked", "What is agreed if you accept", Kind.LONG, is_locked=True),
            Column("worded", "Words both sides accepted", Kind.LONG, is_locked=True),
            Column("verdict", "Decision", Kind.CHOICE, choices=VERDICTS, help="A question is answered, not accepted"),
            Column("agreed", "Agreed wording", Kind.LONG, longest=8000, help="Of what you accept in part: what was asked, changed"),
            Column("reason", "Reason", Kind.LONG, longest=4000, help="Published with the decision; the answer to a question"),
            Column("agreed_activity", "Agreed activity", Kind.LONG, longest=2000),
            Column("agreed_by_date", "Agreed by", Kind.DATE),
            Column("destination", "Goes into", Kind.CHOICE, choices=GOES, help="Empty means a memorandum clause"),
            Column("contract_label", "Schedule as the contract labels it", longest=120, part="contract"),
            Column("contract_year", "Contract of the year", Kind.CHOICE, choices=years, part="contract"),
            Column("contract_reference", "Contract reference", longest=80, part="contract"),
            Column("needs_new_version", "Needs a new version", Kind.CHOICE, choices=[YES, NO]),
            Column("owner", "Owner", longest=150, help="A role, for example Director of urgent care"),
            Column("state", "State", is_locked=True),
        ],
        "One row for each point that was submitted. What is decided here is written and not published.",
    )


def _conditions() -> Sheet:
    columns = [
        WHOSE,
        Column("number", "Condition", Kind.NUMBER, is_required=True, help="Which of the conditions of the point"),
        Column("asked", "What is asked", Kind.LONG, is_locked=True),
        Column("worded", "Words both sides accepted", Kind.LONG, is_locked=True),
        Column("verdict", "Decision", Kind.CHOICE, choices=VERDICTS, help="Empty means: as the whole point"),
        Column("agreed", "Agreed wording", Kind.LONG, longest=8000),
        Column("reason", "Reason", Kind.LONG, longest=4000),
        Column("agreed_by_date", "Agreed day", Kind.DATE),
        Column("destination", "Goes into", Kind.CHOICE, choices=GOES, help="Empty means: as the whole point"),
    ]
    return Sheet(CONDITIONS, columns, "One row for each condition, where it is decided otherwise than its point.", repeats=True)


def _money(years: list[str]) -> Sheet:
    columns = [
        WHOSE,
        Column("year", "Year", Kind.CHOICE, choices=years, is_required=True),
        Column("amount", "Agreed amount", Kind.MONEY, is_required=True),
    ]
    return Sheet(MONEY, columns, "One row for each year of a point in which a sum is agreed.", repeats=True)
