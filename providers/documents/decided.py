"""You said, we did: what everybody may read of the decisions of a round, as rows of a list and as the facts of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from intentions.models import Intention, Round
from portal.nhsuk import words

from ..models import Condition, Correction, Decision, Position
from ..states import AGREED, ReplyStatus
from .agreed import agreements, asked, asked_of, in_words, paragraphs, refusals, ruled, sentences
from .marks import corrected_on, marks

PRIVATE = "Answered privately"
IN_ORDER = (
    "position__intention__published_in__order",  # points that hang on no intention come last
    "position__intention__published_order",
    "position__response__organisation__name",
    "position__own_reference",
)
BESIDE = "Beside the intentions"


def published(round: Round) -> QuerySet[Decision]:
    """Each point decided, its provider and the verdict with its reason; of a sensitive one only that it was answered."""
    return shown(Decision.objects.published().filter(position__response__round=round))


def shown(decisions: Any) -> QuerySet[Decision]:
    """With everything a row names, in a fixed number of queries."""
    related = (
        "position__intention__round",
        "position__intention__published_in",
        "position__frozen_chapter",
        "position__origin__intention__published_in",
        "position__response__organisation",
        "new_version",
        "batch",
        "reply",
    )
    return decisions.as_everyone_sees().select_related(*related).prefetch_related(ruled("position__conditions"), "corrections")


def said(decision: Any) -> str:
    """The position and its conditions; a point of their own in its words."""
    if decision.is_private:
        return PRIVATE
    if decision.position.is_own:
        return sentences([decision.position.about, decision.position.title, asked(decision.position)])
    return sentences([decision.position.get_stance_display(), *(one.text for one in decision.position.conditions.all())])


def did(decision: Any) -> str:
    """The answer or the reason; what is agreed, in its words; and what was not, with why."""
    if getattr(decision, "is_private", False):
        return PRIVATE
    return sentences([decision.reason, *agreed(decision), *(refused(one) for one in apart(decision))])


def verdict(decision: Any) -> str:
    """The decision in its word, and why."""
    if decision.is_private:
        return PRIVATE
    return sentences([f"{decision.get_verdict_display()}: {did(decision)}", answered_with(decision), corrected_on(decision)])


def agreed(decision: Any) -> list[str]:
    """Everything that is agreed on the point, each in its words with the sum, the activity and the day."""
    return [] if getattr(decision, "is_private", False) else [f"Agreed: {in_words(one)}" for one, _ in agreements(decision)]


def drawn(decision: Decision) -> list[tuple[Any, Condition | None, str, str]]:
    """Each thing agreed with what was asked and what stands, ready for a redline."""
    return [(one, condition, paragraphs(asked_of(decision, condition)), paragraphs(one.agreed)) for one, condition in agreements(decision)]


def laid_out(decision: Decision | None) -> dict[str, Any]:
    """A decision as a page draws it beside what was said; its position is loaded with its conditions and rulings."""
    if decision is None:
        return {"decision": None}
    corrections = history(decision.corrections.select_related("by"), decision) if decision.corrected else []
    drawn_ = {"agreed": drawn(decision), "refused": apart(decision), "corrections": corrections, "marks": marks(decision)}
    return {"decision": decision, **drawn_, "reply": answered_with(decision)}


def answered_with(decision: Any) -> str:
    """The provider's reply and the commissioner's last word, once they are published."""
    reply = getattr(decision, "reply", None)
    if reply is None or reply.status != ReplyStatus.PUBLISHED or getattr(decision, "is_private", False):
        return ""
    who = decision.position.response.organisation.name
    said = f"{who} agrees" if reply.is_agreement else f"{who} disagrees: {reply.reasons}"
    return sentences([said, f"Last word: {reply.last_word}" if reply.last_word else ""])


def history(corrections: Iterable[Correction], decision: Decision) -> list[dict[str, Any]]:
    """Each correction with what it replaced, and the words that replaced it: the last first."""
    stands = f"{decision.get_verdict_display()}: {did(decision)}"
    found = []
    for one in sorted(corrections, key=lambda one: -one.number):
        by = f"{words.history(one.at)} by {one.by.name}"
        found.append({"when": by, "why": one.why, "was": one.was["read"], "now": stands})
        stands = one.was["read"]
    return found


def agreed_or_why(decision: Any) -> str:
    """For whoever publishes: the agreed words; of what is refused, the reason."""
    return sentences(agreed(decision)) if decision.verdict in AGREED else decision.reason


def apart(decision: Any) -> list[Condition]:
    """Single conditions that were not accepted with the point, or not for its reason."""
    return [] if getattr(decision, "is_private", False) else [condition for _, condition in refusals(decision) if condition]


def refused(condition: Condition) -> str:
    """On one condition: not accepted, and why."""
    ruling = condition.ruling
    return f"{ruling.get_verdict_display()} on “{condition.text.rstrip('.')}”: {ruling.reason}"


def changed(decision: Any) -> str:
    if decision.is_private:
        return PRIVATE
    if decision.new_version:
        return f"Version {decision.new_version.number} of {decision.position.reference}"
    became = became_of(decision.position)
    if became:
        return f"{became.reference} is a new intention"
    return "A new version follows" if decision.needs_new_version else "Nothing"


def became_of(position: Position) -> Intention | None:
    """The intention that a proposal became, once everybody may read it."""
    origin = getattr(position, "origin", None) if position.is_own else None
    return origin.intention if origin and origin.intention.published_id else None


def paper(round: Round, decisions: QuerySet[Decision], at: datetime) -> dict[str, Any]:
    """The facts of the paper: a table for each programme; nothing in them that the public may not read."""
    rows = list(shown(decisions).order_by(*IN_ORDER))
    chapters = groupby(rows, key=lambda row: row.position.intention and row.position.intention.published_in)
    return {
        "round": round.title,
        "lead": round.lead.name,
        "header": [["Round", round.title], ["Commissioner", round.lead.name], ["Published", words.history(at)], ["Points", str(len(rows))]],
        "heads": ["Intention", "Change", "You said", "We decided", "What changes"],
        "chapters": [{**_chapter(chapter), "rows": [_row(row) for row in found]} for chapter, found in chapters],
    }


def _chapter(chapter: Any) -> dict[str, str]:
    return {"title": chapter.title, "code": chapter.code} if chapter else {"title": BESIDE, "code": "beside"}


def _row(decision: Any) -> list[str]:
    position = decision.position
    who = f"{position.response.whose}: {said(decision)}"
    cut = str(position.version.cut.label) if position.version else "None"
    return [position.reference, cut, who, verdict(decision), changed(decision)]
