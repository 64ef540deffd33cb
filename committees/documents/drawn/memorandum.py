"""The memorandum that commissioners and providers signed, in the words that were signed."""

from __future__ import annotations

from html import escape
from typing import Any

from intentions.documents.paper.sections import numbered, plain, section
from intentions.documents.paper.text import Facts, named, paragraph, table
from portal.nhsuk import words
from providers.models import Memorandum

from ...models import Paper
from .. import sources


def memorandum(paper: Paper) -> list[Facts]:
    """Parties, terms, what was agreed and where each point comes from, commitments, and who signed."""
    signed = sources.memorandum_of(paper)
    text: dict[str, Any] = signed.text or {}
    terms = [(label, said) for label, said in text["terms"] if said]
    return numbered(
        [
            section("Parties", lambda number: plain([table("Who agrees", ["Party", "Side"], text["parties"])])),
            section("Terms", lambda number: plain([named(label, said, f"{number}.{at}") for at, (label, said) in enumerate(terms, 1)])),
            section("What is agreed", lambda number: plain(_clauses(text["clauses"], number))),
            section("Commitments", lambda number: plain(_commitments(text["commitments"]))),
            section("Signatures", lambda number: plain([_signatures(signed)])),
        ]
    )


def _clauses(rows: list[list[str]], number: str) -> list[Facts]:
    return [paragraph(escape(f"{said} ({source}.)"), f"{number}.{at}") for at, (said, source) in enumerate(rows, 1)]


def _commitments(rows: list[list[str]]) -> list[Facts]:
    return [table("Who does what", ["Party", "Does what", "By", "Owner"], rows)] if rows else []


def _signatures(signed: Memorandum) -> Facts:
    accords = signed.accords.filter(text_sha256=signed.text_sha256).select_related("organisation").order_by("signed_at", "pk")
    rows = [[accord.organisation.name, accord.signatory_role, words.when(accord.signed_at)] for accord in accords]
    return table("Who signed", ["Party", "As", "When"], rows)
