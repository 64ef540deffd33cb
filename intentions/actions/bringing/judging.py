"""What people say of the proposals of a document: accepted, mended, left out, merged, split, moved. Each act is kept at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from portal.accounts.models import User
from portal.moves import CannotMove, lock

from ...documents.said import joined
from ...models import Brought, Chapter, Finding
from ...models.brought import SURE
from ...states import FindingKind, Verdict

CARRIED = {  # by both halves of a split intention, and of anything else: no amount and no objective counts twice
    True: ("theme", "timescale", "places", "organisations", "providers", "strength", "kind", "setting", "lever"),
    False: ("section", "intention"),
}
Seen = Mapping[str, int]  # {id of a finding: the revision that was seen}


class Meanwhile(Exception):
    """Somebody else said something of this proposal since the page was loaded."""

    def __init__(self, finding: Finding):
        super().__init__(f"{finding.changed_by} changed this meanwhile")
        self.finding = finding


class CannotJudge(Exception):
    """Said in words a person can act on."""


@transaction.atomic
def judge_finding(*, finding: Finding, verdict: Verdict, seen: int, by: User, at: datetime) -> Finding:
    """Accepted, left out, or open again."""
    return _saved(_held(finding, seen), by, at, verdict=verdict)


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
) -> Finding:
    """What somebody wrote is accepted as they wrote it; `without` are facts that were recognised wrongly."""
    home = {"chapter": chapter if isinstance(chapter, Finding) else None, "standing": chapter if isinstance(chapter, Chapter) else None}
    held = _held(finding, seen)
    facts = {name: value for name, value in held.facts.items() if name not in without}
    return _saved(held, by, at, title=title, words=words, kind=kind, facts=facts, verdict=Verdict.ACCEPTED, **home)


@transaction.atomic
def merge_finding(*, finding: Finding, seen: int, by: User, at: datetime) -> Finding:
    """Its words and its pieces go to the one of its kind before it; nothing of the source is lost."""
    held = _held(finding, seen)
    same = Finding.objects.filter(brought=held.brought, kind=held.kind, order__lt=held.order).exclude(verdict=Verdict.DROPPED)
    before = same.select_for_update(of=("self",)).order_by("-order").first()
    if before is None:
        raise CannotJudge(f"There is no {held.get_kind_display().lower()} before it")
    before.pieces.add(*held.pieces.all())
    Finding.objects.filter(chapter=held).update(chapter=before)
    words, facts = joined(before, held)
    merged = _saved(before, by, at, words=words, spans=before.spans + held.spans, facts=facts)
    held.delete()
    return merged


@transaction.atomic
def split_finding(*, finding: Finding, paragraph: int, seen: int, by: User, at: datetime) -> Finding:
    """From this paragraph on (the first is 1) its words are a proposal of their own, beside the same pieces."""
    held = _held(finding, seen)
    lines = held.words.splitlines()
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
    _saved(held, by, at, words="\n".join(first))
    return new


@transaction.atomic
def judge_findings(*, brought: Brought, seen: Seen, said: Mapping[str, Any], by: User, at: datetime) -> tuple[int, int]:
    """The ticked ones in one write: how many, and how many were left because somebody changed them meanwhile."""
    brought = _open(brought)
    rows = brought.findings.select_for_update(of=("self",)).filter(pk__in=[UUID(pk) for pk in seen]).values_list("pk", "revision")
    same = [pk for pk, revision in rows if seen[str(pk)] == revision]
    return _write(brought, {"pk__in": same}, said, by, at), len(seen) - len(same)


@transaction.atomic
def accept_open(*, brought: Brought, sure_only: bool, by: User, at: datetime) -> int:
    """Everything that nobody has looked at, or what is sure of it; in one write."""
    which = {"verdict": Verdict.OPEN} | ({"sure__gte": SURE} if sure_only else {})
    return _write(_open(brought), which, {"verdict": Verdict.ACCEPTED}, by, at)


def _write(brought: Brought, which: Mapping[str, Any], said: Mapping[str, Any], by: User, at: datetime) -> int:
    changed = {**said, "revision": F("revision") + 1, "changed_by": by, "changed_at": at}
    return Finding.objects.filter(brought=brought, **which).update(**changed)


def _open(brought: Brought) -> Brought:
    brought = lock(brought)
    if not brought.is_open:
        raise CannotMove("judge", brought)
    return brought


def _held(finding: Finding, seen: int) -> Finding:
    """Under the lock of its document: of two people, the second is told."""
    brought = _open(finding.brought)
    held: Finding = lock(finding, "changed_by")
    held.brought = brought
    if held.revision != seen:
        raise Meanwhile(held)
    return held


def _saved(held: Finding, by: User, at: datetime, **said: Any) -> Finding:
    for name, value in said.items():
        setattr(held, name, value)
    held.revision, held.changed_by, held.changed_at = held.revision + 1, by, at
    held.save(update_fields=[*said, "revision", "changed_by", "changed_at"])
    return held
