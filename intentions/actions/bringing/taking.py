"""Taking a document in: one step, one transaction, and taken back whole for thirty days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record, record_many
from portal.moves import CannotMove, lock, step

from ...documents.outcomes_named import outcomes_with
from ...documents.said import ALONE, amounts_of, body, content, headed, pictures_of, rows_of
from ...models import Brought, Chapter, Finding, Round, Section, Thread
from ...models.brought import BACK
from ...states import FindingKind, SectionKind, Verdict
from ..deletion import CannotDelete, delete_chapter
from ..intention import read
from ..many import copies
from ..many.copies import Draft, draft
from ..many.step import SINCE, Left, kept
from .changing import NotYet, change_matched, stop_unnamed, take_changed_back, why_not_changed
from .chapters import Figures, Homes, chapters_of
from .dating import why_not_dated
from .known import named_in
from .outcomes import make_outcomes, outcomes_back


@transaction.atomic
def take_in_document(*, brought: Brought, by: User, at: datetime) -> Brought:
    """What was accepted enters the draft; refused while a piece of the source is unsaid or an intention has no chapter."""
    round = lock(brought.round, "lead")
    brought = step(lock(brought), "take_in")
    brought.round = round
    why = why_not(brought)
    if why:
        raise NotYet(why)
    stay = _still(round, brought)
    found = brought.findings.of(Verdict.ACCEPTED).select_related("chapter", "standing", "intention", "match", "outcome")
    accepted = list(found.order_by("order"))
    said = {pk for pks in stay.values() for pk in pks}
    matched = [one for one in accepted if one.is_matched]
    findings = [one for one in accepted if str(one.pk) not in said and one not in matched]
    figures = pictures_of(accepted)
    homes = chapters_of(round, [one for one in accepted if one not in matched], stay, figures, by=by)
    money = amounts_of(accepted)
    outcomes = make_outcomes(round, brought, accepted, by)
    beside = [one for one in accepted if one.kind in (FindingKind.MONEY, FindingKind.OUTCOME, FindingKind.FIGURE)]
    changed = change_matched(round, matched, beside, by, at)
    stopped = stop_unnamed(round, brought, by, at)
    placed = homes.placed | {one.pk for amounts in money.values() for one in amounts}
    placed |= _with_their_homes(figures, [*matched, *findings])
    sections = _passages(round, [one for one in findings if not _goes_in(one, placed)], figures)
    going = [one for one in findings if one.kind == FindingKind.INTENTION and not one.is_there]
    intentions = _intentions(round, going, (money, outcomes_with(going, beside), figures), homes, by, at)
    chapters = {str(one.pk): _pks(within) for one, within in homes.new.items()}
    new = {"intentions": intentions, "chapters": chapters, "sections": sections, "stay": stay}
    brought.made = new | {"changed": changed, "stopped": stopped, "outcomes": outcomes}
    brought.taken_by, brought.taken_at = by, at
    brought.save(update_fields=["status", "made", "taken_by", "taken_at"])
    says = f"took {brought} into {round}: {_counted(brought.made)}"
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
    made = brought.made
    left = copies.delete(round, made["intentions"], by, at) if made["intentions"] else []
    left += take_changed_back(round, brought, made, by, at)
    left += _sections_back(round, made["sections"])
    left += _chapters_back(round, made["chapters"], by)
    left += outcomes_back(made.get("outcomes", []), by)
    brought.made = {"stay": made["sections"] | made["chapters"] | made["stay"]}  # what is gone of it is found gone when it is asked
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
    if not brought.findings.of(Verdict.ACCEPTED).exists():
        return "Nothing of it is accepted"
    return why_not_dated(brought) or why_not_changed(brought)


def unsaid(brought: Brought) -> int:
    """Pieces with words that no proposal rests on and nobody left out."""
    return brought.pieces.ending().filter(is_open=False, is_taken=False, is_dropped=False, why="").count()


def _still(round: Round, brought: Brought) -> dict[str, list[str]]:
    """What an earlier step made and could not take back, with the proposals it says: they are not made twice."""
    stay = brought.made.get("stay", {})
    there = {str(pk) for model in (Section, Chapter) for pk in model.objects.filter(round=round, pk__in=stay).values_list("pk", flat=True)}
    return {pk: findings for pk, findings in stay.items() if pk in there}


def _goes_in(finding: Finding, placed: Collection[Any]) -> bool:
    """What becomes no passage of the front matter: intentions, their money, outcomes, and what a new chapter says."""
    if finding.kind == FindingKind.CHAPTER and not finding.words and not finding.facts.get("objectives"):
        return True
    return finding.pk in placed or finding.kind in (FindingKind.INTENTION, FindingKind.OUTCOME)


def _with_their_homes(figures: Figures, going: Sequence[Finding]) -> set[Any]:
    """Pictures that enter with the intention or passage they stand in; those of one that is there already enter by themselves."""
    homes = {one.pk for one in going if one.is_matched or not one.is_there}
    return {one.pk for home, within in figures.items() if home in homes for one in within}


def _passages(round: Round, findings: Sequence[Finding], figures: Figures) -> dict[str, list[str]]:
    last = round.sections.aggregate(last=Max("order"))["last"] or 0
    kinds, groups = set(SectionKind.values), _grouped(findings)
    rows = [(headed(group), body(group), group[0].facts.get("section", ""), _rows(group, figures)) for group in groups]
    made = Section.objects.bulk_create(
        Section(
            round=round,
            order=last + at,
            heading=heading[:200],
            body=words,
            kind=kind if kind in kinds else SectionKind.OTHER,
            pictures=pictures,
        )
        for at, (heading, words, kind, pictures) in enumerate(rows, 1)
    )
    return {str(section.pk): _pks(group) for section, group in zip(made, groups, strict=True)}


def _rows(group: Sequence[Finding], figures: Figures) -> list[dict[str, Any]]:
    """The pictures of a passage, or those that stand by themselves."""
    within = [one for home in group for one in ([home] if home.kind == FindingKind.FIGURE else figures.get(home.pk, ()))]
    return rows_of(within)


def _pks(findings: Iterable[Finding]) -> list[str]:
    return [str(one.pk) for one in findings]


def _counted(made: Mapping[str, Any]) -> str:
    """2 intentions, 1 chapter, 3 passages; 4 intentions changed."""
    names = {"intentions": "intention", "chapters": "chapter", "sections": "passage"}
    new = ", ".join(f"{len(made[of])} {name}{'' if len(made[of]) == 1 else 's'}" for of, name in names.items())
    if count := len(made["outcomes"]):
        new += f", {count} outcome{'' if count == 1 else 's'}"
    more = [f"{len(made[of])} {of}" for of in ("changed", "stopped") if made[of]]
    return f"{new}{'; intentions: ' if more else ''}{', '.join(more)}"


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Each passage by itself; of what has no place of its own in a draft, all of a kind together."""
    groups = [[one] for one in findings if one.kind in ALONE]
    others = [one for one in findings if one.kind not in ALONE]
    return groups + [[one for one in others if one.kind == kind] for kind in dict.fromkeys(one.kind for one in others)]


def _intentions(
    round: Round,
    going: Sequence[Finding],
    with_them: tuple[Mapping[Any, Sequence[Finding]], Mapping[Any, Sequence[Any]], Figures],
    homes: Homes,
    by: User,
    at: datetime,
) -> list[dict[str, Any]]:
    if not going:
        return []
    named, (money, outcomes, figures) = named_in(going), with_them
    said = [content(one, money[one.pk], named.places, named.organisations, outcomes.get(one.pk, ()), figures[one.pk]) for one in going]
    drafts = [Draft(homes.of[one.pk], read(words, round), "") for one, words in zip(going, said, strict=True)]
    versions = draft(round, drafts, by, at)
    for finding, version in zip(going, versions, strict=True):
        finding.intention = version.intention
    Finding.objects.bulk_update(going, ["intention"])
    told = [(one.intention, f"added {one.intention} to {round}") for one in versions]
    record_many("intention.created", told, by=by, owner=round.lead, at=at)
    return [kept(version, {}, {"of": "document"}) for version in versions]


def _sections_back(round: Round, keys: Iterable[str]) -> Left:
    found = list(Section.objects.filter(round=round, pk__in=list(keys)).select_for_update())
    spoken = set(Thread.objects.filter(section__in=found).values_list("section", flat=True)) if found else set()
    stays = [one for one in found if one.revision or one.pk in spoken]
    Section.objects.filter(pk__in=[one.pk for one in found if one not in stays]).delete()
    return [(one.heading, SINCE) for one in stays]


def _chapters_back(round: Round, keys: Iterable[str], by: User) -> Left:
    left: Left = []
    for chapter in Chapter.objects.filter(round=round, pk__in=list(keys)).order_by("order"):
        if chapter.revision or any(getattr(chapter, name).exists() for name in ("intentions", "threads", "suggestions")):
            left.append((chapter.title, "Changed or used since"))
            continue
        try:
            delete_chapter(chapter=chapter, by=by)
        except CannotDelete as refusal:
            left.append((chapter.title, str(refusal)))
    return left


__all__ = ["BACK", "NotYet", "take_back_document", "take_in_document", "unsaid", "why_not"]
