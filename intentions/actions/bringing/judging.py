"""What people say of the proposals of a document: accepted, mended, left out, merged, split, moved. Each act is kept at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from portal.accounts.models import User
from portal.moves import CannotMove, lock

from ...documents.said import joined
from ...models import Brought, Chapter, Finding, Version
from ...models.brought import SURE
from ...states import FindingKind, Verdict
from .standing import mark_of, texts_that_stand

CARRIED = {  # by both halves of a split intention, and of anything else: no amount and no objective counts twice
    True: ("theme", "timescale", "places", "organisations", "providers", "strength", "kind", "setting", "lever"),
    False: ("section", "intention"),
}
NEW: Mapping[str, Any] = {"match": None, "outcome": None, "match_sure": 1, "match_why": ""}  # the text of no intention, and no outcome
STAYS_A_PICTURE = "A picture stays a picture, and nothing else becomes one. Leave it out, or say where it belongs"
Seen = Mapping[str, tuple[int, str]]  # {id of a finding: its revision that was seen, and the mark of the text that stood beside it}


class Meanwhile(Exception):
    """Somebody else said something of this proposal since the page was loaded."""

    def __init__(self, finding: Finding):
        super().__init__(f"{finding.changed_by} changed this meanwhile")
        self.finding = finding


class Otherwise(Meanwhile):
    """The text that it would change says something else since the page was loaded."""

    def __init__(self, finding: Finding, version: Version):
        super().__init__(finding)
        self.args = (f"{version.changed_by} changed {version.intention.reference} meanwhile",)


class CannotJudge(Exception):
    """Said in words a person can act on."""


@transaction.atomic
def judge_finding(*, finding: Finding, verdict: Verdict, seen: int, by: User, at: datetime, stands: str = "") -> Finding:
    """Accepted, left out, or open again. `stands` is the mark of the text that was seen beside it."""
    held = held_finding(finding, seen)
    said = _beside(held, stands) if verdict == Verdict.ACCEPTED else {}
    return saved_finding(held, by, at, verdict=verdict, **said)


def _still(held: Finding, kind: FindingKind, stands: str) -> Mapping[str, Any]:
    """What it was matched with stays only while it is of that kind."""
    if kind != held.kind or kind not in (FindingKind.INTENTION, FindingKind.OUTCOME):
        return NEW
    return _beside(held, stands) if kind == FindingKind.INTENTION else {}


def _beside(held: Finding, stands: str) -> dict[str, str]:
    """What is accepted is accepted over the text that was seen, and no other."""
    version = texts_that_stand([held]).get(held.match_id)
    if version is None:
        return {}
    if stands != mark_of(version):
        raise Otherwise(held, version)
    return {"stands": stands}


@transaction.atomic
def mend_finding(
    *,
    finding: Finding,
    title: str,
    words: str,
    chapter: Finding | Chapter | None,
    kind: FindingKind,
    seen: int,
    by: User,
    at: datetime,
    without: Collection[str] = (),
    stands: str = "",
    more: Mapping[str, Any] | None = None,
) -> Finding:
    """What somebody wrote is accepted as they wrote it; `without` are facts that were recognised wrongly, `more` those that
    somebody said."""
    home = {"chapter": chapter if isinstance(chapter, Finding) else None, "standing": chapter if isinstance(chapter, Chapter) else None}
    held = held_finding(finding, seen)
    if FindingKind.FIGURE in {kind, held.kind} and kind != held.kind:
        raise CannotJudge(STAYS_A_PICTURE)
    facts = {name: value for name, value in held.facts.items() if name not in without} | dict(more or {})
    if title != held.title:
        facts["titled"] = True
    if words.split() != held.words.split():
        facts.pop("statement", None)
    beside = _still(held, kind, stands)
    return saved_finding(held, by, at, title=title, words=words, kind=kind, facts=facts, verdict=Verdict.ACCEPTED, **home, **beside)


@transaction.atomic
def merge_finding(*, finding: Finding, seen: int, by: User, at: datetime) -> Finding:
    """Its words and its pieces go to the one of its kind before it; nothing of the source is lost."""
    held = held_finding(finding, seen)
    if held.kind == FindingKind.FIGURE:
        raise CannotJudge("Two pictures cannot become one. Leave one of them out")
    same = Finding.objects.filter(brought=held.brought, kind=held.kind, order__lt=held.order).exclude(verdict=Verdict.DROPPED)
    before = same.select_for_update(of=("self",)).order_by("-order").first()
    if before is None:
        raise CannotJudge(f"There is no {held.get_kind_display().lower()} before it")
    before.pieces.add(*held.pieces.all())
    Finding.objects.filter(chapter=held).update(chapter=before)
    words, facts = joined(before, held)
    match = {name: getattr(held, name) for name in ("match", "match_sure", "match_why")} if held.match and not before.match else {}
    held.delete()
    return saved_finding(before, by, at, words=words, spans=before.spans + held.spans, facts=facts, **match)


@transaction.atomic
def split_finding(*, finding: Finding, paragraph: int, seen: int, by: User, at: datetime) -> Finding:
    """From this paragraph on (the first is 1) its words are a proposal of their own, beside the same pieces."""
    held = held_finding(finding, seen)
    lines = held.words.splitlines() if held.kind != FindingKind.FIGURE else []
    if not 1 < paragraph <= len(lines):
        raise CannotJudge("Select the paragraph that begins the second")
    first, second = lines[: paragraph - 1], lines[paragraph - 1 :]
    Finding.objects.filter(brought=held.brought, order__gt=held.order).update(order=F("order") + 1)
    facts = {name: value for name, value in held.facts.items() if name in CARRIED[held.kind == FindingKind.INTENTION]}
    new = Finding.objects.create(
        brought=held.brought,
        order=held.order + 1,
        kind=held.kind,
        title=second[0][:200],
        words="\n".join(second),
        facts=facts,
        spans=held.spans,
        chapter=held.chapter,
        standing=held.standing,
        page=held.page,
        line=held.line,
        sure=held.sure,
        why=f"split off from “{held}”"[:400],
        changed_by=by,
        changed_at=at,
    )
    new.pieces.set(held.pieces.all())
    saved_finding(held, by, at, words="\n".join(first))
    return new


@transaction.atomic
def judge_findings(*, brought: Brought, seen: Seen, said: Mapping[str, Any], by: User, at: datetime) -> tuple[int, int]:
    """The ticked ones in one write: how many, and how many were left because somebody changed them meanwhile."""
    brought = open_document(brought)
    rows = brought.findings.select_for_update(of=("self",)).filter(pk__in=[UUID(pk) for pk in seen]).select_related("match")
    if said.get("kind", FindingKind.FIGURE) != FindingKind.FIGURE:
        rows = rows.exclude(kind=FindingKind.FIGURE)  # a picture stays one
    same = [one for one in rows if seen[str(one.pk)][0] == one.revision]
    if said.get("verdict") == Verdict.ACCEPTED and said.get("kind", FindingKind.INTENTION) == FindingKind.INTENTION:
        same = _accepted_over(same, {one.pk: seen[str(one.pk)][1] for one in same})
    return _write(brought, {"pk__in": [one.pk for one in same]}, said, by, at), len(seen) - len(same)


@transaction.atomic
def accept_open(*, brought: Brought, sure_only: bool, by: User, at: datetime) -> int:
    """Everything that nobody has looked at, or what is sure of it; in one write."""
    brought = open_document(brought)
    which = {"verdict": Verdict.OPEN} | ({"sure__gte": SURE, "match_sure__gte": SURE} if sure_only else {})
    _accepted_over(list(brought.findings.matched().filter(**which).select_related("match")))
    return _write(brought, which, {"verdict": Verdict.ACCEPTED}, by, at)


@transaction.atomic
def drop_open(*, brought: Brought, by: User, at: datetime) -> int:
    """Everything that nobody has looked at is left out, in one write; each can be opened again."""
    return _write(open_document(brought), {"verdict": Verdict.OPEN}, {"verdict": Verdict.DROPPED}, by, at)


@transaction.atomic
def judge_chapter(*, brought: Brought, home: Finding | Chapter, verdict: Verdict, by: User, at: datetime) -> int:
    """Everything that stands in a chapter, and the chapter when the document proposes it; whatever was said of it before."""
    brought = open_document(brought)
    inside = Q(standing=home) if isinstance(home, Chapter) else Q(pk=home.pk) | Q(chapter=home, standing=None)
    going = list(brought.findings.filter(inside).exclude(verdict=verdict).select_related("match"))
    if verdict == Verdict.ACCEPTED:
        _accepted_over(going)
    return _write(brought, {"pk__in": [one.pk for one in going]}, {"verdict": verdict}, by, at)


def _accepted_over(findings: Sequence[Finding], seen: Mapping[Any, str] | None = None) -> list[Finding]:
    """Those that are new, and those whose text still is what was seen; each keeps its mark."""
    versions = texts_that_stand(findings)
    going, marked = [], []
    for one in findings:
        if one.is_matched and one.match_id in versions:
            one.stands = mark_of(versions[one.match_id])
            if seen is not None and seen[one.pk] != one.stands:
                continue
            marked.append(one)
        going.append(one)
    Finding.objects.bulk_update(marked, ["stands"], batch_size=500)
    return going


def _write(brought: Brought, which: Mapping[str, Any], said: Mapping[str, Any], by: User, at: datetime) -> int:
    changed = {**said, "revision": F("revision") + 1, "changed_by": by, "changed_at": at}
    return Finding.objects.filter(brought=brought, **which).update(**changed)


def open_document(brought: Brought) -> Brought:
    brought = lock(brought)
    if not brought.is_open:
        raise CannotMove("judge", brought)
    return brought


def held_finding(finding: Finding, seen: int) -> Finding:
    """Under the lock of its document: of two people, the second is told."""
    brought = open_document(finding.brought)
    held: Finding = lock(finding, "changed_by", "match")
    held.brought = brought
    if held.revision != seen:
        raise Meanwhile(held)
    return held


def saved_finding(held: Finding, by: User, at: datetime, **said: Any) -> Finding:
    for name, value in said.items():
        setattr(held, name, value)
    held.revision, held.changed_by, held.changed_at = held.revision + 1, by, at
    held.save(update_fields=[*said, "revision", "changed_by", "changed_at"])
    return held
