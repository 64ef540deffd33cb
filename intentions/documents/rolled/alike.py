"""Whether a text of another year says the same but for its years."""

from __future__ import annotations

import re

from .flat import edited, flat
from .reading import Named, named
from .span import Edit, Span


def is_only_moved(before: str, after: str, span: Span, *, is_rich: bool = True) -> bool:
    """Each time that it names stays, moves by the years of the rounds, or is written out; every other letter is the same."""
    if before == after:
        return True
    found: list[str] = []
    here = 0
    for start, end, ways in _times(before, span, is_rich=is_rich):
        found += [re.escape(before[here:start]), f"(?:{'|'.join(re.escape(way) for way in ways)})"]
        here = end
    return bool(found) and re.fullmatch("".join([*found, re.escape(before[here:])]), after) is not None


def _times(source: str, span: Span, *, is_rich: bool) -> list[tuple[int, int, list[str]]]:
    """Where in the source each stands, and in which ways it may read."""
    seen = flat(source, is_rich=is_rich)
    found = []
    for one in named(seen.text):
        edits = seen.edits(_edits(one, span)) if not one.fault else None
        if edits:
            start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
            stands = source[start:end]
            moved = edited(stands, [Edit(edit.start - start, edit.end - start, edit.new) for edit in edits])
            found.append((start, end, [stands, moved]))
    return found


def _edits(one: Named, span: Span) -> tuple[Edit, ...]:
    return one.edits(span.to_first if one.kind == "nameless" else span.by)
