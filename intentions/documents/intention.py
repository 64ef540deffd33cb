"""An intention and its chapter as paper quotes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from portal.nhsuk import words
from portal.organisations.states import Kind

from .. import timescale
from ..models import Chapter, Version, notice
from ..states import Bearer, Confidence, IntentionKind, Lever, MoneyKind, Setting, Strength
from .pictures import with_pictures

Facts = dict[str, Any]


def intention(version: Version) -> Facts:
    """Every fact of one version in words; `description` is sanitised HTML, everything else is plain text."""
    of = version.intention
    return {"reference": of.reference, "version": version.number, **content(version.content()), "source": of.source}


def content(said: Mapping[str, Any]) -> Facts:
    """What a version says, or would say, in words."""
    return {
        "title": said["title"],
        "description": said["description"],
        "theme": said["theme"],
        "setting": label(Setting, said["setting"]),
        "places": names(said["places"]),
        "strength": label(Strength, said["strength"]),
        "kind": label(IntentionKind, said["kind"]),
        "timescale": said["timescale"],
        "period": timescale.in_words(said["from_date"], said["to_date"], said["precision"]),
        "from_date": said["from_date"].isoformat() if said["from_date"] else None,
        "to_date": said["to_date"].isoformat() if said["to_date"] else None,
        "providers": names(said["providers"]),
        "provider_kinds": [label(Kind, kind) for kind in said["provider_kinds"]],
        "affects_no_provider": said["affects_no_provider"],
        "lever": said["lever"],
        "schedule": label(Lever, said["schedule"]),
        "dependencies": said["dependencies"],
        "outcomes": [{"slug": one.slug, "statement": one.statement} for one in by_statement(said["outcomes"])],
        "money": [money(row) for row in said["money"]],
        "standards": [dict(row) for row in said["standards"]],
        "rollouts": [dict(row) for row in said["rollouts"]],
        "policies": [dict(row) for row in said["policies"]],
        "duties": [dict(row) for row in said["duties"]],
        "contracts": [contract(row, said["from_date"]) for row in said.get("contracts", [])],
        **with_pictures(said.get("pictures", [])),
    }


def chapter(chapter: Chapter, versions: Iterable[Version]) -> Facts:
    """A chapter as it stands, with these versions of its intentions in their order."""
    return {
        "code": chapter.code,
        "title": chapter.title,
        "programme": chapter.programme.slug,
        "programme_name": chapter.programme.name,
        "kind": chapter.programme.kind,
        "horizon": chapter.horizon,
        "lead_role": chapter.lead_role,
        "objectives": list(chapter.objectives),
        "narrative": chapter.narrative,
        "supports": list(chapter.supports),
        "year_plans": list(chapter.year_plans),
        "finance_short_term": chapter.finance_short_term,
        "finance_medium_long_term": chapter.finance_medium_long_term,
        "finance_rule": chapter.finance_rule,
        "money": list(chapter.money),
        **with_pictures(chapter.pictures),
        "intentions": [intention(version) for version in versions],
    }


def money(row: Mapping[str, Any]) -> Facts:
    """Pounds in words; an unknown amount is "Not known", an illustrative one says so."""
    return {
        "kind": label(MoneyKind, row["kind"]),
        "bearer": label(Bearer, row["bearer"]),
        "amount": words.money(row["amount"]),
        "pounds": str(row["amount"]) if row["amount"] is not None else None,
        "years": _years(row["year_from"], row["year_to"]),
        "recurrent": {True: "Recurrent", False: "One-off", None: ""}[row["is_recurrent"]],
        "confidence": label(Confidence, row["confidence"]),
        "basis": row["basis"],
    }


def contract(row: Mapping[str, Any], takes_effect: date | None) -> Facts:
    """A contract in words, with the last day on which notice can be given for the day the intention begins, where both are known."""
    months, last = row["notice_months"], notice.last_day(takes_effect, row["notice_months"])
    return {
        "reference": row["reference"],
        "provider": row["provider"],
        "ends_on": words.day(row["ends_on"]) if row["ends_on"] else "",
        "notice": "" if months is None else words.counted(months, "month"),
        "clause": row["clause"],
        "last_day": words.day(last) if last else "",
        "unserved": row["unserved"],
    }


def label(choices: Any, value: str) -> str:
    """The words of a choice; nothing for no answer."""
    return str(choices(value).label) if value else ""


def names(things: Iterable[Any]) -> list[str]:
    return sorted(thing.name for thing in things)


def by_statement(outcomes: Iterable[Any]) -> list[Any]:
    return sorted(outcomes, key=lambda outcome: outcome.statement)


def in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.order)


def _years(first: int | None, last: int | None) -> str:
    years = [words.financial_year(year) for year in (first, last) if year is not None]
    return " to ".join(dict.fromkeys(years))
