"""An intention and its chapter as paper quotes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.nhsuk import words
from portal.organisations.states import Kind

from .. import timescale
from ..models import Chapter, Money, Version

Facts = dict[str, Any]


def intention(version: Version) -> Facts:
    """Every fact of one version in words; `description` is sanitised HTML, everything else is plain text."""
    return {
        "reference": version.intention.reference,
        "version": version.number,
        "title": version.title,
        "description": version.description,
        "theme": version.theme,
        "setting": version.get_setting_display(),
        "places": names(version.places.all()),
        "strength": version.get_strength_display(),
        "kind": version.get_kind_display(),
        "timescale": version.timescale,
        "period": timescale.in_words(version.from_date, version.to_date, version.precision),
        "from_date": version.from_date.isoformat() if version.from_date else None,
        "to_date": version.to_date.isoformat() if version.to_date else None,
        "providers": names(version.providers.all()),
        "provider_kinds": [str(Kind(kind).label) for kind in version.provider_kinds],
        "affects_no_provider": version.affects_no_provider,
        "lever": version.lever,
        "schedule": version.get_schedule_display(),
        "dependencies": version.dependencies,
        "outcomes": [{"slug": one.slug, "statement": one.statement} for one in by_words(version.outcomes.all(), "statement")],
        "money": [money(row) for row in in_order(version.money.all())],
        "standards": [standard(row) for row in in_order(version.standards.all())],
        "rollouts": [rollout(row) for row in in_order(version.rollouts.all())],
        "source": version.intention.source,
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
        "intentions": [intention(version) for version in versions],
    }


def money(row: Money) -> Facts:
    """Pounds in words; an unknown amount is "Not known", an illustrative one says so."""
    return {
        "kind": row.get_kind_display(),
        "bearer": row.get_bearer_display(),
        "amount": words.money(row.amount),
        "pounds": str(row.amount) if row.amount is not None else None,
        "years": _years(row.year_from, row.year_to),
        "recurrent": {True: "Recurrent", False: "One-off", None: ""}[row.is_recurrent],
        "confidence": row.get_confidence_display(),
        "basis": row.basis,
    }


def standard(row: Any) -> Facts:
    return {name: getattr(row, name) for name in ("metric", "operator", "value", "unit", "population")}


def rollout(row: Any) -> Facts:
    return {name: getattr(row, name) for name in ("bundle", "element", "year", "setting", "population", "coverage")}


def names(things: Iterable[Any]) -> list[str]:
    return sorted(thing.name for thing in things)


def by_words(things: Iterable[Any], name: str) -> list[Any]:
    return sorted(things, key=lambda thing: getattr(thing, name))


def in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.order)


def _years(first: int | None, last: int | None) -> str:
    years = [words.financial_year(year) for year in (first, last) if year is not None]
    return " to ".join(dict.fromkeys(years))
