"""Two people in one text: a save that starts from what is no longer there overwrites nothing and is shown both texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Conflict:
    """One part that both changed: what this person wants to save, what stands there now, who wrote that and when."""

    mine: Any
    theirs: Any
    by: Any = None
    at: datetime | None = None


class Stale(Exception):
    """The thing was saved by someone else after this person opened it. `conflicts` is keyed by the part of the thing."""

    def __init__(self, thing: Any, conflicts: dict[str, Conflict]):
        super().__init__(", ".join(conflicts))
        self.thing, self.conflicts = thing, conflicts


@dataclass(frozen=True)
class Page:
    """The open page from which a save comes. Its saves carry rising turns, so that one that arrives late does not undo a later one."""

    id: str = ""
    turn: int = 0
    said: Mapping[str, list[str]] = field(default_factory=dict)  # the marks of each rich text when the page last knew it

    def wrote(self, change: Mapping[str, Any]) -> bool:
        return bool(self.id) and change.get("page") == self.id

    def is_overtaken(self, change: Mapping[str, Any]) -> bool:
        """A later save of this same page has already been written."""
        return self.wrote(change) and change.get("turn", 0) > self.turn


def changed_since(thing: Any, part: str, revision: int, page: Page | None = None) -> bool:
    """Was this part written again after the revision the person opened, by another page than theirs?"""
    change = thing.changes.get(part, {})
    if revision > thing.revision:  # no page of ours ever said so: whoever made it up has seen nothing
        revision = 0
    return change.get("revision", 0) > revision and not (page and page.wrote(change))


def mark(thing: Any, parts: Iterable[str], *, by: Any, at: datetime, page: Page | None = None) -> None:
    """The next revision, and who changed which parts in it. The caller saves `revision` and `changes`."""
    thing.revision += 1
    written = {"revision": thing.revision, "by": str(by.pk), "at": at.isoformat()}
    if page and page.id:
        written |= {"page": page.id, "turn": page.turn}
    thing.changes = {**thing.changes, **dict.fromkeys(parts, written)}
