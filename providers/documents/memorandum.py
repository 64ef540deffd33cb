"""The text of a memorandum as it is offered, signed and printed; and which points of a round it is drafted from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from intentions.models import Round
from portal.nhsuk import words

from ..models import TERMS, Clause, Condition, Decision, Memorandum
from ..models.decision import open_to_all
from ..states import IN_MEMORANDUM, Status
from .agreed import agreements, in_words, ruled
from .decided import IN_ORDER
from .marks import marks

COMMITMENT_HEADS = ["Party", "Does what", "By", "Owner"]
FIRST_TERMS = {
    "purpose": "This memorandum records what commissioners and providers have agreed on the intentions of the round.",
    "principles": "We plan together, share what we know, and raise problems early.",
    "governance": "The parties review progress each quarter in the round's own meeting.",
    "money": "Sums are those of the contracts. A cost that falls on another party is agreed with it first.",
    "information": "The parties share the figures that are needed to judge progress, and no more.",
    "duration": "It lasts as long as the round and is reviewed before the next one is published.",
    "dispute": "A dispute goes to the responsible directors, and then to the chief executives.",
    "exit": "A party may leave with six months' notice in writing.",
    "standing": "This memorandum is a statement of intent. It does not bind anybody in law and replaces no contract.",
}


def agreed(round: Round) -> QuerySet[Decision]:
    """The published decisions by which something is agreed, of a point or of a condition, in the order of the round."""
    return published(round).agreed()


def published(round: Round) -> Any:
    """All published decisions on responses that stand, in the order of the round."""
    found = Decision.objects.published().filter(position__response__round=round, position__response__status=Status.SUBMITTED)
    related = ("position__intention", "position__version", "position__response__organisation")
    return found.select_related(*related).prefetch_related(ruled("position__conditions"), "corrections").order_by(*IN_ORDER)


def for_everybody(round: Round) -> QuerySet[Decision]:
    """Those a memorandum is drafted from. Every party reads every clause, so what is commercially sensitive is in none."""
    return agreed(round).filter(open_to_all())


def behind(memorandum: Memorandum) -> tuple[int, int]:
    """How many points were accepted since its clauses were drafted, and how many of its clauses no longer stand."""
    drafted = set(memorandum.clauses.values_list("decision", "condition"))
    found = ((decision, condition) for decision in for_everybody(memorandum.round) for _, condition in clauses(decision))
    stand = {(decision.pk, condition.pk if condition else None) for decision, condition in found}
    return len(stand - drafted), len(drafted - stand)


def clauses(decision: Decision) -> Iterator[tuple[str, Condition | None]]:
    """One for everything agreed on a point that goes into a contract or the memorandum: its words, never what was merely asked."""
    position = decision.position
    about = f"On {position.intention.reference} {position.version.title}, {position.response.organisation.name}"
    for one, condition in agreements(decision):
        if one.destination in IN_MEMORANDUM:
            yield f"{about}: {in_words(one)}", condition


def trace(decision: Decision, condition: Condition | None) -> str:
    """From UEC-02 version 1, condition 1 of Harbourside: each clause can be followed back."""
    position = decision.position
    which = f", condition {condition.order + 1}" if condition else ""
    return f"From {position.intention.reference} version {position.version.number}{which} of {position.response.organisation.short_name}"


def traced(clause: Clause) -> str:
    """Where a clause comes from, with what is marked on it: how the answer came, and which correction of the decision it quotes."""
    quoted = marks(clause.decision, upto=clause.corrected)
    return "; ".join([trace(clause.decision, clause.condition), *(f"{mark[:1].lower()}{mark[1:]}" for mark in quoted)])


def text(memorandum: Memorandum) -> dict[str, Any]:
    """What is signed: parties, terms, clauses with where they come from, commitments."""
    rows = memorandum.clauses.select_related(
        "condition", "decision__position__intention", "decision__position__version", "decision__position__response__organisation"
    )
    parties = memorandum.parties.select_related("organisation").order_by("side", "organisation__name")
    commitments = memorandum.commitments.select_related("organisation").order_by("order")
    return {
        "round": memorandum.round.title,
        "number": memorandum.number,
        "parties": [[party.organisation.name, party.get_side_display()] for party in parties],
        "terms": [[label, memorandum.terms.get(name, "")] for name, label in TERMS.items()],
        "clauses": [[row.text, traced(row)] for row in rows.prefetch_related("decision__corrections").order_by("order")],
        "commitments": [[one.organisation.name, one.action, words.day(one.by_date), one.owner or words.NOT_KNOWN] for one in commitments],
    }


def facts(text: dict[str, Any], sha256: str) -> dict[str, Any]:
    """What is printed."""
    return {
        **text,
        "sha256": sha256,
        "header": [["Round", text["round"]], ["Version", str(text["number"])]],
        "party_heads": ["Party", "Side"],
        "commitment_heads": COMMITMENT_HEADS,
    }
