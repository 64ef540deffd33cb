"""Two people in one text: a save that starts from what is no longer there overwrites nothing and is shown both texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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


def changed_since(thing: Any, part: str, revision: int) -> bool:
    """Was this part written again after the revision the person opened?"""
    return bool(thing.changes.get(part, {}).get("revision", 0) > revision)


def mark(thing: Any, parts: Iterable[str], *, by: Any, at: datetime) -> None:
    """The next revision, and who changed which parts in it. The caller saves `revision` and `changes`."""
    thing.revision += 1
    written = {"revision": thing.revision, "by": str(by.pk), "at": at.isoformat()}
    thing.changes = {**thing.changes, **dict.fromkeys(parts, written)}
