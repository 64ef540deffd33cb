"""From the author's desk to the approver's and back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.moves.clock import database_now

from .. import checks
from ..documents.revised import VERSION
from ..models import Endorsement, Step, Version
from .edition import Blocked
from .handover import tell_approvers, tell_author, tell_returned


class NotYourStep(Exception):
    """The route says who speaks next."""

    def __init__(self, step: Step):
        super().__init__(f"The next step is {step.name}. {step.person} speaks for it.")
        self.step = step


class OwnText(Exception):
    """Nobody approves what they wrote or sent for approval themselves."""

    def __init__(self, version: Version):
        super().__init__("You wrote this version. Another approver must approve it.")
        self.version = version


@transaction.atomic
def submit(*, version: Version, by: User, is_carried_over: bool = False) -> Version:
    """The text goes to the approvers, who are told, and can no longer be edited. What must be fixed in it is fixed first.

    A text carried over from paper is taken as it stood: its faults are part of the record.
    """
    version = advance(version, "submit")
    _refuse_faults(version, is_carried_over)
    version.submitted_at, version.submitted_by, version.reason = database_now(), by, ""
    version.save(update_fields=["status", "submitted_at", "submitted_by", "reason", "changed_at"])
    tell_approvers(version, next(iter(steps_left(version)), None), by=by)
    return _recorded(version, "submitted", f"sent {version} for approval", by)


@transaction.atomic
def take_back(*, version: Version, by: User) -> Version:
    """What waits for approval may be taken back and edited again."""
    version = advance(version, "take_back")
    version.submitted_at = version.submitted_by = None
    version.save(update_fields=["status", "submitted_at", "submitted_by", "changed_at"])
    return _recorded(version, "taken_back", f"took {version} back", by)


@transaction.atomic
def return_(*, version: Version, by: User, reason: str) -> Version:
    """Back to whoever sent it, with what should change; that person is emailed. What it said is kept, for when it comes again."""
    version = advance(version, "return_")
    version.reason = reason
    version.returned = {"said": VERSION.plain(version.content()), "reason": reason, "at": database_now().isoformat()}
    version.save(update_fields=["status", "reason", "returned", "changed_at"])
    tell_returned(version, by=by)
    return _recorded(version, "returned", f"returned {version}", by, reason=reason)


@transaction.atomic
def approve(*, version: Version, by: User, at: datetime, is_carried_over: bool = False) -> Version:
    """What is approved is frozen as it stands, and can be published: nothing in it must be fixed.

    Another person than its writers approves it, on each step of the round's route.
    """
    version = advance(version, "approve")
    if version.is_text_of(by):
        raise OwnText(version)
    _refuse_faults(version, is_carried_over)
    left = steps_left(version)
    if left:
        _endorse(version, left[0], by, at)
    if len(left) > 1:
        says = f"approved {version} for {left[0]}; next: {left[1]}"
        record(
            "intention.endorsed", target=version.intention, by=by, says=says, owner=version.intention.round.lead, version=str(version.pk)
        )
        tell_approvers(version, left[1], by=by)
        return lock(version)
    version.approved_at, version.approved_by = at, by
    version.save(update_fields=["status", "approved_at", "approved_by", "changed_at"])
    tell_author(version, by=by)
    return _recorded(version, "approved", f"approved {version}", by)


@transaction.atomic
def withdraw(*, version: Version, by: User, reason: str) -> Version:
    """The version is given up, with its reason; its intention is left out of the next edition."""
    version = advance(version, "withdraw")
    version.reason = reason
    version.save(update_fields=["status", "reason", "changed_at"])
    return _recorded(version, "withdrawn", f"withdrew {version}", by, reason=reason)


def steps_left(version: Version) -> list[Step]:
    """What is left of the route since the version was sent: what is sent anew begins it anew."""
    sent_since = version.endorsements.filter(sent_at=version.submitted_at) if version.submitted_at else version.endorsements.none()
    taken = set(sent_since.values_list("step", flat=True))
    return [step for step in version.intention.round.steps.select_related("person").order_by("order") if step.name not in taken]


def _refuse_faults(version: Version, is_carried_over: bool) -> None:
    """What would stop publishing stops it here, where somebody can still fix it."""
    found = [] if is_carried_over else [one for one in checks.of_version(version, version.intention.round) if one.is_must]
    if found:
        raise Blocked(found)


def _endorse(version: Version, step: Step, by: User, at: datetime) -> None:
    if not step.is_for(by):
        raise NotYourStep(step)
    Endorsement.objects.create(version=version, step=step.name, sent_at=version.submitted_at or at, by=by, at=at)


def _recorded(version: Version, verbed: str, says: str, by: User, **details: str) -> Version:
    owner = version.intention.round.lead
    record(f"intention.{verbed}", target=version.intention, by=by, says=says, owner=owner, version=str(version.pk), **details)
    return version
