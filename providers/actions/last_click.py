"""The last click, from top to bottom: lock, judge, freeze the text, sign, receive, give the receipt, tell.

There is one stair, whoever takes it. An organisation alone goes up in one go; a member of a group steps off once it has signed, and
whoever submits for the group goes on from there. What is refused on any step leaves nothing behind, but that it came too late.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock, step
from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.printing.actions import order

from ..documents import canonical
from ..documents import receipt as documents
from ..documents.unsent import unsent
from ..models import Attachment, Invitation, Receipt, Response, Signature
from ..states import MOVES, Status
from . import letters
from .attempt import earlier_receipt, remember
from .omission import judge_half_said
from .refusals import CannotSign, FileSwapped, NothingAnswered, TextChanged, TooLate
from .signature import demand_signatures, drop_leavers, judge_signatory, needs_board


def submit(*, response: Response, by: User, arrived_at: datetime, key: str = "", words_sha256: str = "", **signing: Any) -> Receipt:
    """On time is: it reached the server at or before the deadline, to the microsecond, by the database's clock. No grace.

    Submitting twice is submitting once. For an organisation alone, submitting is signing, unless it has signed already.
    A late one stays the organisation's own draft, marked late, and raises TooLate. `signing` is what a signature says.
    Under a `key` the same words are answered with the same receipt however often they come.
    """
    with transaction.atomic():
        held = _lock(response)
        known = earlier_receipt(response=held, by=by, key=key, words_sha256=words_sha256)
        if known or held.status == Status.SUBMITTED:
            return known or held.receipt
        late_by = _judge(held, "submit", arrived_at)
        if late_by is None:
            text = _freeze(held, signing.pop("seen", ""))
            judge_half_said(held, text.left, by=by, without=signing.pop("without", ""), at=arrived_at)
            if not held.organisation.is_group and not held.signatures.valid().exists():
                _sign(held, text, by=by, organisation=held.organisation, at=arrived_at, **{"role": "Signatory", **signing})
            receipt = _arrive(held, text, by, arrived_at)
            remember(receipt, by=by, key=key, words_sha256=words_sha256, at=arrived_at)
            return receipt
        _keep_as_late(held, by, arrived_at, late_by)
    raise TooLate(late_by)


@transaction.atomic
def sign(*, response: Response, by: User, organisation: Organisation, at: datetime, seen: str = "", **said: Any) -> Signature:
    """A signatory signs for their own organisation, once, before the deadline. The hash says exactly what was signed.

    `seen` is the hash of the text the signatory read: if the text is another by now, nothing is signed. What is half said is left
    out only by choice, here as in `submit`: `without` is the hash of what this person chose to leave out.
    In a group that only advises, the member's board has confirmed the text first, on `confirmed_date`.
    """
    held = _lock(response)
    late_by = _judge(held, "sign", at)
    if late_by is not None:
        raise TooLate(late_by)
    text = _freeze(held, seen)
    judge_half_said(held, text.left, by=by, without=said.pop("without", ""), at=at)
    return _sign(held, text, by=by, organisation=organisation, at=at, **said)


# ── Lock ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _lock(response: Response) -> Response:
    """The invitation before the response, always, so that two who come at once wait for each other and never for ever."""
    invitation: Invitation = lock(response.invitation, "round__lead", "organisation")
    held: Response = lock(response)
    held.invitation, held.round, held.organisation = invitation, invitation.round, invitation.organisation
    if held.edition_id == response.edition_id:
        held.edition = response.edition  # known already, and never changed
    return held


# ── Judge ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _judge(held: Response, verb: str, at: datetime) -> timedelta | None:
    """Whether it can still be submitted at all; then by how much it is late, or None when it is in time."""
    if not MOVES.allows("submit", held.status) or held.deadline is None:
        raise CannotMove(verb, held)
    return None if held.invitation.is_open(at) else at - held.deadline


def _keep_as_late(held: Response, by: User, at: datetime, late_by: timedelta) -> None:
    held.late_at = at
    held.save(update_fields=["late_at"])
    says = f"tried to submit the response to {held.round} at {words.clock(at, 'seconds')}, after the deadline"
    record("response.late", target=held, by=by, at=at, owner=held.organisation, says=says, seconds=late_by.total_seconds())


# ── Freeze the text ─────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Text:
    """The words as they stand under the lock, their hash, and what is half said and no part of them."""

    content: dict[str, Any]
    sha256: str
    left: list[dict[str, str]]

    @property
    def positions(self) -> int:
        return len(self.content["items"])


def _freeze(held: Response, seen: str) -> Text:
    """From here on everything is of this text; refused when it is not the one that was `seen`."""
    positions = canonical.begun(held)
    content = canonical.text(held, positions)
    text = Text(content, canonical.sha256(content), unsent(held, positions))
    if seen and seen != text.sha256:
        raise TextChanged
    return text


# ── Sign ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _sign(
    held: Response,
    text: Text,
    *,
    by: User,
    organisation: Organisation,
    at: datetime,
    role: str,
    reservation: str = "",
    is_dissent: bool = False,
    confirmed_date: date | None = None,
) -> Signature:
    """One organisation, under exactly this text."""
    judge_signatory(held, by, organisation)
    if is_dissent and not reservation.strip():
        raise CannotSign("A dissent says what you do not agree to.")
    if needs_board(held) and (confirmed_date is None or confirmed_date > localdate(at)):
        raise CannotSign(f"The board of {organisation} must confirm the text before you sign: the group only advises.")
    signature = Signature.objects.create(
        response=held,
        organisation=organisation,
        signatory=by,
        signatory_role=role,
        signed_at=at,
        text_sha256=text.sha256,
        reservation=reservation,
        is_dissent=is_dissent,
        confirmed_date=confirmed_date,
    )
    how = " with a dissent" if is_dissent else " with a reservation" if reservation else ""
    says = f"signed the response to {held.round} for {organisation}{how}"
    record("response.signed", target=held, by=by, at=at, owner=held.organisation, says=says, sha256=text.sha256)
    return signature


# ── Receive, give the receipt, tell ─────────────────────────────────────────────────────────────────────────────────
def _arrive(held: Response, text: Text, by: User, at: datetime) -> Receipt:
    """The upper half of the stair, in one go."""
    signatures = _receive(held, text, by, at)
    receipt = _give_receipt(held, text, signatures, by, at)
    _tell(receipt, text, by, at)
    return receipt


def _receive(held: Response, text: Text, by: User, at: datetime) -> list[Signature]:
    """Whole, signed by all who must, and in place of what stood before."""
    if not text.positions:
        raise NothingAnswered
    if any(one["attachments"] for one in text.content["items"]):
        _compare_files(held)
    drop_leavers(held, by=by, at=at)
    signatures = list(held.signatures.valid().select_related("organisation", "signatory").order_by("signed_at", "organisation__name"))
    demand_signatures(held, signatures, text.sha256)
    standing = held.invitation.responses.standing().first()
    if standing:
        advance(standing, "replace").save(update_fields=["status"])
    step(held, "submit")
    held.received_at, held.submitted_by = at, by
    held.save(update_fields=["status", "received_at", "submitted_by"])
    return signatures


def _compare_files(held: Response) -> None:
    """What is stored is what was signed: each file is read again and its hash compared."""
    for attachment in Attachment.objects.filter(position__in=held.positions.answered()):
        with attachment.file.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != attachment.sha256:
                raise FileSwapped(attachment)


def _give_receipt(held: Response, text: Text, signatures: list[Signature], by: User, at: datetime) -> Receipt:
    """Number, frozen text and hash; the paper is ordered with all it needs."""
    number = documents.draw_number()
    while Receipt.objects.filter(number=number).exists():
        number = documents.draw_number()
    received = documents.content(text.content, signatures, number=number, received_at=at)
    facts = documents.facts(received, received_at=at, deadline=held.deadline)
    document = order(template="documents/receipt.html", facts=facts, title=f"Receipt {number}", file_name=f"receipt-{number}", by=by)
    hashed = canonical.sha256(received)
    return Receipt.objects.create(response=held, number=number, received_at=at, content=received, sha256=hashed, document=document)


def _tell(receipt: Receipt, text: Text, by: User, at: datetime) -> None:
    """The history of both sides, and an email to everybody who answered."""
    held = receipt.response
    says = f"submitted the response to {held.round}: {text.positions} positions, receipt {receipt.number}"
    record("response.submitted", target=held, by=by, at=at, owner=held.organisation, says=says, sha256=receipt.sha256)
    told = f"submitted the response of {held.organisation}"
    record("round.answered", target=held.round, by=by, at=at, owner=held.round.lead, says=told)
    letters.tell_received(receipt, text.positions)
