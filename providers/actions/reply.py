"""A provider's reply to a decision, and the commissioner's last word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock, step
from portal.nhsuk import words

from ..models import Decision, Reply, Timetable
from ..states import DecisionStatus, ReplyStatus
from . import letters
from .refusals import Refused


def until(round: Round) -> Any:
    """The last day of the window; None where the round takes no replies."""
    return Timetable.objects.filter(round=round).values_list("reply_by_date", flat=True).first()


@transaction.atomic
def reply(*, decision: Decision, by: User, at: datetime, is_agreement: bool, reasons: str = "") -> Reply:
    """Agree, or disagree with reasons, until the end of the round's last day. Said again before it is published, it replaces the first."""
    decision = lock(decision)
    response = decision.position.response
    if decision.status != DecisionStatus.PUBLISHED:
        raise CannotMove("reply", decision)
    last = until(response.round)
    if last is None or timezone.localtime(at).date() > last:
        raise Refused(f"Replies were taken until {words.day(last)}." if last else "This round takes no replies.")
    if not is_agreement and not reasons.strip():
        raise Refused("Enter why you disagree.")
    said = {"is_agreement": is_agreement, "reasons": reasons.strip(), "by": by, "at": at}
    found = Reply.objects.select_for_update().filter(decision=decision).first() or Reply(decision=decision)
    if found.status == ReplyStatus.PUBLISHED:
        raise CannotMove("reply", found)
    for name, value in said.items():
        setattr(found, name, value)
    found.save()
    says = f"{'agreed' if is_agreement else 'disagreed'} with the decision on {decision.position}"
    record("decision.replied", target=decision, by=by, at=at, owner=response.organisation, says=says)
    record("decision.replied", target=decision, by=by, at=at, owner=response.round.lead, says=says)
    letters.tell_replied(found)
    return found


@transaction.atomic
def publish_replies(*, round: Round, by: User, at: datetime, last_words: Mapping[Any, str]) -> list[Reply]:
    """Every reply with the commissioner's last word, at one moment. `last_words` are by reply; to an agreement it may be empty."""
    round = lock(round)
    held = Reply.objects.filter(decision__position__response__round=round, status=ReplyStatus.RECEIVED).select_for_update(of=("self",))
    replies = list(held.select_related("decision__position__intention", "decision__position__response__organisation"))
    if not replies:
        raise Refused("No reply waits to be published.")
    for one in replies:
        last_word = last_words.get(one.pk, "").strip()
        if not one.is_agreement and not last_word:
            raise Refused(f"Enter your last word to {one.decision.position}.")
        one = step(one, "publish")
        one.last_word, one.last_word_by, one.published_at = last_word, by, at
        one.save(update_fields=["status", "last_word", "last_word_by", "published_at"])
    says = f"published {len(replies)} {'reply' if len(replies) == 1 else 'replies'} to decisions on {round}"
    record("replies.published", target=round, by=by, at=at, owner=round.lead, says=says)
    for response in {one.decision.position.response_id: one.decision.position.response for one in replies}.values():
        letters.tell_last_word(response)
    return replies
