"""The text of a memorandum as it is offered, signed and printed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from portal.nhsuk import words

from ..models import TERMS, Clause, Condition, Decision, Memorandum, Party
from .agreed import ended, paragraphs
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


def trace(decision: Decision, condition: Condition | None) -> str:
    """From UEC-02 version 1, condition 1 of Harbourside: each clause can be followed back."""
    position = decision.position
    who = position.response.organisation.short_name
    if position.is_own:
        return f"From {position.reference} of {who}"
    which = f", condition {condition.order + 1}" if condition else ""
    return f"From {position.reference} version {position.read.number}{which} of {who}"


OWN = "Added to this memorandum; it comes from no decision"


def origin(clause: Clause) -> str:
    """Where a clause comes from, with what is marked on it: how the answer came, and which correction of the decision it quotes."""
    if clause.decision is None:
        return OWN
    quoted = marks(clause.decision, upto=clause.corrected)
    return "; ".join([trace(clause.decision, clause.condition), *(f"{mark[:1].lower()}{mark[1:]}" for mark in quoted)])


def text(memorandum: Memorandum) -> dict[str, Any]:
    """What is signed: parties, terms, clauses with where they come from and what was agreed, what is left out and why, commitments."""
    parties = memorandum.parties.select_related("organisation").order_by("side", "organisation__name")
    commitments = memorandum.commitments.select_related("organisation").order_by("order")
    clauses = list(loaded(memorandum))
    return {
        "round": memorandum.round.title,
        "about": memorandum.with_whom,
        "number": memorandum.number,
        "offered": memorandum.offered,
        "parties": [[one.organisation.name, _side(one)] for one in parties if not one.taken_out_because],
        "taken_out": [[one.organisation.name, one.taken_out_because] for one in parties if one.taken_out_because],
        "terms": [[label, memorandum.terms.get(name, "")] for name, label in TERMS.items()],
        "clauses": [[one.text, origin(one), one.agreed if one.is_changed else ""] for one in clauses if not one.left_out_because],
        "left_out": [[one.agreed, origin(one), one.left_out_because] for one in clauses if one.left_out_because],
        "commitments": [[one.organisation.name, one.action, words.day(one.by_date), one.owner or words.NOT_KNOWN] for one in commitments],
    }


def whole(text: dict[str, Any]) -> dict[str, Any]:
    """A frozen text with all that a reader asks of it: those that were offered earlier say less."""
    clauses = [[*row, ""][:3] for row in text["clauses"]]
    return {"about": "of the whole round", "offered": 1, "taken_out": [], "left_out": [], **text, "clauses": clauses}


def shown(memorandum: Memorandum) -> dict[str, Any]:
    """What its readers read: the words as they are now of a draft, else those that were offered."""
    return text(memorandum) if memorandum.is_unread or memorandum.text is None else whole(memorandum.text)


def loaded(memorandum: Memorandum) -> QuerySet[Clause]:
    """Its clauses in their order, with where they come from."""
    of_it = ("intention", "version", "frozen_chapter", "response__organisation")
    return (
        memorandum.clauses.select_related("condition", *(f"decision__position__{name}" for name in of_it))
        .prefetch_related("decision__corrections")
        .order_by("order")
    )


def file_name(memorandum: Memorandum) -> str:
    """memorandum-sel-2027-acute-1"""
    about = memorandum.organisation.slug if memorandum.organisation else slugify(memorandum.contract)
    return "-".join(filter(None, ["memorandum", memorandum.round.slug, about, str(memorandum.number)]))


def _side(party: Party) -> str:
    return f"{party.get_side_display()}, signs through its members" if party.organisation.is_group else party.get_side_display()


def facts(text: dict[str, Any], sha256: str) -> dict[str, Any]:
    """What is printed."""
    again = [["Offered", f"{text['offered']} times; signatures of earlier texts do not count"]] if text["offered"] > 1 else []
    return {
        **text,
        "sha256": sha256,
        "clauses": [[said, ended(source), paragraphs(agreed), paragraphs(said)] for said, source, agreed in text["clauses"]],
        "left_out": [[said, ended(source), ended(because)] for said, source, because in text["left_out"]],
        "header": [["Round", text["round"]], ["Memorandum", text["about"]], ["Version", str(text["number"])], *again],
        "party_heads": ["Party", "Side"],
        "commitment_heads": COMMITMENT_HEADS,
    }
