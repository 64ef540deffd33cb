"""Submitting: one transaction, one clock, one receipt."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock, step
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.printing.actions import order

from ..documents import receipt as documents
from ..documents.canonical import sha256
from ..models import Attachment, Invitation, Receipt, Response, Signature
from ..states import MOVES, Status
from . import letters
from .attempt import earlier_receipt, remember
from .refusals import FileSwapped, NothingAnswered, TooLate
from .signature import demand_signatures, drop_leavers, put_signature, read_text


def submit(*, response: Response, by: User, arrived_at: datetime, key: str = "", words_sha256: str = "", **signing: Any) -> Receipt:
    """On time is: it reached the server at or before the deadline, to the microsecond, by the database's clock. No grace.

    Submitting twice is submitting once. For an organisation alone, submitting is signing, unless it has signed already.
    A late one stays the organisation's own draft, marked late, and raises TooLate. `signing` is what a signature says.
    Under a `key` the same words are answered with the same receipt however often they come.
    """
    with transaction.atomic():
        invitation = lock(response.invitation, "round__lead", "organisation")
        response = _held(response, invitation)
        known = earlier_receipt(response=response, by=by, key=key, words_sha256=words_sha256)
        if known or response.status == Status.SUBMITTED:
            return known or response.receipt
        if not MOVES.allows("submit", response.status):
            raise CannotMove("submit", response)
        late_by = _late_by(invitation, arrived_at)
        if late_by is None:
            receipt = _receive(response, invitation, by, arrived_at, {"role": "Signatory", **signing})
            if key:
                remember(receipt, by=by, key=key, words_sha256=words_sha256, at=arrived_at)
            return receipt
        _keep_as_late(response, by, arrived_at, late_by)
    raise TooLate(late_by)


def _held(response: Response, invitation: Invitation) -> Response:
    """Locked, with what is known of it: its invitation as it is now, and its edition, which never changes."""
    held: Response = lock(response)
    held.invitation, held.round, held.organisation, held.edition = invitation, invitation.round, invitation.organisation, response.edition
    return held


def _late_by(invitation: Invitation, arrived_at: datetime) -> timedelta | None:
    if invitation.deadline is None:
        raise CannotMove("submit", invitation.round)
    return None if invitation.is_open(arrived_at) else arrived_at - invitation.deadline


def _keep_as_late(response: Response, by: User, arrived_at: datetime, late_by: timedelta) -> None:
    response.late_at = arrived_at
    response.save(update_fields=["late_at"])
    says = f"tried to submit the response to {response.round} at {words.clock(arrived_at, 'seconds')}, after the deadline"
    record("response.late", target=response, by=by, at=arrived_at, owner=response.organisation, says=says, seconds=late_by.total_seconds())


def _receive(response: Response, invitation: Invitation, by: User, arrived_at: datetime, signing: dict[str, Any]) -> Receipt:
    text, of_this_text = read_text(response, signing.pop("seen", ""))
    positions = len(text["items"])
    if not positions:
        raise NothingAnswered
    if not response.organisation.is_group and not response.signatures.valid().exists():
        put_signature(response, of_this_text, by=by, organisation=response.organisation, at=arrived_at, **signing)
    if any(one["attachments"] for one in text["items"]):
        _compare_files(response)
    drop_leavers(response, by=by, at=arrived_at)
    signatures = list(response.signatures.valid().select_related("organisation", "signatory").order_by("signed_at", "organisation__name"))
    demand_signatures(response, signatures, of_this_text)
    _replace_the_standing_one(invitation)
    step(response, "submit")
    response.received_at, response.submitted_by = arrived_at, by
    response.save(update_fields=["status", "received_at", "submitted_by"])
    receipt = _give_receipt(response, text, signatures, by, arrived_at)
    says = f"submitted the response to {response.round}: {positions} positions, receipt {receipt.number}"
    record("response.submitted", target=response, by=by, at=arrived_at, owner=response.organisation, says=says, sha256=receipt.sha256)
    told = f"submitted the response of {response.organisation}"
    record("round.answered", target=response.round, by=by, at=arrived_at, owner=response.round.lead, says=told)
    letters.tell_received(receipt, positions)
    return receipt


def _compare_files(response: Response) -> None:
    """What is stored is what was signed: each file is read again and its hash compared."""
    for attachment in Attachment.objects.filter(position__in=response.positions.answered()):
        with attachment.file.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != attachment.sha256:
                raise FileSwapped(attachment)


def _replace_the_standing_one(invitation: Invitation) -> None:
    standing = invitation.responses.standing().first()
    if standing:
        replaced = advance(standing, "replace")
        replaced.save(update_fields=["status"])


def _give_receipt(response: Response, text: dict[str, Any], signatures: list[Signature], by: User, received_at: datetime) -> Receipt:
    """Number, frozen text and hash; the paper is ordered with all it needs."""
    number = documents.draw_number()
    while Receipt.objects.filter(number=number).exists():
        number = documents.draw_number()
    received = documents.content(text, signatures, number=number, received_at=received_at)
    facts = documents.facts(received, received_at=received_at, deadline=response.deadline)
    document = order(template="documents/receipt.html", facts=facts, title=f"Receipt {number}", file_name=f"receipt-{number}", by=by)
    return Receipt.objects.create(
        response=response,
        number=number,
        received_at=received_at,
        content=received,
        sha256=sha256(received),
        document=document,
    )


@transaction.atomic
def withdraw(*, response: Response, by: User, reason: str, at: datetime | None = None) -> Response:
    """What was submitted no longer counts; it and its receipt are kept. Only until the deadline."""
    at = at or database_now()
    invitation = lock(response.invitation)
    response = advance(response, "withdraw")
    if not invitation.is_open(at):
        raise TooLate(at - invitation.deadline)
    response.save(update_fields=["status"])
    for owner in (response.organisation, response.round.lead):
        says = f"withdrew the response of {response.organisation}: {reason}"
        record("response.withdrawn", target=response, by=by, at=at, owner=owner, says=says, reason=reason)
    letters.tell_withdrawn(response)
    return response
