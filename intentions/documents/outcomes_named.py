"""Outcomes that a document names: which of the commissioner's each is, and what a new one of it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.models import Outcome
from outcomes.states import Join, MeasureStatus, Prioritised

from ..models import Finding
from ..states import FindingKind
from .matching import APART, Field, Match, Text, folded
from .said import keys_of

LONGEST, TITLE, ALIKE = 500, 300, 0.55  # letters of a statement and of a measure; the share of words from which one may be meant
PEOPLE = re.compile(r"patient|citizen|public|resident|people|user|carer|cleifion|dinasyddion", re.I)
OTHERS = re.compile(r"commissioner|board|clinic|comisiyn", re.I)


@dataclass(frozen=True)
class Known:
    key: Any
    statement: str
    codes: Sequence[str] = ()  # of the indicators of its measures


def named(findings: Iterable[Finding], known: Sequence[Known]) -> dict[Any, Match]:
    """{id of a proposal: the outcome it is}; of one that is like none, nothing; of one that is as like two, a doubt without a key."""
    going = list(findings)
    field = Field([_text(one) for one in going], [Text(one.key, one.statement, "") for one in known])
    return {one.pk: match for one in going if (match := _by_words(one, known) or _by_code(one, known) or _by_likeness(one, known, field))}


def _text(finding: Finding) -> Text:
    return Text(finding.pk, statement_of(finding), "")


def _by_words(finding: Finding, known: Sequence[Known]) -> Match | None:
    same = [one for one in known if folded(one.statement) == folded(statement_of(finding))]
    return Match(same[0].key, 0.95, "It says the same words") if same else None


def _by_code(finding: Finding, known: Sequence[Known]) -> Match | None:
    words = f"{finding.title} {finding.words}"
    found = [(one, code) for one in known for code in one.codes if re.search(rf"(?<![\w.]){re.escape(code)}(?![\w]|\.\d)", words)]
    if len({one.key for one, _ in found}) != 1:
        return None
    return Match(found[0][0].key, 0.85, f"It names {found[0][1]}, the code of one of its measures")


def _by_likeness(finding: Finding, known: Sequence[Known], field: Field) -> Match | None:
    mine = _text(finding)
    scores = sorted(((field.alike(mine, field.of[one.key]), one.statement, one.key) for one in known), reverse=True, key=lambda one: one[0])
    if not scores or scores[0][0] < ALIKE:
        return None
    if len(scores) > 1 and scores[0][0] - scores[1][0] < APART:
        return Match(None, 0.4, f"It is as much like “{scores[0][1][:80]}” as “{scores[1][1][:80]}”")
    return Match(scores[0][2], round(0.4 + 0.5 * scores[0][0], 2), f"{scores[0][0]:.0%} of its words are the same")


def statement_of(finding: Finding) -> str:
    """As somebody typed it, else as it was recognised, else its first line."""
    first = next((line.strip() for line in finding.words.splitlines() if line.strip()), "")
    return str(finding.title or finding.facts.get("statement") or first)[:LONGEST]


def outcome_of(finding: Finding) -> dict[str, Any]:
    """A new one: its statement, who put it first, and in its note what the document says of it beside."""
    facts, statement = finding.facts, statement_of(finding)
    told = {*folded(f"{statement} {facts.get('prioritised_by', '')} {facts.get('tier', '')}").split()}
    lines = [line.strip() for line in finding.words.splitlines() if {*folded(line).split()} - told]
    said = [facts.get("tier", ""), facts.get("prioritised_by", ""), *lines, *_targets(facts)]
    return {
        "statement": statement,
        "prioritised_by": prioritised(str(facts.get("prioritised_by", ""))),
        "note": "\n".join(dict.fromkeys(filter(None, said))),
    }


def _targets(facts: Mapping[str, Any]) -> list[str]:
    return [f"Target: {one['text']}" for one in facts.get("measures", ()) if one.get("status") == "target"]


def prioritised(text: str) -> str:
    people, others = bool(PEOPLE.search(text)), bool(OTHERS.search(text))
    return str(Prioritised.BOTH if people and others else Prioritised.CITIZENS if people else Prioritised.COMMISSIONERS if others else "")


def measures_of(finding: Finding) -> list[dict[str, Any]]:
    """In order, each joined to the one before it as the document does; who could measure them is said of all."""
    rows = [one for one in finding.facts.get("measures", ()) if one.get("text")]
    who = "; ".join(one["text"] for one in rows if one.get("status") == "measurer")[:TITLE]
    counted = [one for one in rows if one.get("status") not in ("measurer", "target")]
    return [
        {
            "title": one["text"][:TITLE],
            "status": one["status"] if one.get("status") in MeasureStatus.values else MeasureStatus.NOT_YET_KNOWN,
            "joined_by": joined_by(one) if at else "",
            "who_measures": who,
        }
        for at, one in enumerate(counted)
    ]


def joined_by(measure: Mapping[str, Any]) -> str:
    said = str(measure.get("combine") or "").lower()
    return said if said in Join.values else ""


def outcomes_with(findings: Iterable[Finding], beside: Iterable[Finding]) -> dict[Any, list[Outcome]]:
    """{id of an intention: the outcomes that are proposed with it}; one that is still to be made stands for itself."""
    owners = {key: one.pk for one in findings if one.kind == FindingKind.INTENTION for key in keys_of(one)}
    found: dict[Any, list[Outcome]] = {}
    for one in beside:
        if one.kind != FindingKind.OUTCOME:
            continue
        outcome = one.outcome or Outcome(pk=one.pk, statement=statement_of(one))
        for pk in dict.fromkeys(owners[key] for key in one.facts.get("with", ()) if key in owners):
            if outcome not in found.setdefault(pk, []):
                found[pk].append(outcome)
    return found
