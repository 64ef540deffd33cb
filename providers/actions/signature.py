"""Signing the text as it stands. An edit lapses the signature; the record of it stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.clock import database_now
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import AuthorityBasis, Role

from ..documents.canonical import sha256, text
from ..models import Response, Signature
from ..states import SIGNATURE_MOVES, Status
from . import letters
from .refusals import CannotSign, TextChanged, TooLate, Unsigned


@transaction.atomic
def sign(*, response: Response, by: User, organisation: Organisation, at: datetime, seen: str = "", **said: Any) -> Signature:
    """A signatory signs for their own organisation, once, before the deadline. The hash says exactly what was signed.

    `seen` is the hash of the text the signatory read: if the text is another by now, nothing is signed.
    In a group that only advises, the member's board has confirmed the text first, on `confirmed_date`.
    """
    response = lock(response, "invitation__round", "round", "organisation")
    if response.status not in (Status.DRAFT, Status.AWAITING_SIGNATURES):
        raise CannotMove("sign", response)
    if response.deadline is not None and at > response.deadline:
        raise TooLate(at - response.deadline)
    _, of_this_text = read_text(response, seen)
    return put_signature(response, of_this_text, by=by, organisation=organisation, at=at, **said)


def put_signature(
    response: Response,
    text_sha256: str,
    *,
    by: User,
    organisation: Organisation,
    at: datetime,
    role: str,
    reservation: str = "",
    is_dissent: bool = False,
    confirmed_date: date | None = None,
) -> Signature:
    """Under the text of this hash. The response is locked, open, and in time."""
    _judge(response, by, organisation)
    if is_dissent and not reservation.strip():
        raise CannotSign("A dissent says what you do not agree to.")
    if needs_board(response) and (confirmed_date is None or confirmed_date > localdate(at)):
        raise CannotSign(f"The board of {organisation} must confirm the text before you sign: the group only advises.")
    signature = Signature.objects.create(
        response=response,
        organisation=organisation,
        signatory=by,
        signatory_role=role,
        signed_at=at,
        text_sha256=text_sha256,
        reservation=reservation,
        is_dissent=is_dissent,
        confirmed_date=confirmed_date,
    )
    how = " with a dissent" if is_dissent else " with a reservation" if reservation else ""
    says = f"signed the response to {response.round} for {organisation}{how}"
    record("response.signed", target=response, by=by, at=at, owner=response.organisation, says=says, sha256=signature.text_sha256)
    return signature


def read_text(response: Response, seen: str = "") -> tuple[dict[str, Any], str]:
    """The text as it stands and its hash; refused when it is not the one that was `seen`."""
    stands = text(response)
    of_this_text = sha256(stands)
    if seen and seen != of_this_text:
        raise TextChanged
    return stands, of_this_text


def _judge(response: Response, by: User, organisation: Organisation) -> None:
    if organisation.pk not in signing_ids(response):
        raise CannotSign(f"{organisation} is not one of those who sign this response.")
    if not Membership.objects.current().filter(user=by, organisation=organisation, role=Role.SIGNATORY).exists():
        raise CannotSign(f"Only a signatory of {organisation} can sign for it.")
    if response.signatures.valid().filter(organisation=organisation).exists():
        raise CannotSign(f"{organisation} has signed this text already.")


def needs_board(response: Response) -> bool:
    """Whether each member's board must confirm: a group that only advises binds nobody."""
    return response.organisation.is_group and response.organisation.authority_basis == AuthorityBasis.ADVISORY


def signing_ids(response: Response) -> set[object]:
    """Who may sign: the organisation itself, or for a group its members and never the group."""
    return response.answering_ids() - ({response.organisation_id} if response.organisation.is_group else set())


def required(response: Response) -> list[Organisation]:
    """Whose signatures a submission needs: for a group those members who must sign, or all if none is marked."""
    if not response.organisation.is_group:
        return [response.organisation]
    members = response.organisation.group_members.filter(to_date=None).select_related("member").order_by("member__name")
    return [one.member for one in members if one.must_sign] or [one.member for one in members]


def demand_signatures(response: Response, signatures: Iterable[Signature], of_this_text: str) -> None:
    """Every signature required, and each of exactly this text; `signatures` are those that are valid."""
    signed = {one.organisation_id for one in signatures if one.text_sha256 == of_this_text}
    needed = required(response)
    missing = [organisation for organisation in needed if organisation.pk not in signed]
    if missing or not needed:
        raise Unsigned(missing)


def drop_leavers(response: Response, *, by: User, at: datetime) -> None:
    """A member that left the group no longer signs for it; its signature stays in the record and does not count."""
    if not response.organisation.is_group:
        return
    left = response.signatures.valid().exclude(organisation__in=signing_ids(response))
    _lapse(left, because=f"it is no longer a member of {response.organisation}", by=by, at=at)


def lapse(response: Response, *, because: str, by: User, at: datetime | None = None) -> None:
    """The signatures given to the text as it was no longer count; those who gave them are told."""
    _lapse(response.signatures.valid(), because=because, by=by, at=at)


def _lapse(signatures: QuerySet[Signature], *, because: str, by: User, at: datetime | None) -> None:
    for signature in signatures.select_related("response__round", "organisation").select_for_update(of=("self",)):
        response = signature.response
        signature.status = SIGNATURE_MOVES.target("lapse", signature.status)
        signature.lapsed_at, signature.lapsed_because = at or database_now(), because[:300]
        signature.save(update_fields=["status", "lapsed_at", "lapsed_because"])
        says = f"changed what {signature.organisation} had signed: {because}"
        record("signature.lapsed", target=response, by=by, at=at, owner=response.organisation, says=says)
        letters.tell_lapsed(signature)
