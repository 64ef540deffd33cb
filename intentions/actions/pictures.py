"""Pictures kept with an intention, a chapter or a passage: each stored once, with what it shows, its caption and where it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.moves import lock
from portal.reading.pictures import Drawn
from portal.revisions.reading import states

from ..documents.pictures import MOST, Row, picture
from ..models import Chapter, Version
from .front import edit_passage
from .intention import save_version
from .kept_pictures import store
from .round import edit_chapter

SAID = ("alternative", "decorates", "caption")


@dataclass(frozen=True)
class Arrived:
    """A picture on its way in, with what is known of it."""

    drawn: Drawn
    alternative: str = ""
    decorates: bool = False
    caption: str = ""
    after: str = ""

    def row(self) -> Row:
        said = {name: getattr(self, name) for name in (*SAID, "after")}
        return picture({"file": self.drawn.file, "width": self.drawn.width, "height": self.drawn.height, **said})


@dataclass(frozen=True)
class Added:
    """What became of those that came: kept, there already, and more than one thing may have."""

    thing: Any
    kept: int
    there: int
    over: int


@transaction.atomic
def add_pictures(*, thing: Any, by: User, pictures: Sequence[Arrived]) -> Added:
    """They join what is there, in their order; the same picture is kept once."""
    thing = lock(thing)
    rows, there = list(thing.pictures), {row["file"] for row in thing.pictures}
    fresh = list({one.drawn.file: one for one in pictures if one.drawn.file not in there}.values())
    kept = fresh[: max(MOST - len(rows), 0)]
    for one in kept:
        store(one.drawn.file, one.drawn.content)
    if kept:
        thing = _saved(thing, by, [*rows, *(one.row() for one in kept)])
    return Added(thing, len(kept), len(pictures) - len(fresh), len(fresh) - len(kept))


@transaction.atomic
def say_pictures(*, thing: Any, by: User, revision: int, said: Mapping[str, Mapping[str, Any]]) -> Any:
    """What each of these shows, and its caption. What somebody else said of them since `revision` is not overwritten."""
    thing = lock(thing)
    rows = [row | {name: said[row["file"]][name] for name in SAID} if row["file"] in said else row for row in thing.pictures]
    return _saved(thing, by, rows, revision)


@transaction.atomic
def remove_picture(*, thing: Any, by: User, file: str) -> Any:
    """It leaves the draft; editions that hold it stay as they are, and it can be put back."""
    thing = lock(thing)
    return _saved(thing, by, [row for row in thing.pictures if row["file"] != file])


@transaction.atomic
def put_back_picture(*, thing: Any, by: User, file: str) -> Any:
    """As the last saved state that had it said, at the end."""
    thing = lock(thing)
    gone = next((row for row in removed(thing) if row["file"] == file), None)
    return _saved(thing, by, [*thing.pictures, gone]) if gone and len(thing.pictures) < MOST else thing


@transaction.atomic
def move_picture(*, thing: Any, by: User, file: str) -> Any:
    """One place up."""
    thing = lock(thing)
    rows = list(thing.pictures)
    at = next((at for at, row in enumerate(rows) if row["file"] == file), 0)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return _saved(thing, by, rows)


def removed(thing: Any) -> list[Row]:
    """Those that a saved state had and that are not there now, the last first."""
    found: dict[str, Row] = {}
    for rows in states(thing).filter(said__pictures__0__isnull=False).values_list("said__pictures", flat=True):
        for row in rows:
            found.setdefault(row["file"], picture(row))
    return [row for file, row in found.items() if file not in {row["file"] for row in thing.pictures}]


def _saved(thing: Any, by: User, rows: list[Row], revision: int | None = None) -> Any:
    """By the thing's own action, so that it is kept, refused and told of as all its words are."""
    since = thing.revision if revision is None else revision
    if isinstance(thing, Version):
        return save_version(version=thing, by=by, content={"pictures": rows}, revision=since)
    if isinstance(thing, Chapter):
        return edit_chapter(chapter=thing, by=by, revision=since, pictures=rows)
    return edit_passage(passage=thing, by=by, revision=since, pictures=rows)
