"""One save of a thing in parts: what is given is compared with what stands there, and what somebody else wrote since is never lost.

A part is a column, what the thing is linked with, or, where it keeps `content`, a key of that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from portal.moves.clock import database_now
from portal.moves.stale import Conflict, Page, Stale, changed_since
from portal.revisions.actions import keep
from portal.richtext.clean import Refused, clean
from portal.richtext.merging import merge

from ..documents.revised import KINDS
from .people import person

Revision = int | Mapping[str, int]


def reconcile(
    thing: Any, said: dict[str, Any], stands: Mapping[str, Any], *, revision: Revision, page: Page, rich: Collection[str] = ()
) -> tuple[dict[str, Any], dict[str, Conflict]]:
    """What is to be written, and whose other paragraphs are kept in it. Stale carries both texts of each part that two changed."""
    mine = {name for name in said if said[name] != stands[name] and not page.is_overtaken(thing.changes.get(name, {}))}
    others = [name for name in said if name in mine and changed_since(thing, name, since(revision, name), page)]
    conflicts = {name: Conflict(said[name], stands[name], **person(thing.changes[name])) for name in others}
    merged = {name: text for name in others if name in rich and (text := together(name, page, said[name], stands[name])) is not None}
    if conflicts.keys() - merged.keys():
        raise Stale(thing, {name: conflict for name, conflict in conflicts.items() if name not in merged})
    to_write = {name: merged.get(name, said[name]) for name in said if name in mine}
    return {name: value for name, value in to_write.items() if value != stands[name]}, {name: conflicts[name] for name in merged}


@contextmanager
def kept_state(thing: Any, parts: Collection[str], *, by: Any) -> Iterator[datetime]:
    """Around a save of the locked thing: what it says afterwards is kept and can be brought back. Gives the time of the save."""
    kind, at = KINDS[type(thing)], database_now()
    before = kind.said(thing)
    yield at
    keep(thing, before=before, after=kind.said(thing), parts=parts, by=by, at=at)


def parted(model: Any, said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What is given, told apart: columns, links, keys of `content`."""
    columns, links = {field.name for field in model._meta.fields}, {field.name for field in model._meta.many_to_many}
    kept = {name: value for name, value in said.items() if name not in columns | links}
    return {name: said[name] for name in said if name in columns}, {name: said[name] for name in said if name in links}, kept


def standing(thing: Any, said: Mapping[str, Any]) -> dict[str, Any]:
    """What stands now in the parts that are given."""
    columns, links, kept = parted(thing, said)
    return (
        {name: getattr(thing, name) for name in columns}
        | {name: in_order(getattr(thing, name).all()) for name in links}
        | {name: thing.content.get(name) or None for name in kept}
    )


def put(thing: Any, said: Mapping[str, Any]) -> list[str]:
    """Write it into the thing; the columns that are to be saved."""
    columns, links, kept = parted(thing, said)
    for name, value in columns.items():
        setattr(thing, name, value)
    for name, things in links.items():
        getattr(thing, name).set(things)
    if kept:
        thing.content = {name: value for name, value in {**thing.content, **kept}.items() if value is not None}
    return [*columns, *(["content"] if kept else [])]


def in_order(things: Any) -> list[Any]:
    """Links in one order, so that they can be compared."""
    return sorted(things, key=lambda thing: str(thing.pk))


def together(part: str, page: Page, mine: str, theirs: str) -> str | None:
    """Both people's paragraphs, where the page remembers what the text said before and they changed different ones."""
    base = page.said.get(part)
    merged = None if base is None else merge(base, mine, theirs)
    try:
        return clean(merged or "") or None
    except Refused:
        return None  # together they are too long: one of them is to be chosen


def forget_page(thing: Any, merged: Collection[str]) -> None:
    """What was merged is nobody's page: the next save merges again."""
    for part in merged:
        thing.changes[part] = {key: value for key, value in thing.changes[part].items() if key not in ("page", "turn")}


def since(revision: Revision, name: str) -> int:
    return revision if isinstance(revision, int) else revision.get(name, 0)
