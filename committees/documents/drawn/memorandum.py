"""The memorandum that commissioners and providers signed, in the words that were signed."""

from __future__ import annotations

from html import escape
from typing import Any

from intentions.documents.paper.sections import numbered, plain, section
from intentions.documents.paper.text import Facts, named, paragraph, table
from portal.nhsuk import words
from providers.documents.agreed import ended
from providers.documents.memorandum import whole
from providers.models import Memorandum

from ...models import Paper
from .. import sources


def memorandum(paper: Paper) -> list[Facts]:
    """Parties, terms, what was agreed and where each point comes from, commitments, and who signed."""
    signed = sources.memorandum_of(paper)
    text: dict[str, Any] = whole(signed.text or {})
    terms = [(label, said) for label, said in text["terms"] if said]
    return numbered(
        [
            section("Parties", lambda number: plain(_parties(text, number))),
            section("Terms", lambda number: plain([named(label, said, f"{number}.{at}") for at, (label, said) in enumerate(terms, 1)])),
            section("What is agreed", lambda number: plain(_clauses(text["clauses"], number))),
            section("Agreed, and left out of this memorandum", lambda number: plain(_left_out(text["left_out"], number))),
            section("Commitments", lambda number: plain(_commitments(text["commitments"]))),
            section("Signatures", lambda number: plain([_signatures(signed)])),
        ]
    )


def _parties(text: dict[str, Any], number: str) -> list[Facts]:
    parties = [table("Who agrees", ["Party", "Side"], text["parties"])]
    out = [f"No party: {name}. {ended(because)}" for name, because in text["taken_out"]]
    return parties + [paragraph(escape(said), f"{number}.{at}") for at, said in enumerate(out, 1)]


def _clauses(rows: list[list[str]], number: str) -> list[Facts]:
    """Each where it comes from; where its words are others than were agreed, those too."""
    found = []
    for at, (said, source, agreed) in enumerate(rows, 1):
        was = f" Changed here. As agreed: “{agreed}”" if agreed else ""
        found.append(paragraph(escape(f"{said} ({ended(source)}){was}"), f"{number}.{at}"))
    return found


def _left_out(rows: list[list[str]], number: str) -> list[Facts]:
    said = (f"{words} ({ended(source)}) Left out because: {ended(because)}" for words, source, because in rows)
    return [paragraph(escape(one), f"{number}.{at}") for at, one in enumerate(said, 1)]


def _commitments(rows: list[list[str]]) -> list[Facts]:
    return [table("Who does what", ["Party", "Does what", "By", "Owner"], rows)] if rows else []


def _signatures(signed: Memorandum) -> Facts:
    accords = signed.accords.filter(text_sha256=signed.text_sha256).select_related("organisation").order_by("signed_at", "pk")
    rows = [[accord.organisation.name, accord.signatory_role, words.when(accord.signed_at)] for accord in accords]
    return table("Who signed", ["Party", "As", "When"], rows)
