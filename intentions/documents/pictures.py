"""The pictures of an intention, a chapter or a passage: what each shows, what stands under it, and where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..models.content import PICTURE

Row = dict[str, Any]
MOST = 20  # of one thing
UNDESCRIBED = "A picture that nobody has described"


def picture(said: Mapping[str, Any]) -> Row:
    """A row with every key; what was not given is empty."""
    blank = {"width": 0, "height": 0, "decorates": False}
    return {column: said.get(column, blank.get(column, "")) for column in PICTURE}


def alternative(row: Mapping[str, Any]) -> str:
    """What a reader who does not see it is told; nothing of what only decorates."""
    return "" if row["decorates"] else row["alternative"] or row["caption"] or UNDESCRIBED


def in_words(row: Mapping[str, Any]) -> str:
    """Figure 1. Beds in use. It shows: ..."""
    shows = "It only decorates" if row["decorates"] else f"It shows: {row['alternative']}" if row["alternative"] else UNDESCRIBED
    said = [row["caption"] or "Picture", shows]
    return f"{'. '.join(words.rstrip('.') for words in said)} ({row['file'][:8]})"


def path_of(file: str) -> str:
    """Where it is kept."""
    return f"pictures/{file[:2]}/{file}"


def with_pictures(rows: list[Row]) -> dict[str, Any]:
    """As an edition freezes them; what has none says nothing of them."""
    return {"pictures": [picture(row) for row in rows]} if rows else {}
