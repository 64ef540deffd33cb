"""How much of a document was found, and how much of what was found is right: intentions, chapters, cells, timescales, money, outcomes.

What counts as found is said in `matching`. Of a timescale: its first and last day, of the facts whose source names a time.
Of a cell: the places and days of a fact that stands in a table. Of money: the amount in pounds, each once. `coverage` is the share of
the source's words that end in a proposal or are named as left out.
"""

from dataclasses import dataclass, field

from intentions.recognition import Known, propose
from tests.recognition.matching import figures, pairs


@dataclass
class Fact:
    title: str
    text: str = ""
    chapter: str = ""
    days: tuple | None = None  # first and last day; None when no time is named
    places: tuple | None = None
    in_table: bool = False


@dataclass
class Expected:
    intentions: list[Fact] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    money: list[int] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    is_plan: bool = False
    others: list[Fact] = field(default_factory=list)  # facts of other documents, to see what is found by chance


def measured(source, expected, known=None):
    found = propose(source, known or Known())
    together = _chapters(found, expected)
    matched, proposed = _intentions(found, expected, together)
    told = {
        "intentions": figures(len(matched), len(proposed), len(expected.intentions)),
        "chapters": figures(together["count"], len(found.of("chapter")), len(expected.chapters)),
        "timescales": _days(matched, proposed, expected),
        "cells": _cells(matched, proposed, expected),
        "money": _money(found, expected),
        "outcomes": _outcomes(found, expected),
        "coverage": round(found.coverage().share, 4),
        "left_out": found.coverage().left_out,
    }
    if expected.others:
        told["chance"] = _chance(proposed, expected)
    return {key: value for key, value in told.items() if not (isinstance(value, dict) and not value["expected"])}


def _texts(facts):
    return [(one.title, one.text) for one in facts]


def _chapters(found, expected):
    names = [one.fields["name"] for one in found.of("chapter")]
    matched = pairs([(name, name) for name in names], [(name, name) for name in expected.chapters])
    return {"count": len(matched), "pairs": {(names[at], expected.chapters[to]) for at, to, _ in matched}}


def _intentions(found, expected, together):
    kinds = ("plan", "intention") if expected.is_plan else ("intention",)
    proposed = [one for one in found.proposals if one.kind in kinds]
    names = {one.key: one.fields["name"] for one in found.of("chapter")}
    texts = [(one.fields.get("title", ""), _said(one)) for one in proposed]
    stands = [one.fields.get("part") or names.get(one.chapter, "") for one in proposed]

    def is_together(at, to):
        wanted = expected.intentions[to].chapter
        return (stands[at], wanted) in together["pairs"] or (expected.is_plan and stands[at] == wanted)

    matched = [(proposed[at], expected.intentions[to]) for at, to, _ in pairs(texts, _texts(expected.intentions), is_together)]
    return matched, proposed


def _said(proposal):
    if proposal.kind == "plan":
        return proposal.fields["text"]
    return f"{proposal.fields['description']} {proposal.fields['theme']}"


def _days_of(proposal):
    said = proposal.fields.get("timescale")
    return (said["from"], said["to"]) if said and said["precision"] != "unparsed" else None


def _days(matched, proposed, expected):
    wanted = [fact for fact in expected.intentions if fact.days]
    right = sum(1 for one, fact in matched if fact.days and _days_of(one) == fact.days)
    said = sum(1 for one, fact in matched if _days_of(one) and fact.days)
    return figures(right, said, len(wanted))


def _cells(matched, proposed, expected):
    wanted = [fact for fact in expected.intentions if fact.in_table]
    pairs_in = [(one, fact) for one, fact in matched if fact.in_table]
    right = sum(1 for one, fact in pairs_in if _is_cell(one, fact))
    return figures(right, len(pairs_in), len(wanted))


def _is_cell(proposal, fact):
    places = fact.places is None or set(fact.places) == set(proposal.fields["places"])
    return places and (fact.days is None or _days_of(proposal) == fact.days)


def _money(found, expected):
    amounts = {one.fields["amount_gbp"] for one in found.of("money")}
    wanted = set(expected.money)
    return figures(len(amounts & wanted), len(amounts), len(wanted))


def _outcomes(found, expected):
    said = [("", one.fields["statement"]) for one in found.of("outcome")]
    return figures(len(pairs(said, [("", text) for text in expected.outcomes])), len(said), len(expected.outcomes))


def _chance(proposed, expected):
    """Of as many facts of other documents, the share that the rule would have called found."""
    texts = [(one.fields.get("title", ""), _said(one)) for one in proposed]
    others = expected.others[: len(expected.intentions)]
    return round(len(pairs(texts, _texts(others))) / len(others), 3) if others else None
