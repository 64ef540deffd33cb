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
from ..models import Attachment, Enclosure, Invitation, Receipt, Response, Signature
from ..states import MOVES, Status
from . import letters, news, signing_letters
from .attempt import earlier_receipt, remember
from .omission import judge_half_said
from .refusals import CannotSign, FileSwapped, NothingAnswered, Refused, TextChanged, TooLate
from .signature import demand_signatures, end_decline, judge_signatory, missing, needs_board, note_leavers, required, signing_ids


def submit(*, response: Response, by: User, arrived_at: datetime, key: str = "", words_sha256: str = "", **signing: Any) -> Receipt:
    """On time is: it reached the server at or before the deadline, to the microsecond, by the database's clock. No grace.

    Submitting twice is submitting once. For an organisation alone, submitting is signing, unless it has signed already.
    A late one stays the organisation's own draft, marked late, and raises TooLate. `signing` is what a signature says.
    Under a `key` the same words are answered with the same receipt however often they come.
    """
    with transaction.atomic():
        held = hold(response)
        known = earlier_receipt(response=held, by=by, key=key, words_sha256=words_sha256)
        if known or held.status == Status.SUBMITTED:
            return known or held.receipt
        late_by = judge(held, "submit", arrived_at)
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
    held = hold(response)
    late_by = judge(held, "sign", at)
    if late_by is not None:
        raise TooLate(late_by)
    text = _freeze(held, seen)
    judge_half_said(held, text.left, by=by, without=said.pop("without", ""), at=at)
    signature = _sign(held, text, by=by, organisation=organisation, at=at, **said)
    _go_on(held, text, at, signature)
    return signature


@transaction.atomic
def settle(*, response: Response, at: datetime) -> Receipt | None:
    """A member that left its group or closed signs no longer: said, recorded, and acted upon where no other signature is missing."""
    held = hold(response)
    if judge(held, "settle", at) is not None or not note_leavers(held, required(held), by=None, at=at):
        return None
    try:
        with transaction.atomic():
            return _go_on(held, _freeze(held, ""), at)
    except Refused:  # somebody has to look at it
        signing_letters.tell_all_signed(held)
        return None


def take_in(*, response: Response, by: User, came_at: datetime) -> Receipt:
    """What was written down from a letter: every step but the signature, judged by when the letter came."""
    held = hold(response)
    late_by = judge(held, "submit", came_at)
    if late_by is not None:
        raise TooLate(late_by)
    return _arrive(held, _freeze(held, ""), by, came_at)


# ── Lock ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def hold(response: Response) -> Response:
    """The invitation before the response, always, so that two who come at once wait for each other and never for ever."""
    invitation: Invitation = lock(response.invitation, "round__lead", "organisation")
    held: Response = lock(response)
    held.invitation, held.round, held.organisation = invitation, invitation.round, invitation.organisation
    if held.edition_id == response.edition_id:
        held.edition = response.edition  # known already, and never changed
    return held


# ── Judge ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def judge(held: Response, verb: str, at: datetime) -> timedelta | None:
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
    """The words as they stand under the lock, as they are written down for ever, their hash, and what is half said and no part of them."""

    content: dict[str, Any]
    written: str
    sha256: str
    left: list[dict[str, str]]

    @property
    def says_something(self) -> bool:
        """A position, or a point of its own: a statement alone answers nothing."""
        return bool(self.content["items"] or self.content.get("points"))


def _freeze(held: Response, seen: str) -> Text:
    """From here on everything is of this text; refused when it is not the one that was `seen`."""
    positions = canonical.begun(held)
    content = canonical.text(held, positions)
    text = Text(content, canonical.canonical(content), canonical.sha256(content), unsent(held, positions))
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
    if needs_board(held):
        _judge_board(held, organisation, confirmed_date, at)
    signature = Signature.objects.create(
        response=held,
        organisation=organisation,
        signatory=by,
        signatory_role=role,
        signed_at=at,
        text_sha256=text.sha256,
        signed_text=text.written,
        reservation=reservation,
        is_dissent=is_dissent,
        confirmed_date=confirmed_date,
    )
    for decline in held.declines.standing().filter(organisation=organisation) if held.organisation.is_group else ():
        end_decline(decline, because="it signed after all", at=at)
    how = " with a dissent" if is_dissent else " with a reservation" if reservation else ""
    says = f"signed the response to {held.round} for {organisation}{how}"
    record("response.signed", target=held, by=by, at=at, owner=held.organisation, says=says, sha256=text.sha256)
    return signature


def _go_on(held: Response, text: Text, at: datetime, given: Signature | None = None) -> Receipt | None:
    """Of a group, when no signature is missing: up to the top if it submits itself, else those who can submit are told.

    It arrived when the last of the signatures did, and is submitted by whoever gave that one; of two of the
    same instant, the one `given` now.
    """
    if not held.organisation.is_group:
        return None
    signatures = list(held.signatures.valid().filter(organisation__in=signing_ids(held)).select_related("signatory", "organisation"))
    signatures.sort(key=lambda one: (one.signed_at, one == given, one.organisation.name))
    needed = required(held) if signatures else []
    if not needed or missing(held, signatures, text.sha256, needed):
        return None
    if not held.submits_itself:
        signing_letters.tell_all_signed(held)
        return None
    return _arrive(held, text, signatures[-1].signatory, max(at, signatures[-1].signed_at), itself=True)


def _judge_board(held: Response, organisation: Organisation, confirmed_date: date | None, at: datetime) -> None:
    """A board confirms the text there is: not one of the future, and not before it was written."""
    if confirmed_date is None or confirmed_date > localdate(at):
        raise CannotSign(f"The board of {organisation} must confirm the text before you sign: the group only advises.")
    written = canonical.written_at(held)
    if written and confirmed_date < localdate(written):
        day = words.day(written)
        raise CannotSign(f"The text last changed on {day}. Enter the date, on or after that day, on which the board confirmed it.")


# ── Receive, give the receipt, tell ─────────────────────────────────────────────────────────────────────────────────
def _arrive(held: Response, text: Text, by: User, at: datetime, *, itself: bool = False) -> Receipt:
    """The upper half of the stair, in one go."""
    signatures = _receive(held, text, by, at)
    receipt = _give_receipt(held, text, signatures, by, at)
    _tell(receipt, text, by, at, itself=itself)
    return receipt


def _receive(held: Response, text: Text, by: User, at: datetime) -> list[Signature]:
    """Whole, signed by all who must, and in place of what stood before."""
    if not text.says_something:
        raise NothingAnswered
    if text.content.get("attachments") or any(one["attachments"] for one in [*text.content["items"], *text.content.get("points", [])]):
        _compare_files(held)
    needed = [] if held.recorded else required(held)
    if not held.recorded:
        note_leavers(held, needed, by=by, at=at)
    signatures = list(held.signatures.valid().select_related("organisation", "signatory").order_by("signed_at", "organisation__name"))
    if not held.recorded:
        demand_signatures(held, signatures, text.sha256, needed)
    standing = held.invitation.responses.standing().first()
    if standing:
        advance(standing, "replace").save(update_fields=["status"])
    step(held, "submit")
    held.received_at, held.submitted_by = at, by
    held.save(update_fields=["status", "received_at", "submitted_by"])
    return signatures


def _compare_files(held: Response) -> None:
    """What is stored is what was signed: each file is read again and its hash compared."""
    attached: list[Attachment | Enclosure] = [*Attachment.objects.filter(position__in=held.positions.answered())]
    for attachment in [*attached, *held.enclosures.all()]:
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


def _tell(receipt: Receipt, text: Text, by: User, at: datetime, *, itself: bool) -> None:
    """The history of both sides, and an email to everybody who answered. Of a letter that came, whoever recorded it tells."""
    held = receipt.response
    if held.recorded:
        return
    how = " with the last signature that was needed: it submits itself" if itself else ""
    says = f"submitted the response to {held.round}{how}: {canonical.counted(text.content)}, receipt {receipt.number}"
    record("response.submitted", target=held, by=by, at=at, owner=held.organisation, says=says, sha256=receipt.sha256)
    told = f"submitted the response of {held.organisation}"
    record("round.answered", target=held.round, by=by, at=at, owner=held.round.lead, says=told)
    letters.tell_received(receipt, canonical.counted(text.content))
    news.tell_submitted(held)
