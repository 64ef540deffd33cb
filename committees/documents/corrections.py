"""Papers that quote decisions which were corrected since: which, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Max, Value
from django.db.models.functions import Coalesce

from providers.documents.correction import corrected_in
from providers.models import Clause, Correction, Memorandum
from providers.models.position import reference_by
from providers.states import MemorandumStatus

from ..models import Paper
from ..states import PaperForm
from .sources import memorandum_of

QUOTING = (PaperForm.RESPONSES, PaperForm.MEMORANDUM)
SIGNED = (MemorandumStatus.AGREED, MemorandumStatus.REPLACED)


def corrected(paper: Paper) -> str:
    """Said when decisions that the frozen text quotes were corrected since; the words of a draft are always the latest."""
    found = flagged([paper]).get(paper.pk)
    if not found:
        return ""
    return f"The decisions on {', '.join(found)} were corrected after this text was frozen. “You said, we did” has both texts."


def flagged(papers: Iterable[Paper]) -> dict[Any, list[str]]:
    """{paper: references} of the frozen ones that quote what was corrected; in as many queries for one as for hundreds.

    Nothing commercially sensitive is named: no paper quotes it.
    """
    frozen = [paper for paper in papers if paper.is_frozen and paper.edition and paper.form in QUOTING]
    found = {**_of_responses(frozen), **_of_memoranda(frozen)}
    return {paper: sorted(references) for paper, references in found.items() if references}


def _of_responses(papers: list[Paper]) -> dict[Any, set[str]]:
    """What was corrected after the text was frozen, in the programmes the paper speaks of."""
    asked = [(paper, _round_of(paper)) for paper in papers if paper.form == PaperForm.RESPONSES]
    if not asked:
        return {}
    path = "decision__position"
    changes = Correction.objects.filter(**{f"{path}__response__round__in": {round for _, round in asked}, f"{path}__is_sensitive": False})
    code = Coalesce(f"{path}__intention__published_in__code", f"{path}__frozen_chapter__code", Value(""))
    rows = changes.values_list(f"{path}__response__round", code, reference_by(f"{path}__"), "at")
    made = list(rows)
    return {
        paper.pk: {
            reference
            for where, code, reference, at in made
            if where == round and paper.cleared_at and at > paper.cleared_at and code in ("", *paper.programmes)
        }
        for paper, round in asked
    }


def _of_memoranda(papers: list[Paper]) -> dict[Any, set[str]]:
    """What was corrected in clauses of the memorandum that was the last one signed when the text was frozen."""
    asked = [(paper, _round_of(paper)) for paper in papers if paper.form == PaperForm.MEMORANDUM]
    if not asked:
        return {}
    rounds = {round for _, round in asked}
    signed = Memorandum.objects.filter(round__in=rounds, status__in=SIGNED).annotate(signed_at=Max("accords__signed_at"))
    made = list(signed.order_by("-number").values_list("pk", "round", "organisation", "contract", "signed_at"))
    stale: dict[Any, set[str]] = defaultdict(set)
    clauses = Clause.objects.filter(memorandum__in=[pk for pk, *_ in made], decision__corrected__gt=F("corrected"))
    for memorandum, reference in clauses.values_list("memorandum", reference_by("decision__position__")):
        stale[memorandum].add(reference)
    keys: dict[Any, list[Any]] = {pk: of for pk, *of, _ in made}  # the round, and with whom or on which contract

    def versions(paper: Paper, round: Any) -> list[tuple[Any, Any]]:
        """Of the memorandum that was chosen; papers of the time when a round had one chose none."""
        return [(pk, at) for pk, *of, at in made if of == keys.get(paper.memorandum_id, [round, *of[1:]])]

    return {paper.pk: stale[_signed_before(paper, versions(paper, round))] for paper, round in asked}


def _signed_before(paper: Paper, made: list[tuple[Any, Any]]) -> Any:
    return next((pk for pk, at in made if at and paper.cleared_at and at <= paper.cleared_at), None)


def _round_of(paper: Paper) -> Any:
    return paper.edition.round_id if paper.edition else None


def not_to_be_had(paper: Paper) -> list[str]:
    """Why the corrected words cannot be quoted yet."""
    if paper.form == PaperForm.MEMORANDUM and corrected_in(memorandum_of(paper)):
        return ["The memorandum still has the words from before. Draft its next version and have it signed, then issue the paper again."]
    return []
