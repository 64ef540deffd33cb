"""You said, we did: what everybody may read of the decisions of a round, as rows of a list and as the facts of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet

from intentions.models import Round
from portal.nhsuk import words

from ..models import Condition, Decision

PRIVATE = "Answered privately"
IN_ORDER = ("position__intention__chapter__order", "position__intention__order", "position__response__organisation__name")


def published(round: Round) -> QuerySet[Decision]:
    """Each point decided, its provider and the verdict with its reason; of a sensitive one only that it was answered."""
    return shown(Decision.objects.published().filter(position__response__round=round))


def shown(decisions: Any) -> QuerySet[Decision]:
    """With everything a row names, in a fixed number of queries."""
    conditions = Condition.objects.select_related("ruling").order_by("order", "pk")
    related = ("position__intention__round", "position__intention__chapter", "position__response__organisation", "new_version", "batch")
    return decisions.as_everyone_sees().select_related(*related).prefetch_related(Prefetch("position__conditions", queryset=conditions))


def said(decision: Any) -> str:
    """The position and its conditions."""
    if decision.is_private:
        return PRIVATE
    return sentences([decision.position.get_stance_display(), *(one.text for one in decision.position.conditions.all())])


def did(decision: Any) -> str:
    """The reason, and what was decided on a condition where that is something else."""
    if decision.is_private:
        return PRIVATE
    rulings = [ruled(one) for one in decision.position.conditions.all() if hasattr(one, "ruling")]
    return sentences([decision.reason or "Accepted as it stands", *rulings])


def verdict(decision: Any) -> str:
    """The decision in its word, and why."""
    return PRIVATE if decision.is_private else f"{decision.get_verdict_display()}: {did(decision)}"


def ruled(condition: Condition) -> str:
    """On one condition: accepted in part, and why."""
    ruling = condition.ruling
    reason = f": {ruling.reason}" if ruling.reason else ""
    return f"{ruling.get_verdict_display()} on “{condition.text.rstrip('.')}”{reason}"


def changed(decision: Any) -> str:
    if decision.is_private:
        return PRIVATE
    if decision.new_version:
        return f"Version {decision.new_version.number} of {decision.position.intention.reference}"
    return "A new version follows" if decision.needs_new_version else "Nothing"


def sentences(texts: Iterable[str]) -> str:
    """Several short texts read one after the other."""
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in texts)


def paper(round: Round, decisions: QuerySet[Decision], at: datetime) -> dict[str, Any]:
    """The facts of the paper: a table for each programme; nothing in them that the public may not read."""
    rows = list(shown(decisions).order_by(*IN_ORDER))
    chapters = groupby(rows, key=lambda row: row.position.intention.chapter)
    return {
        "round": round.title,
        "lead": round.lead.name,
        "header": [["Round", round.title], ["Commissioner", round.lead.name], ["Published", words.history(at)], ["Points", str(len(rows))]],
        "heads": ["Intention", "You said", "We decided", "What changes"],
        "chapters": [{"title": chapter.title, "code": chapter.code, "rows": [_row(row) for row in found]} for chapter, found in chapters],
    }


def _row(decision: Any) -> list[str]:
    position = decision.position
    who = f"{position.response.organisation.name}: {said(decision)}"
    return [position.intention.reference, who, verdict(decision), changed(decision)]
