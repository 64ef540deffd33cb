"""Many texts sent for approval or withdrawn, and brought back."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.models import User
from portal.audit.actions import record_many
from portal.moves import step

from ...documents.many import Asked, Row
from ...models import Endorsement, Round, Version
from ...states import Status
from ..handover import tell_approvers_of_many
from .copies import opened_again
from .held import held_again, store
from .step import SINCE, Kept, Left, is_same, kept


def submit(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    """As `submit` sends one. Each approver has one email of all that is theirs to read."""
    found, versions = [], []
    for row in rows:
        before = {"status": row.version.status, "reason": row.version.reason}
        version = step(row.version, "submit")
        version.submitted_at, version.submitted_by, version.reason, version.changed_at = at, by, "", at
        found.append(kept(version, before, {"submitted_at": at}))
        versions.append(version)
    store(versions, "status", "submitted_at", "submitted_by", "reason", "changed_at")
    tell_approvers_of_many(round, versions, round.steps.select_related("person").order_by("order").first(), by=by)
    _record("submitted", "sent {} for approval", round, versions, by, at)
    return found


def take_back(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """A draft again; what somebody has approved on a step, or sent anew, stays where it is."""
    again, left = held_again(round, rows)
    endorsed = {str(pk) for pk in Endorsement.objects.filter(version__in=[one for one, _ in again]).values_list("version", flat=True)}
    going = []
    for version, row in again:
        sent_then = version.submitted_at and version.submitted_at.isoformat() == row["after"]["submitted_at"]
        if version.status != Status.IN_REVIEW or not is_same(version, row) or not sent_then or str(version.pk) in endorsed:
            left.append((row["reference"], f"{version.get_status_display()} now" if version.status != Status.IN_REVIEW else SINCE))
            continue
        step(version, "take_back")
        version.submitted_at = version.submitted_by = None
        version.reason, version.changed_at = row["before"]["reason"], at
        going.append(version)
    store(going, "status", "submitted_at", "submitted_by", "reason", "changed_at")
    _record("taken_back", "took {} back", round, going, by, at)
    return left


def withdraw(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    """As `withdraw` gives up one, all with the same reason."""
    found, versions = [], []
    for row in rows:
        before = {"status": row.version.status}
        version = step(row.version, "withdraw")
        version.reason, version.changed_at = asked.to, at
        found.append(kept(version, before, {"reason": asked.to}))
        versions.append(version)
    store(versions, "status", "reason", "changed_at")
    _record("withdrawn", "withdrew {}", round, versions, by, at, reason=asked.to)
    return found


def open_again(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """What is withdrawn stays so; the next version of each says the same words, as a draft."""
    again, left = held_again(round, rows)
    going = [version for version, row in again if is_same(version, row) and version.status == Status.WITHDRAWN]
    left += [(row["reference"], SINCE) for version, row in again if version not in going]
    fresh = opened_again(going, by)
    told = [(one.intention, f"started version {one.number} of {one.intention}") for one in fresh]
    record_many("intention.next_version_opened", told, by=by, owner=round.lead, at=at)
    return left


def _record(verbed: str, words: str, round: Round, versions: list[Version], by: User, at: datetime, **details: str) -> None:
    told = [(one.intention, words.format(one)) for one in versions]
    more = {one.intention_id: {"version": str(one.pk), **details} for one in versions}
    record_many(f"intention.{verbed}", told, by=by, owner=round.lead, at=at, details=more)
