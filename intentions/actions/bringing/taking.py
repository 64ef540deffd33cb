"""Taking a document in: one step, one transaction, and taken back whole for thirty days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record, record_many
from portal.moves import CannotMove, lock, step
from portal.organisations.models import Organisation, Place

from ...documents.said import body, content, headed
from ...models import Brought, Chapter, Finding, Round, Section, Thread
from ...models.brought import BACK
from ...states import FindingKind, SectionKind, Verdict
from ..deletion import CannotDelete, delete_chapter
from ..intention import read
from ..many import copies
from ..many.copies import Draft, draft
from ..many.step import SINCE, Left, kept
from .chapters import chapters_of


class NotYet(Exception):
    """Why it cannot be taken in, in words."""


@transaction.atomic
def take_in_document(*, brought: Brought, by: User, at: datetime) -> Brought:
    """What was accepted enters the draft; refused while a piece of the source is unsaid or an intention has no chapter."""
    round = lock(brought.round, "lead")
    brought = step(lock(brought), "take_in")
    brought.round = round
    why = why_not(brought)
    if why:
        raise NotYet(why)
    findings = list(brought.findings.of(Verdict.ACCEPTED).select_related("chapter", "standing").order_by("order"))
    homes, new = chapters_of(round, findings, by=by)
    sections = _passages(round, [one for one in findings if not _goes_in(one, new)], brought)
    intentions = _intentions(round, findings, homes, by, at)
    brought.made = {"intentions": intentions, "chapters": [str(one.pk) for one in new], "sections": [str(one.pk) for one in sections]}
    brought.taken_by, brought.taken_at = by, at
    brought.save(update_fields=["status", "made", "taken_by", "taken_at"])
    says = f"took {brought} into {round}: {len(intentions)} intentions, {len(new)} chapters, {len(sections)} passages"
    record("round.document_taken_in", target=round, by=by, at=at, says=says, owner=round.lead, document=str(brought.pk))
    return brought


@transaction.atomic
def take_back_document(*, brought: Brought, by: User, at: datetime) -> Left:
    """Everything that it made is gone again, but for what somebody changed or used since: that stays, and is named."""
    round = lock(brought.round, "lead")
    brought = lock(brought)
    if not brought.can_be_taken_back(at):
        raise CannotMove("bring_back", brought)
    step(brought, "bring_back")
    made, taker = brought.made, brought.taken_by
    left = copies.delete(round, made["intentions"], taker, at) if made["intentions"] and taker else []
    left += _sections_back(round, made["sections"])
    left += _chapters_back(round, made["chapters"], by)
    brought.made = {}
    brought.save(update_fields=["status", "made"])
    says = f"took {brought} back out of {round}{f'; {len(left)} stay, changed since' if left else ''}"
    record("round.document_taken_back", target=round, by=by, at=at, says=says, owner=round.lead, document=str(brought.pk))
    return left


def why_not(brought: Brought) -> str:
    """The first reason, in words a person can act on; empty when it may be taken in."""
    open_ones, homeless = brought.findings.of(Verdict.OPEN).count(), brought.findings.homeless().count()
    if open_ones:
        return f"{'1 proposal is' if open_ones == 1 else f'{open_ones} proposals are'} not looked at. Accept each, or leave it out"
    if homeless:
        return f"{'1 intention stands' if homeless == 1 else f'{homeless} intentions stand'} in no chapter. Move them to one"
    if count := unsaid(brought):
        return f"{'1 piece of the source ends' if count == 1 else f'{count} pieces of the source end'} nowhere"
    return "" if brought.findings.of(Verdict.ACCEPTED).exists() else "Nothing of it is accepted"


def unsaid(brought: Brought) -> int:
    """Pieces with words that no proposal rests on and nobody left out."""
    return brought.pieces.ending().filter(is_open=False, is_taken=False, is_dropped=False, why="").count()


def _goes_in(finding: Finding, new: Sequence[Chapter]) -> bool:
    """What becomes no passage of the front matter: intentions, their money, chapters, and words of a chapter that is new."""
    if finding.kind == FindingKind.MONEY:
        return bool(finding.facts.get("intention"))
    in_new = finding.kind == FindingKind.PASSAGE and getattr(finding, "is_in_new", False)
    return in_new or finding.kind in (FindingKind.INTENTION, FindingKind.CHAPTER)


def _passages(round: Round, findings: Sequence[Finding], brought: Brought) -> list[Section]:
    last = round.sections.aggregate(last=Max("order"))["last"] or 0
    kinds = set(SectionKind.values)
    rows = [(headed(group), body(group), group[0].facts.get("section", "")) for group in _grouped(findings)]
    return Section.objects.bulk_create(
        Section(round=round, order=last + at, heading=heading[:200], body=words, kind=kind if kind in kinds else SectionKind.OTHER)
        for at, (heading, words, kind) in enumerate(rows, 1)
    )


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Each passage by itself; of what has no place of its own in a draft, all of a kind together."""
    groups = [[one] for one in findings if one.kind == FindingKind.PASSAGE]
    others = [one for one in findings if one.kind != FindingKind.PASSAGE]
    return groups + [[one for one in others if one.kind == kind] for kind in dict.fromkeys(one.kind for one in others)]


def _intentions(round: Round, findings: Sequence[Finding], homes: dict[Any, Chapter], by: User, at: datetime) -> list[dict[str, Any]]:
    going = [one for one in findings if one.kind == FindingKind.INTENTION]
    if not going:
        return []
    places, providers = _named(going, "places", Place), _named(going, "organisations", Organisation)
    money = [one for one in findings if one.kind == FindingKind.MONEY and one.facts.get("intention")]
    drafts = [Draft(homes[one.pk], read(content(one, money, places, providers), round), "") for one in going]
    versions = draft(round, drafts, by, at)
    for finding, version in zip(going, versions, strict=True):
        finding.intention = version.intention
    Finding.objects.bulk_update(going, ["intention"])
    told = [(one.intention, f"added {one.intention} to {round}") for one in versions]
    record_many("intention.created", told, by=by, owner=round.lead, at=at)
    return [kept(version, {}, {"of": "document"}) for version in versions]


def _named(findings: Sequence[Finding], fact: str, model: Any) -> dict[str, Any]:
    slugs = {slug for one in findings for slug in one.facts.get(fact, ())}
    return {one.slug: one for one in model.objects.filter(slug__in=slugs)} if slugs else {}


def _sections_back(round: Round, keys: Sequence[str]) -> Left:
    found = list(Section.objects.filter(round=round, pk__in=keys).select_for_update())
    spoken = set(Thread.objects.filter(section__in=found).values_list("section", flat=True)) if found else set()
    stays = [one for one in found if one.revision or one.pk in spoken]
    Section.objects.filter(pk__in=[one.pk for one in found if one not in stays]).delete()
    return [(one.heading, SINCE) for one in stays]


def _chapters_back(round: Round, keys: Sequence[str], by: User) -> Left:
    left: Left = []
    for chapter in Chapter.objects.filter(round=round, pk__in=keys).order_by("order"):
        if chapter.revision or chapter.intentions.exists():
            left.append((chapter.title, "Changed or used since"))
            continue
        try:
            delete_chapter(chapter=chapter, by=by)
        except CannotDelete as refusal:
            left.append((chapter.title, str(refusal)))
    return left


__all__ = ["BACK", "NotYet", "take_back_document", "take_in_document", "unsaid", "why_not"]
