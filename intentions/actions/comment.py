"""What commissioners say to each other about a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.clock import database_now
from portal.richtext.passages import follow

from ..documents.passages import passage_in, texts_of, texts_of_version
from ..models import Chapter, Comment, Intention, Thread


@transaction.atomic
def start_thread(
    *,
    about: Intention | Chapter,
    by: User,
    text: str,
    part: str = "",
    anchor: str = "",
    quote: str = "",
    mentions: Iterable[User] = (),
) -> Thread:
    """The first comment on a whole thing, a part or a passage. A passage deleted meanwhile keeps the words the reader saw."""
    about = lock(about)
    found = passage_in(texts_of(about)[part], anchor) if anchor else None
    thread = Thread.objects.create(
        round=about.round,
        intention=about if isinstance(about, Intention) else None,
        chapter=about if isinstance(about, Chapter) else None,
        part=part,
        anchor=anchor,
        quote=found.text if found else quote,
        is_lost=bool(anchor) and found is None,
        started_by=by,
    )
    _say(thread, by, text, mentions)
    record("thread.started", target=about, by=by, says=f"commented on {about}", owner=about.round.lead, thread=str(thread.pk))
    return thread


@transaction.atomic
def reply(*, thread: Thread, by: User, text: str, mentions: Iterable[User] = ()) -> Comment:
    """An answer in the same thread; a thread that was resolved is open again."""
    thread = lock(thread)
    if thread.resolved_at:
        thread.resolved_at = thread.resolved_by = None
        thread.save(update_fields=["resolved_at", "resolved_by"])
    return _say(thread, by, text, mentions)


@transaction.atomic
def resolve(*, thread: Thread, by: User) -> Thread:
    """Settled: it leaves the list of open ones and stays to be read. Whoever is second changes nothing."""
    thread = lock(thread)
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by = database_now(), by
        thread.save(update_fields=["resolved_at", "resolved_by"])
        about = thread.about
        record("thread.resolved", target=about, by=by, says=f"resolved a comment on {about}", owner=thread.round.lead)
    return thread


def carry_threads(about: Intention | Chapter, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Every thread follows its passage through a save, inside the caller's transaction.

    `before` and `after` are the texts of the parts that changed. A passage that is gone leaves its thread with the words it
    was about; if the words come back, so does the thread.
    """
    _carry(Thread.objects.filter(**{_kind(about): about}, part__in=after), lambda thread: (before, after))


def carry_threads_of_many(changed: Mapping[UUID, tuple[Mapping[str, Any], Mapping[str, Any]]], parts: Iterable[str]) -> None:
    """The same of many intentions: what each, by its id, said before and says now."""
    threads = Thread.objects.filter(intention__in=changed, part__in=parts)
    _carry(threads, lambda thread: tuple(map(texts_of_version, changed[cast(UUID, thread.intention_id)])))


def carry_threads_of_chapters(changed: Mapping[UUID, tuple[Mapping[str, str], Mapping[str, str]]]) -> None:
    """The same of chapters: the texts of each, by its id, before and now."""
    parts = {part for before, after in changed.values() for part in after if after[part] != before.get(part)}
    _carry(Thread.objects.filter(chapter__in=changed, part__in=parts), lambda thread: changed[cast(UUID, thread.chapter_id)])


def _carry(threads: QuerySet[Thread], texts: Callable[[Thread], tuple[Mapping[str, str], ...]]) -> None:
    moved = list(threads.exclude(anchor=""))
    for thread in moved:
        before, after = texts(thread)
        text = after[thread.part]
        now = passage_in(text, thread.anchor) if thread.is_lost else follow(before[thread.part], text).get(thread.anchor)
        if now:
            thread.anchor, thread.quote, thread.is_lost = now.anchor, now.text, False
        else:
            thread.is_lost = True
    Thread.objects.bulk_update(moved, ["anchor", "quote", "is_lost"])


def _say(thread: Thread, by: User, text: str, mentions: Iterable[User]) -> Comment:
    comment = Comment.objects.create(thread=thread, by=by, text=text)
    comment.mentions.set(mentions)
    return comment


def _kind(about: Intention | Chapter) -> str:
    return "intention" if isinstance(about, Intention) else "chapter"
