"""A version part by part, as a page reads it, and what differs between two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from portal.richtext.redline import redline

from ..models import Version
from ..models.content import ROWS
from .intention import Facts, content, intention
from .pictures import in_words
from .ruling import ruled

LABELS = {
    "title": "Title",
    "description": "Description",
    "theme": "Theme",
    "setting": "Setting",
    "places": "Where",
    "strength": "Strength of intent",
    "kind": "Kind",
    "timescale": "When",
    "providers": "Providers affected",
    "outcomes": "Outcomes",
    "money": "Money",
    "lever": "Contract lever",
    "schedule": "Contract schedule",
    "dependencies": "Depends on",
    "standards": "Standards",
    "rollouts": "Roll-out",
    "policies": "Policy or access rules",
    "duties": "Reporting duties",
    "contracts": "Contracts it touches",
    "pictures": "Pictures",
}


@dataclass(frozen=True)
class Part:
    """One part in words. `html` is safe to show; `is_set` is False when nothing is said."""

    name: str
    label: str
    html: str
    is_set: bool


@dataclass(frozen=True)
class Change:
    """A part that differs, with both texts as safe HTML."""

    name: str
    label: str
    before: str
    after: str

    @property
    def drawn(self) -> str:
        """The one text over the other: what was removed struck out, what was added underlined."""
        return redline(self.before, self.after)


def parts(version: Version) -> list[Part]:
    """Every part of a version in the order of the page."""
    return parts_of(version.content())


def parts_of(said: Mapping[str, Any]) -> list[Part]:
    """The same of content that is not saved, or not yet."""
    return parts_frozen(content(said))


def parts_frozen(facts: Facts) -> list[Part]:
    """The same of an intention as an edition has frozen it."""
    said_as = {name: _html(name, facts) for name in LABELS}
    return [Part(name, label, said_as[name], bool(said_as[name])) for name, label in LABELS.items()]


def changes(before: Version, after: Version) -> Iterator[Change]:
    """The parts in which two versions differ."""
    yield from changes_between(intention(before), intention(after))


def changes_between(was: Facts, now: Facts) -> Iterator[Change]:
    """The same of two intentions as editions have frozen them."""
    for name, label in LABELS.items():
        old, new = _html(name, was), _html(name, now)
        if old != new:
            yield Change(name, label, old, new)


def _html(name: str, facts: Facts) -> str:
    if name == "description":
        return str(facts["description"])
    lines = list(_lines(name, facts))
    if len(lines) > 1:
        return f"<ul>{''.join(f'<li>{escape(line, quote=False)}</li>' for line in lines)}</ul>"
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def _lines(name: str, facts: Facts) -> Iterator[str]:
    match name:
        case "timescale":
            yield from dict.fromkeys(filter(None, (facts["timescale"], facts["period"])))
        case "providers":
            yield from facts["providers"] + facts["provider_kinds"]
            if facts["affects_no_provider"]:
                yield "No provider is affected"
        case "outcomes":
            yield from (outcome["statement"] for outcome in facts["outcomes"])
        case "money":
            yield from (_money(row) for row in facts["money"])
        case "standards" | "rollouts":
            yield from (", ".join(filter(None, (row.get(column) for column in ROWS[name]))) for row in facts[name])  # jsonb keeps no order
        case "policies" | "duties" | "contracts":
            yield from (ruled(name, row) for row in facts.get(name, []))  # what was frozen before there were any has none
        case "pictures":
            yield from map(in_words, facts.get(name, []))
        case "places":
            yield from facts["places"]
        case "dependencies":
            yield from facts["dependencies"].splitlines()
        case _:
            yield from filter(None, [facts[name]])


def _money(row: Facts) -> str:
    """Cash-releasing saving for the system: £45,000,000, illustrative, 2013/14 to 2017/18. Basis: ..."""
    bearer = f" for the {row['bearer'].lower()}" if row["bearer"] else ""
    rest = [row["amount"], row["confidence"].lower(), row["years"], row["recurrent"].lower()]
    basis = f". Basis: {row['basis']}" if row["basis"] else ""
    return f"{row['kind']}{bearer}: {', '.join(filter(None, rest))}{basis}"
