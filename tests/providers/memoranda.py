"""Points that were agreed, and the memoranda drafted, offered and signed from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from providers import actions
from providers.models import Memorandum

from .conftest import IN_TIME

UNTIL = date(2027, 1, 29)


def settle(invitation: Any, by: Any, author: Any, approver: Any, words: dict[Any, str], **beside: Any) -> Any:
    """An answer with one condition on each of these intentions, submitted; each condition accepted, and all published."""
    response = actions.start(invitation=invitation, by=by)
    for intention, text in words.items():
        content = {"stance": "support-with-conditions", "conditions": [{"text": text, "by_date": None}]}
        actions.save_position(response=response, intention=intention, by=by, content=content)
    actions.submit(response=response, by=by, arrived_at=IN_TIME, role="Chief executive")
    for position in response.positions.all():
        rulings = [{"condition": one, "verdict": "accept", "destination": "memorandum", **beside} for one in position.conditions.all()]
        actions.decide(position=position, by=author, verdict="accept", rulings=rulings)
    actions.publish_decisions(round=invitation.round, by=approver, at=IN_TIME)
    return response


def offer(memorandum: Memorandum, by: Any, until: date = UNTIL, at: Any = IN_TIME) -> Memorandum:
    return actions.offer(memorandum=memorandum, by=by, until=until, at=at)


def agree(memorandum: Memorandum, by: Any, organisation: Any, seen: str | None = None, at: Any = IN_TIME) -> Any:
    seen = memorandum.text_sha256 if seen is None else seen
    return actions.agree(memorandum=memorandum, by=by, organisation=organisation, role="Chief executive", at=at, seen=seen)


def decline(memorandum: Memorandum, by: Any, organisation: Any, reason: str = "The sum is too low") -> Any:
    said = {"reason": reason, "at": IN_TIME, "seen": memorandum.text_sha256}
    return actions.decline_memorandum(memorandum=memorandum, by=by, organisation=organisation, **said)


def texts(memorandum: Memorandum) -> list[str]:
    return list(memorandum.clauses.filter(left_out_because="").order_by("order").values_list("text", flat=True))
