"""Who signs, whose signatures are needed, who is asked for them, and when one no longer counts. The record of it stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves.clock import database_now
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import AuthorityBasis, Role

from ..models import Response, Signature
from ..states import SIGNATURE_MOVES
from . import letters, signing_letters
from .refusals import CannotSign, Unsigned


def judge_signatory(response: Response, by: User, organisation: Organisation) -> None:
    """A signatory of one of those who sign, which has not signed this text."""
    if organisation.pk not in signing_ids(response):
        raise CannotSign(f"{organisation} is not one of those who sign this response.")
    if not may_sign_for(organisation, by):
        raise CannotSign(f"Only a signatory of {organisation} can sign for it.")
    if response.signatures.valid().filter(organisation=organisation).exists():
        raise CannotSign(f"{organisation} has signed this text already.")


def may_sign_for(organisation: Organisation, person: User) -> bool:
    return Membership.objects.current().filter(user=person, organisation=organisation, role=Role.SIGNATORY, user__is_active=True).exists()


def needs_board(response: Response) -> bool:
    """Whether each member's board must confirm: a group that only advises binds nobody."""
    return response.organisation.is_group and response.organisation.authority_basis == AuthorityBasis.ADVISORY


def signing_ids(response: Response) -> set[object]:
    """Who may sign: the organisation itself, or for a group its members that are not closed, and never the group."""
    if not response.organisation.is_group:
        return {response.organisation_id}
    return {one.pk for one in response.answering if one.pk != response.organisation_id and not _is_closed(one)}


def _is_closed(organisation: Organisation) -> bool:
    return organisation.closed_date is not None and organisation.closed_date < localdate()


def required(response: Response) -> list[Organisation]:
    """Whose signatures a submission needs: for a group those members who must sign, or all if none is marked.

    Who left the group or was closed is asked for nothing.
    """
    if not response.organisation.is_group:
        return [response.organisation]
    found = response.organisation.group_members.filter(to_date=None).select_related("member").order_by("member__name")
    members = [one for one in found if not _is_closed(one.member)]
    return [one.member for one in members if one.must_sign] or [one.member for one in members]


def missing(response: Response, signatures: Iterable[Signature], of_this_text: str, needed: list[Organisation]) -> list[Organisation]:
    """Whose signature under exactly this text is needed and not there; `signatures` are those that are valid."""
    signed = {one.organisation_id for one in signatures if one.text_sha256 == of_this_text}
    return [organisation for organisation in needed if organisation.pk not in signed]


def demand_signatures(response: Response, signatures: Iterable[Signature], of_this_text: str, needed: list[Organisation]) -> None:
    """Every signature required, and each of exactly this text."""
    lacking = missing(response, signatures, of_this_text, needed)
    if lacking or not needed:
        raise Unsigned(lacking)


def asked(response: Response, organisations: Iterable[Organisation]) -> dict[Organisation, list[User]]:
    """Who is asked to sign for each: the colleague to whom the signature was handed, else every signatory."""
    handed = {one.organisation_id: one.delegated_to for one in delegations(response)}
    found = {}
    for organisation in organisations:
        people = letters.people_of(organisation, Role.SIGNATORY)
        delegate = handed.get(organisation.pk)
        found[organisation] = [delegate] if delegate in people else people
    return found


def delegations(response: Response) -> list[Any]:
    """The last of each organisation."""
    rows = response.delegations.select_related("delegated_to", "delegated_by").order_by("organisation", "-delegated_at")
    return list(rows.distinct("organisation"))


def note_leavers(response: Response, needed: list[Organisation], *, by: User | None, at: datetime) -> bool:
    """Whether somebody is needed no longer, or newly: said to the group's people, once, and recorded.

    What a member that left or closed had signed stays in the record and does not count.
    """
    if not response.organisation.is_group:
        return False
    left = response.signatures.valid().exclude(organisation__in=signing_ids(response))
    _lapse(left, because="", by=by, at=at)
    before, now = set(response.needed), {one.pk for one in needed}
    if before == now:
        return False
    response.needed = sorted(now)
    response.save(update_fields=["needed"])
    if not before:
        return False
    gone = [f"{one}, which {why_gone(response, one)}" for one in Organisation.objects.filter(pk__in=before - now).order_by("name")]
    fresh = [one.name for one in needed if one.pk not in before]
    said = [f"no longer needs the signature of {'; '.join(gone)}"] if gone else []
    said += [f"needs the signature of {', '.join(fresh)} too"] if fresh else []
    says = f"noted that the response {' and '.join(said)}"
    record("response.needs", target=response, by=None, at=at, owner=response.organisation, says=says)
    signing_letters.tell_needed(response, gone, fresh, is_nobody_left=not needed)
    return True


def why_gone(response: Response, organisation: Organisation) -> str:
    """Why it signs no longer, in words that follow "it"."""
    if _is_closed(organisation):
        return f"closed on {organisation.closed_date:%-d %B %Y}"
    if organisation.pk in response.answering_ids():
        return "need not sign any more"
    return f"is no longer a member of {response.organisation}"


def lapse(response: Response, *, because: str, by: User, at: datetime | None = None) -> None:
    """What was signed or declined was the text as it was: it no longer counts, and those who said it are told."""
    _lapse(response.signatures.valid(), because=because, by=by, at=at)
    for decline in response.declines.standing().select_related("organisation", "declined_by"):
        end_decline(decline, because=because, at=at)
        signing_letters.tell_declined_text_changed(response, decline, because)


def end_decline(decline: Any, *, because: str, at: datetime | None) -> None:
    decline.ended_at, decline.ended_because = at or database_now(), because[:300]
    decline.save(update_fields=["ended_at", "ended_because"])


def _lapse(signatures: QuerySet[Signature], *, because: str, by: User | None, at: datetime | None) -> None:
    for signature in signatures.select_related("response__round", "response__organisation", "organisation").select_for_update(of=("self",)):
        response = signature.response
        why = because or f"it {why_gone(response, signature.organisation)}"
        signature.status = SIGNATURE_MOVES.target("lapse", signature.status)
        signature.lapsed_at, signature.lapsed_because, signature.lapsed_by = at or database_now(), why[:300], by
        signature.save(update_fields=["status", "lapsed_at", "lapsed_because", "lapsed_by"])
        says = (
            f"changed what {signature.organisation} had signed: {why}"
            if by
            else f"noted that the signature of {signature.organisation} no longer counts: {why}"
        )
        record("signature.lapsed", target=response, by=by, at=at, owner=response.organisation, says=says)
        signing_letters.tell_lapsed(signature)
