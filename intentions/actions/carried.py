"""Suggestions follow the draft through every save: as long as all of one fits, it is a proposal for the text as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from portal.accounts.models import User
from portal.moves.clock import database_now
from portal.richtext.changes import Change, changes
from portal.richtext.rebase import rebase

from ..models import Settlement, Suggestion
from ..states import Settled


def carry_suggestions(suggestions: Any, text: Callable[[Suggestion], Mapping[str, str]]) -> None:
    """Inside the caller's transaction. What does not fit any more stays as it was, so that it fits again if its words come back."""
    carried = list(suggestions.open())
    for suggestion in carried:
        _carry(suggestion, text(suggestion)[suggestion.part], database_now())
    Suggestion.objects.bulk_update(carried, ["base", "wanted", "is_overtaken", "closed_at"])


def _carry(suggestion: Suggestion, now: str, at: datetime) -> None:
    carried = rebase(suggestion.base, now, suggestion.wanted)
    suggestion.is_overtaken = bool(carried.overtaken)
    if carried.overtaken:
        return
    if carried.text == now:
        every = changes(suggestion.base, suggestion.wanted)
        settle_changes(suggestion, every, Settled.THERE, by=None, at=at)
        suggestion.closed_at = at
    suggestion.base, suggestion.wanted = now, carried.text


def settle_changes(suggestion: Suggestion, every: Iterable[Change], outcome: Settled, *, by: User | None, at: datetime) -> None:
    """What became of each, with its words."""
    last = suggestion.settled.count()
    Settlement.objects.bulk_create(
        Settlement(suggestion=suggestion, order=number, **_in_words(change), outcome=outcome, by=by, at=at)
        for number, change in enumerate(every, last + 1)
    )


def _in_words(change: Change) -> dict[str, str]:
    return {"where": change.where[:100], "was": change.was, "becomes": change.becomes}
