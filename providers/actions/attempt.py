"""A submission asked for again under its key is answered again, and done once. Another text under the same key is refused."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from portal.accounts.models import User

from ..models import Attempt, Receipt, Response
from .refusals import KeyReused


def earlier_receipt(*, response: Response, by: User, key: str, words_sha256: str) -> Receipt | None:
    """What the first use of this key was answered with; None when it is new (or no key at all)."""
    found = Attempt.objects.select_related("receipt").filter(by=by, key=key).first() if key else None
    if found is None:
        return None
    if found.response_id != response.pk or found.words_sha256 != words_sha256:
        raise KeyReused
    return found.receipt


def remember(receipt: Receipt, *, by: User, key: str, words_sha256: str, at: datetime) -> None:
    """The key, if there is one, belongs to this receipt from now on."""
    if not key:
        return
    try:
        with transaction.atomic():
            Attempt.objects.create(key=key, by=by, response=receipt.response, words_sha256=words_sha256, receipt=receipt, arrived_at=at)
    except IntegrityError as taken:  # by the same person for another response, at this very moment
        raise KeyReused from taken
