"""The link an invited person gets: it works once, for fourteen days, and names nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError

from .models import Offer

DAYS = 14
signer = signing.TimestampSigner(salt="portal.organisations.invitations")


def words_of(offer: Offer) -> dict[str, str]:
    """The two halves of the address: which invitation, and the proof that we sent it."""
    uid, _, token = signer.sign(offer.pk.hex).partition(":")
    return {"uid": uid, "token": token}


def invited(uid: str, token: str, *, ended: bool = False) -> Offer | None:
    """The invitation that a link stands for while it works; `ended` takes one of ours however old it is."""
    age: Any = None if ended else timedelta(days=DAYS)
    try:
        pk = UUID(signer.unsign(f"{uid}:{token}", max_age=age))
    except (signing.BadSignature, ValueError, ValidationError):
        return None
    return Offer.objects.waiting().select_related("user", "organisation", "offered_by").filter(pk=pk).first()
