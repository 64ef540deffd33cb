"""Which intentions of the round the proposals of a document are the text of, and what becomes of those that it does not name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.models import User
from portal.richtext.clean import to_text

from ...documents.matching import Text, matches
from ...models import Brought, Finding, Intention, Round, Unnamed
from ...models.brought import is_unnamed
from ...states import Fate, FindingKind, Verdict
from .judging import CannotJudge, held_finding, open_document, saved_finding

MOST = 400  # letters of a reason


def match_findings(round: Round, findings: Iterable[Finding]) -> None:
    """Each intention that a document proposes beside the one of the round whose text it seems to be; nothing is saved here."""
    going = [one for one in findings if one.kind == FindingKind.INTENTION]
    standing = list(Intention.objects.filter(round=round).select_related("latest", "chapter")) if going else []
    of = {one.pk: one for one in standing}
    texts = [Text(one.pk, one.latest.title, to_text(one.latest.description), one.reference) for one in standing if one.latest]
    found = matches([Text(one.pk, one.title, one.words) for one in going], texts) if texts else {}
    for one in going:
        if match := found.get(one.pk):
            one.match, one.match_sure, one.match_why = of.get(match.key), match.sure, match.why[:MOST]
    _stand_with_theirs(going)


def _stand_with_theirs(findings: Sequence[Finding]) -> None:
    """A chapter of the document stands for the chapter of the round where most of its matched intentions are."""
    inside: dict[Any, tuple[Finding, list[Any]]] = {}
    for one in findings:
        if one.match and one.chapter:
            inside.setdefault(one.chapter.pk, (one.chapter, []))[1].append(one.match.chapter)
    for head, chapters in inside.values():
        most = max(set(chapters), key=chapters.count)
        if 2 * chapters.count(most) > len(chapters):
            head.standing = most
            head.why = f"{head.why}; its intentions stand in {most}"[:MOST]


@transaction.atomic
def match_finding(*, finding: Finding, intention: Intention | None, seen: int, by: User, at: datetime) -> Finding:
    """Somebody says whose text it is, or that it is new. It waits to be looked at again: what it would change is another text now."""
    held = held_finding(finding, seen)
    if held.kind != FindingKind.INTENTION:
        raise CannotJudge("Only an intention is the text of one")
    other = Finding.objects.filter(brought=held.brought, match=intention).exclude(pk=held.pk).first() if intention else None
    if other:
        raise CannotJudge(f"“{other}” is matched with {intention} already. Say first that it is new, or merge the two")
    why = f"{'matched' if intention else 'said to be new'} by {by}"
    return saved_finding(held, by, at, match=intention, match_sure=1, match_why=why[:MOST], stands="", verdict=Verdict.OPEN)


@transaction.atomic
def say_fate(*, brought: Brought, intentions: Collection[UUID], fate: Fate, by: User, at: datetime) -> int:
    """Those that the document does not name stay, or are withdrawn when it is taken in. How many were said; what it names is left."""
    brought = open_document(brought)
    going = list(unnamed_in(brought).filter(pk__in=intentions))
    Unnamed.objects.filter(brought=brought, intention__in=going).delete()
    Unnamed.objects.bulk_create(Unnamed(brought=brought, intention=one, fate=fate, by=by, at=at) for one in going)
    return len(going)


def unnamed_in(brought: Brought) -> Any:
    """The intentions that stood in the round when it was brought in, and whose text nothing of it is."""
    return Intention.objects.filter(is_unnamed(brought.pk, brought.round_id, brought.at))


def fates_of(brought: Brought) -> list[tuple[str, list[str]]]:
    """[(what becomes of them, references)] of those that it does not name; where nobody has said, they stay."""
    said = dict(brought.unnamed.values_list("intention", "fate"))
    rows = [(said.get(pk, Fate.KEEP), reference) for pk, reference in unnamed_in(brought).in_order().values_list("pk", "reference")]
    found = [(str(fate.label), [reference for of, reference in rows if of == fate]) for fate in Fate]
    return [one for one in found if one[1]]
