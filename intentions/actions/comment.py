"""What commissioners say to each other about a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Now

from portal.accounts.models import User
from portal.audit.actions import record, tell
from portal.moves import lock
from portal.moves.clock import database_now
from portal.richtext.anchors import find_again, follow_words, passage_at, select
from portal.richtext.passages import follow

from ..documents.passages import Spoken, passage_in, texts_of
from ..models import ABOUT, Chapter, Comment, Intention, Plan, Suggestion, Thread, readers_of, written_in
from .carried import carry_suggestions

Texts = Callable[[], tuple[Mapping[str, str], Mapping[str, str]]]


@transaction.atomic
def start_thread(
    *,
    about: Spoken,
    by: User,
    text: str,
    part: str = "",
    anchor: str = "",
    quote: str = "",
    words: str = "",
    before: str = "",
    after: str = "",
    mentions: Iterable[User] = (),
) -> Thread:
    """The first comment on a whole thing, a part, a passage or words. What was deleted meanwhile keeps the words the reader saw."""
    about = lock(about)
    if words:
        place = _words_in(texts_of(about)[part], words, before, after)
    else:
        found = passage_in(texts_of(about)[part], anchor) if anchor else None
        place = {"anchor": anchor, "quote": found.text if found else quote, "is_lost": bool(anchor) and found is None}
    thread = Thread.objects.create(
        round=None if isinstance(about, Plan) else about.round,
        part=part,
        started_by=by,
        said=place["quote"],
        **{_kind(about): about},
        **place,
    )
    _say(thread, by, text, mentions)
    record("thread.started", target=about, by=by, says=f"commented on {about}", owner=_owner(about), thread=str(thread.pk))
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
        record("thread.resolved", target=about, by=by, says=f"resolved a comment on {about}", owner=_owner(about))
    return thread


@transaction.atomic
def reopen(*, thread: Thread, by: User) -> Thread:
    """Not settled after all. Whoever is second changes nothing."""
    thread = lock(thread)
    if thread.resolved_at is not None:
        thread.resolved_at = thread.resolved_by = None
        thread.save(update_fields=["resolved_at", "resolved_by"])
        about = thread.about
        record("thread.reopened", target=about, by=by, says=f"opened a comment on {about} again", owner=_owner(about))
    return thread


def leave_threads(passage: Any, by: User) -> None:
    """What it was about is removed from the draft: each thread keeps the words, says what it was about, and is resolved."""
    kind = _kind(passage)
    Thread.objects.filter(**{kind: passage}).update(
        **{kind: None},
        of=str(passage)[:200],
        is_lost=True,
        resolved_at=Coalesce("resolved_at", Now()),
        resolved_by=Coalesce("resolved_by", Value(by.pk)),
    )


def carry_threads(about: Spoken, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Every thread follows its passage through a save, inside the caller's transaction.

    `before` and `after` are the texts of the parts that changed. A passage that is gone leaves its thread with the words it
    was about; if the words come back, so does the thread.
    """
    mine = {_kind(about): about, "part__in": after}
    _carry(Thread.objects.filter(**mine), lambda thread: (before, after))
    if isinstance(about, Intention | Chapter):
        carry_suggestions(Suggestion.objects.filter(**mine), lambda suggestion: after)


def is_spoken_of(about: Spoken, parts: Iterable[str]) -> bool:
    """Whether a save of these parts has anything to carry."""
    mine = {_kind(about): about, "part__in": parts}
    if Thread.objects.filter(**mine).exclude(anchor="", start=None).exists():
        return True
    return isinstance(about, Intention | Chapter) and Suggestion.objects.open().filter(**mine).exists()


def carry_threads_of_many(changed: Sequence[tuple[Any, Texts]], parts: Iterable[str]) -> None:
    """The same of many things: `changed` says of each what its parts said before and say now, and is asked only of what is spoken of."""
    texts = {thing.pk: said for thing, said in changed}
    things = [thing for thing, _ in changed if _kind(thing) in ABOUT]
    _carry(Thread.objects.filter(_about(things), part__in=parts), lambda thread: texts[thread.about_id]())
    suggested = [thing for thing in things if isinstance(thing, Intention | Chapter)]
    if suggested:
        suggestions = Suggestion.objects.filter(_about(suggested), part__in=parts)
        carry_suggestions(suggestions, lambda suggestion: texts[suggestion.about_id]()[1])


def _about(things: Iterable[Any]) -> Q:
    of: dict[str, list[UUID]] = {}
    for thing in things:
        of.setdefault(_kind(thing), []).append(thing.pk)
    return reduce(or_, (Q(**{f"{kind}__in": ids}) for kind, ids in of.items()), Q(pk__in=[]))


def _carry(threads: QuerySet[Thread], texts: Callable[[Thread], tuple[Mapping[str, str], ...]]) -> None:
    moved = list(threads.exclude(anchor="", start=None))
    for thread in moved:
        before, after = texts(thread)
        move = _with_passage if thread.start is None else _with_words
        move(thread, before[thread.part], after[thread.part])
    Thread.objects.bulk_update(moved, ["anchor", "start", "quote", "before", "after", "is_lost"])


def _with_passage(thread: Thread, before: str, after: str) -> None:
    now = passage_in(after, thread.anchor) if thread.is_lost else follow(before, after).get(thread.anchor)
    thread.is_lost = now is None
    if now:
        thread.anchor, thread.quote = now.anchor, now.text


def _with_words(thread: Thread, before: str, after: str) -> None:
    if thread.is_lost or thread.start is None:
        now = find_again(after, thread.quote, thread.before, thread.after)
    else:
        now = follow_words(before, after, thread.start, thread.quote, thread.said)
    thread.is_lost = now is None
    if now:
        thread.start, thread.quote, thread.before, thread.after = now.start, now.words, now.before, now.after
        thread.anchor = passage_at(after, now.start)


def _words_in(text: str, words: str, before: str, after: str) -> dict[str, Any]:
    """Where the words stand, or that they do not any more."""
    found = select(text, words, before, after)
    if found is None:
        return {"start": 0, "quote": words, "before": before[-80:], "after": after[:80], "is_lost": True}
    place = {"start": found.start, "quote": found.words, "before": found.before, "after": found.after}
    return {**place, "anchor": passage_at(text, found.start)}


def _say(thread: Thread, by: User, text: str, mentions: Iterable[User]) -> Comment:
    """Whoever is named is told as they chose; nobody is who may not read the draft."""
    comment = Comment.objects.create(thread=thread, by=by, text=text)
    named = list(readers_of(thread.whose).filter(pk__in=[person.pk for person in mentions]))
    comment.mentions.set(named)
    tell(
        "named in a comment",
        to=[person for person in named if person != by],
        subject=f"{by} named you in a comment on {thread.about}"[:200],
        template="emails/named.txt",
        facts={"by": by, "about": thread.about, "round": thread.whose, "page": thread.get_absolute_url()},
        about=thread,
        choice="told_of_turns",
    )
    return comment


def _kind(about: Any) -> str:
    """The name of the column in which a thread says what it is about."""
    return str(about._meta.model_name)


def _owner(about: Any) -> Any:
    """The organisation whose people read this line of the history."""
    whose = written_in(about)
    return whose.organisation if isinstance(whose, Plan) else whose.lead
