"""Signing the text as it stands. An edit lapses the signature; the record of it stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.clock import database_now
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Role

from ..documents.canonical import sha256, text
from ..models import Response, Signature
from ..states import SIGNATURE_MOVES, Status
from . import letters
from .refusals import CannotSign, TextChanged, TooLate, Unsigned


@transaction.atomic
def sign(
    *, response: Response, by: User, organisation: Organisation, at: datetime, role: str, reservation: str = "", seen: str = ""
) -> Signature:
    """A signatory signs for their own organisation, once, before the deadline. The hash says exactly what was signed.

    `seen` is the hash of the text the signatory read: if the text is another by now, nothing is signed.
    """
    response = lock(response)
    if response.status not in (Status.DRAFT, Status.AWAITING_SIGNATURES):
        raise CannotMove("sign", response)
    if response.deadline is not None and at > response.deadline:
        raise TooLate(at - response.deadline)
    _judge(response, by, organisation)
    text_sha256 = sha256(text(response))
    if seen and seen != text_sha256:
        raise TextChanged
    signature = Signature.objects.create(
        response=response,
        organisation=organisation,
        signatory=by,
        signatory_role=role,
        signed_at=at,
        text_sha256=text_sha256,
        reservation=reservation,
    )
    says = f"signed the response to {response.round} for {organisation}{' with a reservation' if reservation else ''}"
    record("response.signed", target=response, by=by, at=at, owner=response.organisation, says=says, sha256=signature.text_sha256)
    return signature


def _judge(response: Response, by: User, organisation: Organisation) -> None:
    if organisation.pk not in signing_ids(response):
        raise CannotSign(f"{organisation} is not one of those who sign this response.")
    if not Membership.objects.current().filter(user=by, organisation=organisation, role=Role.SIGNATORY).exists():
        raise CannotSign(f"Only a signatory of {organisation} can sign for it.")
    if response.signatures.valid().filter(organisation=organisation).exists():
        raise CannotSign(f"{organisation} has signed this text already.")


def signing_ids(response: Response) -> set[object]:
    """Who may sign: the organisation itself, or for a group its members and never the group."""
    return response.answering_ids() - ({response.organisation_id} if response.organisation.is_group else set())


def required(response: Response) -> list[Organisation]:
    """Whose signatures a submission needs: for a group those members who must sign, or all if none is marked."""
    if not response.organisation.is_group:
        return [response.organisation]
    members = response.organisation.group_members.filter(to_date=None).select_related("member").order_by("member__name")
    return [one.member for one in members if one.must_sign] or [one.member for one in members]


def demand_signatures(response: Response) -> None:
    """Every signature required, and each of exactly this text."""
    of_this_text = sha256(text(response))
    signed = set(response.signatures.valid().filter(text_sha256=of_this_text).values_list("organisation", flat=True))
    needed = required(response)
    missing = [organisation for organisation in needed if organisation.pk not in signed]
    if missing or not needed:
        raise Unsigned(missing)


def lapse(response: Response, *, because: str, by: User, at: datetime | None = None) -> None:
    """The signatures given to the text as it was no longer count; those who gave them are told."""
    signatures: Iterable[Signature] = response.signatures.valid().select_for_update(of=("self",))
    for signature in signatures:
        signature.status = SIGNATURE_MOVES.target("lapse", signature.status)
        signature.lapsed_at, signature.lapsed_because = at or database_now(), because[:300]
        signature.save(update_fields=["status", "lapsed_at", "lapsed_because"])
        says = f"changed what {signature.organisation} had signed: {because}"
        record("signature.lapsed", target=response, by=by, at=at, owner=response.organisation, says=says)
        letters.tell_lapsed(signature)
