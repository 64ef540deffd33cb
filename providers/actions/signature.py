"""Who signs, whose signatures are needed, and when one no longer counts. The record of it stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves.clock import database_now
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import AuthorityBasis, Role

from ..models import Response, Signature
from ..states import SIGNATURE_MOVES
from . import letters
from .refusals import CannotSign, Unsigned


def judge_signatory(response: Response, by: User, organisation: Organisation) -> None:
    """A signatory of one of those who sign, which has not signed this text."""
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
