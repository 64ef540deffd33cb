"""Where the intentions of a document come to stand: in chapters of the draft that are there, or in new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.accounts.models import User

from ...documents.arriving import code_of
from ...documents.said import rich
from ...models import Chapter, Finding, Programme, Round
from ...states import FindingKind, ProgrammeKind
from ..round import add_chapter, add_programme


def chapters_of(round: Round, findings: Sequence[Finding], *, by: User) -> tuple[dict[Any, Chapter], list[Chapter]]:
    """{id of an intention: its chapter}, and the chapters that are new. What the draft has, by title or programme, is not made twice."""
    standing = list(round.chapters.select_related("programme").order_by("order"))
    of: dict[Any, Chapter] = {}
    new: list[Chapter] = []
    for one in findings:
        if one.kind == FindingKind.CHAPTER and not one.standing:
            chapter = _there(one, [*standing, *new]) or _made(round, one, findings, [*standing, *new], by)
            new += [] if chapter in (*standing, *new) else [chapter]
            of[one.pk] = chapter
        elif one.kind == FindingKind.CHAPTER and one.standing:
            of[one.pk] = one.standing
    homes = {one.pk: one.standing or of[one.chapter_id] for one in findings if one.kind == FindingKind.INTENTION}
    for one in findings:
        one.is_in_new = of.get(one.chapter_id) in new  # type: ignore[attr-defined]
    return homes, new


def _there(finding: Finding, chapters: Sequence[Chapter]) -> Chapter | None:
    title, known = finding.title.strip().lower(), finding.facts.get("known", "")
    return next((one for one in chapters if title in (one.title.lower(), one.programme.name.lower()) or one.programme.slug == known), None)


def _made(round: Round, finding: Finding, findings: Sequence[Finding], chapters: Sequence[Chapter], by: User) -> Chapter:
    kind = finding.facts.get("programme", "")
    kind = kind if kind in ProgrammeKind.values else ProgrammeKind.OTHER
    taken = {one.programme_id for one in chapters}
    programme = _programme(finding, kind, taken) or add_programme(name=finding.title[:150], kind=kind, by=by)
    passages = [one for one in findings if one.kind == FindingKind.PASSAGE and one.chapter_id == finding.pk]
    said = "".join(f"{f'<h3>{rich(one.title, bare=True)}</h3>' if _heads(one, finding) else ''}{rich(one.words)}" for one in passages)
    return add_chapter(
        round=round,
        programme=programme,
        code=code_of(finding.title, kind, [one.code for one in chapters]),
        title=finding.title[:200],
        by=by,
        objectives=[str(one) for one in finding.facts.get("objectives", [])],
        narrative=rich(finding.words) + said,
    )


def _heads(passage: Finding, chapter: Finding) -> bool:
    return bool(passage.title) and passage.title.strip().lower() != chapter.title.strip().lower()


def _programme(finding: Finding, kind: str, taken: set[Any]) -> Programme | None:
    """The one it is known by or called, else the first of its kind that the round has not."""
    free = Programme.objects.exclude(pk__in=taken).order_by("order", "name")
    named = free.filter(slug=finding.facts.get("known") or "-").first() or free.filter(name__iexact=finding.title[:150]).first()
    return named or (free.filter(kind=kind).first() if kind != ProgrammeKind.OTHER else None)
