"""What else happens between those who write and those who sign: decline, delegate, nudge, and whether it submits itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from portal.accounts.models import User
from portal.audit.actions import record
from portal.audit.models import Event
from portal.organisations.models import Organisation
from portal.organisations.states import Kind

from ..models import Decline, Delegation, Response
from ..states import Status
from . import signing_letters
from .last_click import hold, judge
from .refusals import CannotSign, Refused, TooLate
from .signature import asked, judge_signatory, may_sign_for, required

OPEN = (Status.DRAFT, Status.AWAITING_SIGNATURES)
HOUR = timedelta(hours=1)


@transaction.atomic
def choose_submission(*, response: Response, by: User, submits_itself: bool, at: datetime) -> Response:
    """Whether a group's response is submitted by itself with the last signature that is needed. Open until all have signed."""
    held = _open(response, "choose", at)
    if not held.organisation.is_group:
        raise Refused("Only the response of a group can submit itself.")
    if submits_itself == held.submits_itself:
        return held
    if submits_itself and not waiting(held):
        raise Refused("All who must sign have signed already. A signatory submits the response now.")
    held.submits_itself = submits_itself
    held.save(update_fields=["submits_itself"])
    how = "is submitted by itself with the last signature" if submits_itself else "is submitted by a signatory"
    says = f"chose that the response to {held.round} {how}"
    record("response.chosen", target=held, by=by, at=at, owner=held.organisation, says=says)
    return held


@transaction.atomic
def decline(*, response: Response, by: User, organisation: Organisation, reason: str, at: datetime) -> Decline:
    """An organisation says that it does not sign this text, and why; those who hold the pen are told, and whether that stops it.

    It stops a submission exactly when the signature is needed. It ends when the organisation signs after all or the text changes.
    """
    held = _open(response, "sign", at)
    judge_signatory(held, by, organisation)
    if held.declines.standing().filter(organisation=organisation).exists():
        raise CannotSign(f"{organisation} has declined this text already.")
    declined = Decline.objects.create(response=held, organisation=organisation, declined_by=by, declined_at=at, reason=reason)
    says = f"declined to sign the response to {held.round} for {organisation}: {reason}"
    record("response.declined", target=held, by=by, at=at, owner=held.organisation, says=says)
    signing_letters.tell_declined(declined, is_blocking=organisation in required(held))
    return declined


@transaction.atomic
def delegate(*, response: Response, by: User, organisation: Organisation, to: User, at: datetime) -> Delegation:
    """One signature handed to a colleague, who is asked for it from now on. Only a signatory of the organisation can take it."""
    held = _open(response, "sign", at)
    judge_signatory(held, by, organisation)
    if to == by:
        raise CannotSign("You sign yourself unless you hand your signature to somebody else.")
    if not may_sign_for(organisation, to):
        raise CannotSign(f"{to} cannot sign for {organisation}: only its signatories can. Its administrator gives that role.")
    handed = Delegation.objects.create(response=held, organisation=organisation, delegated_by=by, delegated_to=to, delegated_at=at)
    says = f"handed the signature of {organisation} on the response to {held.round} to {to}"
    record("response.delegated", target=held, by=by, at=at, owner=held.organisation, says=says)
    signing_letters.tell_delegated(handed)
    return handed


@transaction.atomic
def nudge(*, response: Response, by: User, at: datetime) -> int:
    """By hand, once an hour: those asked for a signature that is needed and neither given nor declined. How many people."""
    held = _open(response, "sign", at)
    last = nudged(held)
    if last and last.at > at - HOUR:
        raise Refused("The last reminder is less than an hour old. Wait a little.")
    waits, declined = waiting(held), set(held.declines.standing().values_list("organisation", flat=True))
    silent, names, people = [one for one in waits if one.pk not in declined], ", ".join(one.name for one in waits), 0
    for organisation, found in asked(held, silent).items():
        signing_letters.tell_nudged(held, found, member=organisation, by=by, waits=names)
        people += len(found)
    if not people:
        raise Refused("There is nobody to remind: all have signed or declined, or those who are awaited have no signatory.")
    says = f"reminded {people} {'person' if people == 1 else 'people'} to sign the response to {held.round}"
    record("response.nudged", target=held, by=by, at=at, owner=held.organisation, says=says)
    return people


def nudged(response: Response) -> Event | None:
    """When those who had not signed were last reminded by hand, and by whom."""
    return Event.objects.of(response).filter(name="response.nudged").select_related("by").order_by("-at").first()


def waiting(response: Response) -> list[Organisation]:
    """Whose signature is needed and not there. An edit has lapsed every signature of another text."""
    signed = set(response.signatures.valid().values_list("organisation", flat=True))
    return [one for one in required(response) if one.pk not in signed]


def unsettled(at: datetime) -> list[Response]:
    """Responses of groups that can still be submitted, whose people were last told of other signatures than are needed now."""
    open_now = Q(invitation__extended_until__gte=at) | Q(round__response_deadline__gte=at)
    found = Response.objects.filter(open_now, status__in=OPEN, organisation__kinds__contains=[Kind.PROVIDER_GROUP])
    return [
        one for one in found.select_related("invitation__round", "organisation") if set(one.needed) != {who.pk for who in required(one)}
    ]


def _open(response: Response, verb: str, at: datetime) -> Response:
    held = hold(response)
    late_by = judge(held, verb, at)
    if late_by is not None:
        raise TooLate(late_by)
    return held
