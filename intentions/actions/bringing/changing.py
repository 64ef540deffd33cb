"""What taking a document in does to the intentions that stand: those it is the text of say it, those that were to stop are withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from portal.accounts.models import User
from portal.audit.actions import record_many

from ...documents.many import Asked, Row
from ...documents.revised import VERSION
from ...models import Brought, Finding, Round, Version
from ...models.ties import tie
from ...states import FROZEN, MOVES, Fate, ManyKind, Status, Verdict
from ..many import turns, words
from ..many.copies import opened_again
from ..many.held import held
from ..many.step import Kept, Left, kept
from .matching import unnamed_in
from .standing import Over, laid_over_all, texts_that_stand

SHOWN = 5  # references in a sentence


class NotYet(Exception):
    """Why it cannot be taken in, in words."""


def change_matched(round: Round, findings: Sequence[Finding], beside: Sequence[Finding], by: User, at: datetime) -> list[Kept]:
    """Each as one save writes it; of what is frozen the next version says it. What would say the same is not touched."""
    locked = held(round, [one.match.reference for one in findings if one.match])
    going = laid_over_all(round, findings, beside, {one.intention_id: one for one in locked})
    if why := _why_not(going.values()):
        raise NotYet(why)  # somebody saved it between the question and the lock
    changing = {over.version.pk: over for over in going.values() if over.said}
    open_ones = _opened(round, [over.version for over in changing.values()], by, at)
    saves = [(open_ones.get(pk, over.version), over.said) for pk, over in changing.items()]
    before = [{key: value for key, value in version.content().items() if key in said} for version, said in saves]
    if saves:
        words.save_many(round, saves, by, at)
    Finding.objects.bulk_update([_tied(one) for one in findings], ["intention"])
    return [kept(version, VERSION.plain(was), VERSION.plain(said)) for (version, said), was in zip(saves, before, strict=True)]


def _tied(finding: Finding) -> Finding:
    finding.intention = finding.match
    return finding


def _opened(round: Round, versions: Sequence[Version], by: User, at: datetime) -> dict[Any, Version]:
    """{id of a frozen version: the next one, which says the same so far}."""
    frozen = [one for one in versions if one.status in FROZEN]
    fresh = opened_again(frozen, by) if frozen else []
    told = [(one.intention, f"started version {one.number} of {one.intention}") for one in fresh]
    record_many("intention.next_version_opened", told, by=by, owner=round.lead, at=at)
    return {old.pk: new for old, new in zip(frozen, tie(fresh), strict=True)}


def why_not_changed(brought: Brought) -> str:
    """Why what is accepted cannot be laid over what stands, in words; empty when it can."""
    findings = list(brought.findings.of(Verdict.ACCEPTED).matched().select_related("match").order_by("order"))
    versions = texts_that_stand(findings)
    return _why_not(laid_over_all(brought.round, findings, (), versions).values())


def _why_not(going: Collection[Over]) -> str:
    if again := [one.version.intention.reference for one in going if not one.is_seen]:
        was = "was" if len(again) == 1 else "were"
        return f"{_said(again)} {was} changed after the new text was accepted. Look at it again, and accept it"
    waits = [one.version.intention.reference for one in going if one.version.status == Status.IN_REVIEW and one.said]
    if waits:
        return f"{_said(waits)} {'is' if len(waits) == 1 else 'are'} in review. Take it back first, or leave the proposal out"
    return ""


def _said(references: Sequence[str]) -> str:
    shown = list(references[:SHOWN])
    if rest := len(references) - len(shown):
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def stop_unnamed(round: Round, brought: Brought, by: User, at: datetime) -> list[Kept]:
    """What was said to stop, and is not named after all, is withdrawn, with the reason; the others stay as they are."""
    stopping = unnamed_in(brought).filter(pk__in=brought.unnamed.filter(fate=Fate.STOP).values("intention"))
    versions = held(round, stopping.values_list("reference", flat=True))
    fresh = _opened(round, [one for one in versions if one.status == Status.PUBLISHED], by, at)
    going = [fresh.get(one.pk, one) for one in versions if one.pk in fresh or MOVES.allows("withdraw", one.status)]
    if not going:
        return []
    asked = Asked(kind=ManyKind.WITHDRAW, to=f"Not named in {brought.name}")
    return turns.withdraw(round, [Row(version, "", "", {}, "") for version in going], asked, by, at)


def take_changed_back(round: Round, brought: Brought, made: Mapping[str, Any], by: User, at: datetime) -> Left:
    """Each says again what it said before, and what was withdrawn opens again; what somebody changed since stays, and is named."""
    left = words.unwrite(round, made["changed"], by, at) if made.get("changed") else []
    left += turns.open_again(round, made["stopped"], by, at) if made.get("stopped") else []
    stay = _references(left)
    brought.findings.matched().exclude(match__reference__in=stay).update(intention=None)
    return left


def _references(left: Left) -> Collection[str]:
    return [reference for reference, _ in left]
