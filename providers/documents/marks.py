"""What is marked wherever a decision is read: that it was corrected, and that its answer came by letter and was written down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from portal.nhsuk import words

from ..models import Decision, Response


def last_corrected(decision: Any, *, upto: int | None = None) -> datetime | None:
    """In London time; None where it stands as it was published. `upto` is the number of the correction that is quoted."""
    if not decision.corrected:
        return None
    last = decision.corrected if upto is None else upto
    return next((localtime(one.at) for one in decision.corrections.all() if one.number == last), None)


def corrected_on(decision: Any, *, upto: int | None = None) -> str:
    """Corrected on 3 December 2026; empty where it was not."""
    at = last_corrected(decision, upto=upto)
    return f"Corrected on {words.day(at.date())}" if at else ""


def came(response: Response) -> str:
    """How the answer came: an organisation submitted it, or commissioners wrote it down from a letter."""
    return response.recorded or "Submitted"


def marks(decision: Decision, *, upto: int | None = None) -> list[str]:
    """Everything that is marked on what comes of it."""
    return [mark for mark in (corrected_on(decision, upto=upto), decision.position.response.recorded) if mark]
