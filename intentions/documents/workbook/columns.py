"""The sheets of the workbook of a round: its intentions, and a sheet for each set of rows that they may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.workbooks.shape import Column, Kind, Sheet

from ...models import Chapter
from ...models.content import ROWS
from ...states import Bearer, Confidence, IntentionKind, Lever, MoneyKind, Setting, Strength

INTENTIONS = "Intentions"
YES, NO = "Yes", "No"
REF = Column("ref", "Ref", is_locked=True, help="Leave it empty for a new intention")
WHOSE = Column("ref", "Ref", help="The reference of the intention whose row it is; of a new one once it is taken in")
NAMES = {
    "money": "Money",
    "standards": "Standards",
    "rollouts": "Roll-out",
    "policies": "Rules",
    "duties": "Duties",
    "contracts": "Contracts",
}
HELP = {
    "money": "One row for each effect on money, over all its years: if they differ, a row for each year. An amount may stay empty.",
    "standards": "What is measured, how it compares with what value, of whom.",
    "rollouts": "A step of a roll-out: what, in which year, where, how far.",
    "policies": "A policy or access rule, what it asks, how that is shown, what it means for payment.",
    "duties": "What is reported, by whom, to whom, how often.",
    "contracts": "A contract that is stopped or changed, until when, with how much notice.",
}


@dataclass(frozen=True)
class Offered:
    """What a cell may name, each under one label: things of the same name are told apart."""

    chapters: Sequence[Chapter]
    places: Mapping[str, Any]
    providers: Mapping[str, Any]
    outcomes: Mapping[str, Any]
    kinds: Sequence[tuple[str, str]]
    years: Sequence[tuple[int, str]]

    @cached_property
    def named(self) -> dict[str, dict[str, Any]]:
        """{column: {label: thing}}"""
        found = {name: _labelled(getattr(self, name).values(), str) for name in ("places", "providers")}
        found["outcomes"] = _labelled(self.outcomes.values(), lambda one: one.statement)
        found["programme"] = {f"{chapter.code} {chapter.title}": chapter for chapter in self.chapters}
        return found

    @cached_property
    def labels(self) -> dict[str, dict[Any, str]]:
        """{column: {key of the thing: label}}"""
        return {name: {thing.pk: label for label, thing in things.items()} for name, things in self.named.items()}

    @cached_property
    def closed(self) -> dict[str, dict[str, str]]:
        """{column: {value: label}} of the closed lists."""
        lists: dict[str, Any] = {"kind": IntentionKind, "strength": Strength, "setting": Setting, "schedule": Lever}
        lists |= {"money.kind": MoneyKind, "money.bearer": Bearer, "money.confidence": Confidence}
        found = {name: {str(value): str(label) for value, label in labels.choices} for name, labels in lists.items()}
        found["provider_kinds"] = dict(self.kinds)
        found["year"] = {str(year): label for year, label in self.years}
        return found


def _labelled(things: Iterable[Any], name: Any) -> dict[str, Any]:
    """A name that two things have is followed by what tells them apart; a label is one line."""
    known = [(" ".join(name(thing).split()), thing) for thing in things]
    often = Counter(label.casefold() for label, _ in known)
    return {label if often[label.casefold()] == 1 else f"{label} [{thing.slug}]": thing for label, thing in known}


def sheets_of(offered: Offered) -> list[Sheet]:
    return [_intentions(offered), *(Sheet(NAMES[name], [WHOSE, *_of_rows(name, offered)], HELP[name], repeats=True) for name in ROWS)]


def _intentions(offered: Offered) -> Sheet:
    named, closed = offered.named, offered.closed

    def choice(key: str, heading: str, **more: Any) -> Column:
        return Column(key, heading, Kind.CHOICE, list(closed[key].values()), **more)

    def several(key: str, heading: str, labels: Iterable[str], part: str = "") -> Column:
        return Column(key, heading, Kind.LIST, list(labels), part=part, help="Several: one a line, Alt and Enter between them")

    columns = [
        REF,
        Column("state", "State", is_locked=True),
        Column("programme", "Programme", Kind.CHOICE, list(named["programme"]), is_required=True, help="Of a new intention: its chapter"),
        Column("title", "Title", is_required=True, longest=200),
        Column("description", "Description", Kind.LONG),
        Column("theme", "Theme", longest=200),
        choice("kind", "Kind"),
        choice("strength", "Strength of intent"),
        several("places", "Where", named["places"]),
        choice("setting", "Setting"),
        Column(
            "timescale",
            "When",
            longest=200,
            part="timescale",
            help="In your words, for example 2019/20, Q3 2019/20 or commencing April 2019",
        ),
        Column("from_date", "Start date", Kind.DATE, part="timescale", help="Only if the words do not say it"),
        Column("to_date", "End date", Kind.DATE, part="timescale", help="Only if the words do not say it"),
        several("providers", "Providers", named["providers"], part="providers"),
        several("provider_kinds", "Every provider of a kind", closed["provider_kinds"].values(), part="providers"),
        Column(
            "affects_no_provider",
            "No provider is affected",
            Kind.CHOICE,
            [YES, NO],
            part="providers",
            help="Leave it empty where somebody is named",
        ),
        Column("dependencies", "What it depends on", Kind.LONG, longest=4000),
        several("outcomes", "Outcomes it should improve", named["outcomes"]),
        Column("lever", "Contract lever", longest=300),
        choice("schedule", "Contract schedule"),
        Column("owner", "Owner", is_locked=True),
    ]
    return Sheet(INTENTIONS, columns, "One row for each intention. Descriptions keep paragraphs, bullets and bold.")


def _of_rows(name: str, offered: Offered) -> list[Column]:
    closed = offered.closed
    years = list(closed["year"].values())
    yes_no = [YES, NO]
    match name:
        case "money":
            return [
                Column("kind", "What kind of money", Kind.CHOICE, list(closed["money.kind"].values()), is_required=True),
                Column("bearer", "Who bears or gains it", Kind.CHOICE, list(closed["money.bearer"].values())),
                Column("amount", "Amount", Kind.MONEY, help="Over all its years. Empty if it is not known"),
                Column("year_from", "First year", Kind.CHOICE, years),
                Column("year_to", "Last year", Kind.CHOICE, years),
                Column("is_recurrent", "Recurrent", Kind.CHOICE, yes_no),
                Column("confidence", "How sure it is", Kind.CHOICE, list(closed["money.confidence"].values())),
                Column("basis", "Basis", Kind.LONG, longest=1000),
            ]
        case "contracts":
            return [
                Column("reference", "Contract reference", is_required=True, longest=120),
                Column("provider", "With which provider", longest=200),
                Column("ends_on", "The day it ends by itself", Kind.DATE),
                Column("notice_months", "Notice, in months", Kind.NUMBER, help="0 if it asks for none"),
                Column("clause", "Clause", longest=200),
                Column("unserved", "Why notice is not given in time", Kind.LONG, longest=1000),
            ]
    return [Column(*_plain(column)) for column in WORDS[name]]


def _plain(column: tuple[str, str, int, bool]) -> tuple[Any, ...]:
    key, heading, longest, is_required = column
    return key, heading, Kind.LONG if longest >= 1000 else Kind.TEXT, (), "", False, is_required, longest


WORDS: dict[str, list[tuple[str, str, int, bool]]] = {
    "standards": [
        ("metric", "What is measured", 300, True),
        ("operator", "How it compares", 20, False),
        ("value", "Value", 60, False),
        ("unit", "Unit", 80, False),
        ("population", "Of whom", 200, False),
    ],
    "rollouts": [
        ("bundle", "What is rolled out", 120, True),
        ("element", "Part of it", 120, False),
        ("year", "Year", 20, False),
        ("setting", "Setting", 60, False),
        ("population", "Of whom", 200, False),
        ("coverage", "How far", 200, False),
    ],
    "policies": [
        ("subject", "What the rule is about", 300, True),
        ("source_body", "Who decided it", 200, False),
        ("referrer_duty", "What referrers must do", 1000, False),
        ("provider_duty", "What providers must do", 1000, False),
        ("evidence", "Evidence that is kept", 1000, False),
        ("audit", "How it is audited", 1000, False),
        ("payment_consequence", "What it means for payment", 1000, False),
        ("effective", "From when", 120, False),
    ],
    "duties": [
        ("report", "What is reported", 300, True),
        ("obliged", "Who reports", 200, False),
        ("recipient", "To whom", 200, False),
        ("frequency", "How often", 120, False),
        ("detail", "How detailed", 200, False),
        ("cites", "Standard or review it comes from", 300, False),
        ("follows", "What follows", 1000, False),
    ],
}
