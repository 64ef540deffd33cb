"""What a proposal of a document says, in the shapes in which the draft keeps it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from portal.organisations.states import Kind

from ..models import Finding
from ..states import Bearer, FindingKind, IntentionKind, MoneyKind, Setting, Strength
from .arriving import objectives_of
from .pictures import MOST, picture

HEADS = {
    FindingKind.MONEY: "Money named in the document",
    FindingKind.PLAN: "From a plan on a page",
    FindingKind.ROUND: "What the document says of itself",
    FindingKind.ACRONYM: "Acronyms",
    FindingKind.REFERENCE: "References",
    FindingKind.VERSION: "Versions of the document",
    FindingKind.FIGURE: "Pictures of the document",
}


def rich(words: str, *, bare: bool = False) -> str:
    """A paragraph for each line."""
    lines = [escape(line.strip(), quote=False) for line in words.splitlines() if line.strip()]
    return " ".join(lines) if bare else "".join(f"<p>{line}</p>" for line in lines)


ALONE = (FindingKind.PASSAGE, FindingKind.CHAPTER)  # each becomes a passage by itself; of the others, all of a kind together


def headed(group: Sequence[Finding]) -> str:
    first = group[0]
    return (first.title or "From the document") if first.kind in ALONE else HEADS[FindingKind(first.kind)]


def body(group: Sequence[Finding]) -> str:
    if group[0].kind == FindingKind.FIGURE:
        return ""  # their words stand with them
    if group[0].kind in ALONE:
        return rich("\n".join([group[0].words, *objectives_of(group[0].facts)]))
    return "".join(rich(": ".join(filter(None, (one.title if one.title not in one.words else "", one.words)))) for one in group)


def keys_of(finding: Finding) -> set[str]:
    """What an amount calls the intention that it belongs to."""
    return {finding.facts.get("key"), *finding.facts.get("also", [])} - {None, ""}


def amounts_of(findings: Sequence[Finding]) -> dict[Any, list[Finding]]:
    """{id of an accepted intention: the accepted amounts that are inside it}; an amount of none of them stands by itself."""
    owners = {key: one for one in findings if one.kind == FindingKind.INTENTION for key in keys_of(one)}
    found: dict[Any, list[Finding]] = {one.pk: [] for one in findings if one.kind == FindingKind.INTENTION}
    for one in findings:
        if one.kind == FindingKind.MONEY and (owner := owners.get(one.facts.get("intention", ""))):
            found[owner.pk].append(one)
    return found


def pictures_of(findings: Sequence[Finding]) -> dict[Any, list[Finding]]:
    """{id of an accepted intention or passage: the accepted pictures that stand in it}; one of none of them stands by itself."""
    homes = [one for one in findings if one.kind in (FindingKind.INTENTION, FindingKind.PASSAGE)]
    owners = {key: one for one in homes for key in keys_of(one)}
    found: dict[Any, list[Finding]] = {one.pk: [] for one in homes}
    for one in findings:
        if one.kind == FindingKind.FIGURE and (owner := owners.get(one.facts.get("of", ""))):
            found[owner.pk].append(one)
    return found


def rows_of(figures: Iterable[Finding]) -> list[dict[str, Any]]:
    """As a draft keeps its pictures: each once."""
    rows = {one.facts["file"]: _row(one) for one in figures}
    return list(rows.values())[:MOST]


def _row(one: Finding) -> dict[str, Any]:
    facts = one.facts
    decorates = bool(facts.get("decorates"))
    said = {"alternative": "" if decorates else " ".join(one.words.split())[:500], "decorates": decorates, "caption": one.title[:300]}
    return picture({**{name: facts[name] for name in ("file", "width", "height")}, **said, "after": facts.get("before", "")})


def recognised(finding: Finding, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(fact, label, in words): all that enters the draft beside title and words. `names` are those of places and organisations."""
    facts, label = finding.facts, _labels(finding.kind)
    found = {name: _in_words(name, facts[name], names) for name in label if facts.get(name) not in (None, "", [])}
    return [(name, label[name], text) for name, text in found.items() if text]


def _labels(kind: str) -> dict[str, str]:
    return LABELS.get(FindingKind(kind), {})


LABELS = {
    FindingKind.INTENTION: {
        "theme": "Theme", "timescale": "Timescale", "places": "Places", "organisations": "Providers", "providers": "Kinds of provider",
        "strength": "Strength", "kind": "Kind", "setting": "Setting", "lever": "Lever", "dependencies": "Depends on",
        "standards": "Standards",
    },
    FindingKind.MONEY: {"amount_gbp": "Pounds", "years": "Years", "kind": "Kind", "bearer": "Borne by", "recurrent": "Recurrent"},
    FindingKind.CHAPTER: {"objectives": "Objectives"},
    FindingKind.OUTCOME: {"measures": "Measures", "prioritised_by": "Prioritised by", "tier": "Under"},
}  # fmt: skip


def _in_words(name: str, value: Any, names: Mapping[str, str]) -> str:
    match name:
        case "timescale":
            text, written = str(value.get("text", "")), value.get("as_written")
            return f"{text} (day or month first?)" if value.get("asks") else f"{text} (“{written}”)" if written else text
        case "places" | "organisations":
            return ", ".join(names[one] for one in value if one in names)
        case "measures":
            return " ".join(_measure(one, at) for at, one in enumerate(value))
        case "objectives":
            return "; ".join(objectives_of({name: value}))
        case "years":
            return " to ".join(dict.fromkeys(f"{one}/{(one + 1) % 100:02}" for one in value))
        case "amount_gbp":
            return f"{value:,}"
        case "recurrent":
            return "yes" if value else "no"
    return ", ".join(_label(name, one) for one in (value if isinstance(value, list) else [value]))


def _measure(one: Mapping[str, Any], at: int) -> str:
    """“Days waited” OR “seen in 18 weeks”."""
    if one.get("status") == "measurer":
        return f"(measured by {one['text']})"
    joined = f"{one['combine']} " if at and one.get("combine") else ""
    return f"{joined}“{one['text']}”"


def _label(name: str, value: Any) -> str:
    for choices in CHOICE.get(name, ()):
        if value in choices.values:
            return str(choices(value).label)
    return "" if name in CHOICE else str(value)


CHOICE: dict[str, tuple[Any, ...]] = {
    "strength": (Strength,), "kind": (IntentionKind, MoneyKind), "setting": (Setting,), "bearer": (Bearer,), "providers": (Kind,),
}  # fmt: skip


def joined(before: Finding, held: Finding) -> tuple[str, dict[str, Any]]:
    """The words and facts of two that become one: lists run together, of two facts the first stays and the other is said in words."""
    facts = {**held.facts, **before.facts}
    for name in LISTS:
        if both := [*before.facts.get(name, []), *held.facts.get(name, [])]:
            facts[name] = [one for at, one in enumerate(both) if one not in both[:at]]
    facts["also"] = sorted(keys_of(before) - {before.facts.get("key")} | keys_of(held))
    if {before.facts.get("amount_gbp"), held.facts.get("amount_gbp")} - {None, facts.get("amount_gbp")}:
        del facts["amount_gbp"]  # two amounts: their words stay, neither is the amount of both
    words = [before.words, *_said(held, before), *_parted(before, held)]
    return "\n".join(filter(None, words)), facts


LISTS = ("places", "organisations", "providers", "standards", "objectives", "measures")


def _said(held: Finding, before: Finding) -> list[str]:
    """The words of what is merged; its title too, where they do not say it."""
    return [held.words] if held.title and held.title.rstrip(".…") in held.words else [held.title, held.words]


def _parted(before: Finding, held: Finding) -> list[str]:
    """Facts that only the second has in another wording, as lines; those that its words say already are left."""
    told = {name: (label, text) for name, label, text in recognised(held, {}) if name in ("theme", "timescale", "lever")}
    ours = {name: text for name, _, text in recognised(before, {})}
    return [f"{label}: {text}" for name, (label, text) in told.items() if ours.get(name, text) != text and text not in held.words]


def content(
    finding: Finding,
    money: Iterable[Finding],
    places: Mapping[str, Any],
    providers: Mapping[str, Any],
    outcomes: Iterable[Any] = (),
    figures: Iterable[Finding] = (),
) -> dict[str, Any]:
    """An intention: its words as somebody accepted them, its facts as they were recognised."""
    facts = finding.facts
    linked = [providers[slug] for slug in facts.get("organisations", ()) if slug in providers and providers[slug].is_provider]
    return {
        "title": (finding.title or finding.words)[:200],
        "description": rich(finding.words),
        "theme": str(facts.get("theme", ""))[:200],
        "timescale": _timescale(facts)[:200],
        "strength": _one_of(Strength, facts.get("strength")),
        "kind": _one_of(IntentionKind, facts.get("kind")),
        "setting": _one_of(Setting, facts.get("setting")),
        "lever": str(facts.get("lever", ""))[:300],
        "dependencies": str(facts.get("dependencies", "")),
        "places": [places[slug] for slug in facts.get("places", ()) if slug in places],
        "providers": linked,
        "provider_kinds": [kind for kind in facts.get("providers", ()) if kind in Kind.values],
        "outcomes": list(outcomes),
        "standards": [{"metric": str(one)[:300]} for one in facts.get("standards", ())],
        "money": [amount(one) for one in money],
        "pictures": rows_of(figures),
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


def _timescale(facts: Mapping[str, Any]) -> str:
    """Nothing while nobody has said which day it is."""
    said = facts.get("timescale") or {}
    return "" if said.get("asks") else str(said.get("text", ""))


def _one_of(choices: Any, value: Any) -> str:
    return value if value in choices.values else ""
