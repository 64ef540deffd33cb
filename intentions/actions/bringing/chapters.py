"""Where the intentions of a document come to stand: in chapters of the draft that are there, or in new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import User
from portal.reading.numbers import parted

from ...documents.arriving import code_of, objectives_of
from ...documents.said import rich, rows_of
from ...models import Chapter, Finding, Programme, Round
from ...states import FindingKind, ProgrammeKind
from ..round import add_chapter, add_programme

Figures = Mapping[Any, Sequence[Finding]]  # {id of an intention or passage: its pictures}


@dataclass
class Homes:
    """{id of an intention: its chapter}; the chapters that are new, each with the proposals whose words it holds."""

    of: dict[Any, Chapter]
    new: dict[Chapter, list[Finding]]

    @property
    def placed(self) -> set[Any]:
        return {one.pk for within in self.new.values() for one in within}


def chapters_of(round: Round, findings: Sequence[Finding], stay: Mapping[str, Sequence[str]], figures: Figures, *, by: User) -> Homes:
    """What the draft has, by title or programme, is not made twice; nor are two chapters of one name in the document.

    `stay` is what an earlier step made and could not take back: {id of a chapter or passage: ids of the proposals it says}.
    """
    standing = list(round.chapters.select_related("programme").order_by("order"))
    there = {pk: one for one in standing for pk in stay.get(str(one.pk), ())}
    heads: dict[Any, Chapter | Finding] = {}
    for one in findings:
        if one.kind == FindingKind.CHAPTER:
            heads[one.pk] = one.stands_in or there.get(str(one.pk)) or _there(one, standing) or _alike(one, heads.values()) or one
    said = {pk for pks in stay.values() for pk in pks}
    made: dict[Any, Chapter] = {}
    new: dict[Chapter, list[Finding]] = {}
    for head in [one for one in findings if heads.get(one.pk) is one]:
        within = [one for one in findings if _is_in(one, head, heads) and str(one.pk) not in said]
        chapter = made[head.pk] = _made(round, head, within, [*standing, *new], figures, by)
        new[chapter] = within
    chapters = {pk: head if isinstance(head, Chapter) else made[head.pk] for pk, head in heads.items()}
    intentions = [one for one in findings if one.kind == FindingKind.INTENTION]
    return Homes({one.pk: one.stands_in or chapters[one.chapter_id] for one in intentions}, new)


def _is_in(one: Finding, head: Finding, heads: Mapping[Any, Chapter | Finding]) -> bool:
    """A chapter of the same name, or a passage of one."""
    if one.kind == FindingKind.CHAPTER:
        return heads[one.pk] is head
    return one.kind == FindingKind.PASSAGE and not one.stands_in and heads.get(one.chapter_id) is head


def _there(finding: Finding, chapters: Sequence[Chapter]) -> Chapter | None:
    title, known = _name(finding).lower(), finding.facts.get("known", "")
    return next((one for one in chapters if title in (one.title.lower(), one.programme.name.lower()) or one.programme.slug == known), None)


def _alike(finding: Finding, heads: Iterable[Chapter | Finding]) -> Finding | None:
    earlier = (one for one in heads if isinstance(one, Finding))
    return next((one for one in earlier if _name(one).lower() == _name(finding).lower()), None)


def _name(finding: Finding) -> str:
    """Its title without the number it had in the source."""
    return parted(finding.title).text.strip() or finding.title.strip()


def _made(round: Round, head: Finding, within: Sequence[Finding], chapters: Sequence[Chapter], figures: Figures, by: User) -> Chapter:
    kind = head.facts.get("programme", "")
    kind = kind if kind in ProgrammeKind.values else ProgrammeKind.OTHER
    taken = {one.programme_id for one in chapters}
    programme = _programme(head, kind, taken) or add_programme(name=_name(head)[:150], kind=kind, by=by)
    return add_chapter(
        round=round,
        programme=programme,
        code=code_of(head.title, kind, [one.code for one in chapters]),
        title=head.title[:200],
        by=by,
        pictures=rows_of(figure for one in within for figure in figures.get(one.pk, ())),
        objectives=[said for one in within for said in objectives_of(one.facts)],
        narrative="".join(f"{f'<h3>{rich(one.title, bare=True)}</h3>' if _heads(one, head) else ''}{rich(one.words)}" for one in within),
    )


def _heads(passage: Finding, chapter: Finding) -> bool:
    return bool(passage.title) and passage.title.strip().lower() != chapter.title.strip().lower()


def _programme(finding: Finding, kind: str, taken: set[Any]) -> Programme | None:
    """The one it is known by or called, else the first of its kind that the round has not."""
    free = Programme.objects.exclude(pk__in=taken).order_by("order", "name")
    named = free.filter(slug=finding.facts.get("known") or "-").first() or free.filter(name__iexact=_name(finding)[:150]).first()
    return named or (free.filter(kind=kind).first() if kind != ProgrammeKind.OTHER else None)
