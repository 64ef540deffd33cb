"""What a decision said before it was corrected, and what quotes it still."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from ..models import Correction, Decision, Memorandum
from ..models.position import reference_by
from ..states import MemorandumStatus
from .agreed import SETTLED
from .decided import did


def snapshot(decision: Decision) -> dict[str, Any]:
    """The decision as it stands, so that it can be read, and compared, when it no longer does."""
    about = {name: getattr(decision, name) for name in ("owner", "needs_new_version")}
    rulings = [{"condition": str(one.condition_id), **_plain(one)} for one in decision.rulings.order_by("condition__order", "pk")]
    read = f"{decision.get_verdict_display()}: {did(decision)}"
    return {**_plain(decision), **about, "rulings": rulings, "read": read}


def _plain(settled: Any) -> dict[str, Any]:
    said = {name: getattr(settled, name) for name in SETTLED}
    return {**said, "agreed_by_date": said["agreed_by_date"].isoformat() if said["agreed_by_date"] else None}


def quoting(memoranda: QuerySet[Memorandum]) -> QuerySet[Memorandum]:
    """Those that still stand and have a clause with words that were corrected since."""
    return memoranda.exclude(status=MemorandumStatus.REPLACED).filter(clauses__decision__corrected__gt=F("clauses__corrected")).distinct()


def corrected_in(memorandum: Memorandum) -> list[str]:
    """The references whose clauses quote words that were corrected."""
    stale = memorandum.clauses.filter(decision__corrected__gt=F("corrected"))
    return sorted(set(stale.values_list(reference_by("decision__position__"), flat=True)))


def since(round: Any, at: datetime | None) -> list[str]:
    """References of the round whose decisions were corrected after a paper was frozen; nothing commercially sensitive is named."""
    if at is None:
        return []
    found = Correction.objects.filter(decision__position__response__round=round, decision__position__is_sensitive=False, at__gt=at)
    return sorted(set(found.values_list(reference_by("decision__position__"), flat=True)))
