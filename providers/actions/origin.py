"""A proposal that was accepted becomes a draft intention, which knows where it came from."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from intentions import actions as intentions
from intentions.models import Chapter
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock

from ..documents.agreed import paragraphs
from ..models import Decision, Origin, Position
from ..states import AGREED, DecisionStatus, Subject, Verdict
from .refusals import Refused


@transaction.atomic
def adopt(*, position: Position, chapter: Chapter, by: User, at: datetime) -> Origin:
    """A draft in the chapter and round that the commissioner chose, once: in its own words if it was accepted, else in those agreed.

    Only what was accepted in public: a draft is read by everybody who writes the round it goes into.
    """
    lock(position.response)
    made = Origin.objects.filter(position=position).first()
    if made:
        return made
    decision = Decision.objects.filter(position=position).first()
    _judge(position, decision)
    accepted = decision is not None and decision.verdict == Verdict.ACCEPT
    words = position.words if accepted or decision is None else paragraphs(decision.agreed)
    content = {"title": position.title, "description": words}
    intention = intentions.add_intention(chapter=chapter, by=by, owner=by, content=content)
    origin = Origin.objects.create(position=position, intention=intention, by=by, at=at)
    for owner in {chapter.round.lead, position.response.round.lead}:
        says = f"made {intention} of {chapter.round} from {position}"
        record("intention.adopted", target=intention, by=by, at=at, owner=owner, says=says, position=str(position.pk))
    return origin


def _judge(position: Position, decision: Decision | None) -> None:
    if position.subject != Subject.PROPOSED:
        raise Refused("Only a proposed new intention can become one.")
    if decision is None or decision.status != DecisionStatus.PUBLISHED or decision.verdict not in AGREED:
        raise Refused("A proposal becomes a draft intention once the decision that accepts it is published.")
    if position.is_sensitive:
        raise Refused("This proposal is commercially sensitive and was answered privately. It cannot become an intention as it stands.")
