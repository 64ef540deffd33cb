"""What a proposal of a document says, in the shapes in which the draft keeps it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from portal.organisations.states import Kind

from ..models import Finding
from ..states import Bearer, FindingKind, IntentionKind, MoneyKind, Setting, Strength

HEADS = {
    FindingKind.MONEY: "Money named in the document",
    FindingKind.OUTCOME: "Outcomes named in the document",
    FindingKind.PLAN: "From a plan on a page",
    FindingKind.ROUND: "What the document says of itself",
    FindingKind.ACRONYM: "Acronyms",
    FindingKind.REFERENCE: "References",
    FindingKind.VERSION: "Versions of the document",
}


def rich(words: str, *, bare: bool = False) -> str:
    """A paragraph for each line."""
    lines = [escape(line.strip(), quote=False) for line in words.splitlines() if line.strip()]
    return " ".join(lines) if bare else "".join(f"<p>{line}</p>" for line in lines)


def headed(group: Sequence[Finding]) -> str:
    first = group[0]
    return (first.title or "From the document") if first.kind == FindingKind.PASSAGE else HEADS[FindingKind(first.kind)]


def body(group: Sequence[Finding]) -> str:
    if group[0].kind == FindingKind.PASSAGE:
        return rich(group[0].words)
    return "".join(rich(": ".join(filter(None, (one.title if one.title not in one.words else "", one.words)))) for one in group)


def content(finding: Finding, money: Iterable[Finding], places: Mapping[str, Any], providers: Mapping[str, Any]) -> dict[str, Any]:
    """An intention: its words as somebody accepted them, its facts as they were recognised."""
    facts = finding.facts
    keys = {facts.get("key"), *facts.get("also", [])} - {None, ""}
    linked = [providers[slug] for slug in facts.get("organisations", ()) if slug in providers and providers[slug].is_provider]
    return {
        "title": (finding.title or finding.words)[:200],
        "description": rich(finding.words),
        "theme": str(facts.get("theme", ""))[:200],
        "timescale": str((facts.get("timescale") or {}).get("text", ""))[:200],
        "strength": _one_of(Strength, facts.get("strength")),
        "kind": _one_of(IntentionKind, facts.get("kind")),
        "setting": _one_of(Setting, facts.get("setting")),
        "lever": str(facts.get("lever", ""))[:300],
        "places": [places[slug] for slug in facts.get("places", ()) if slug in places],
        "providers": linked,
        "provider_kinds": [kind for kind in facts.get("providers", ()) if kind in Kind.values],
        "standards": [{"metric": str(one)[:300]} for one in facts.get("standards", ())],
        "money": [amount(one) for one in money if one.facts.get("intention") in keys],
    }


def amount(finding: Finding) -> dict[str, Any]:
    """Pounds as the document gives them; what it does not say stays unsaid."""
    facts = finding.facts
    years = facts.get("years") or [None]
    pounds = facts.get("amount_gbp")
    return {
        "kind": _one_of(MoneyKind, facts.get("kind")) or MoneyKind.INVESTMENT,
        "bearer": _one_of(Bearer, facts.get("bearer")),
        "amount": Decimal(str(pounds)) if pounds is not None and Decimal(str(pounds)) >= 0 else None,
        "year_from": years[0],
        "year_to": years[-1],
        "is_recurrent": facts.get("recurrent"),
        "basis": finding.words or finding.title,
    }


def _one_of(choices: Any, value: Any) -> str:
    return value if value in choices.values else ""
