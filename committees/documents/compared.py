"""What a text of sections changes in another: section by section, those of the same heading laid over each other."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from portal.richtext.redline import redline

Sections = list[dict[str, str]]


def compared(before: Sections, after: Sections) -> list[dict[str, str]]:
    """[{"heading", "word", "html"}] of what is changed, new or gone, in the order of the new text; of what is the same nothing is said."""
    return [found for found in _all(before, after) if found["word"]]


def _all(before: Sections, after: Sections) -> Iterator[dict[str, str]]:
    matched = SequenceMatcher(None, list(map(_name, before)), list(map(_name, after)), autojunk=False)
    for kind, first, last, start, stop in matched.get_opcodes():
        olds, news = before[first:last], after[start:stop]
        if kind == "equal":
            yield from (_laid(old, new) for old, new in zip(olds, news, strict=True))
            continue
        yield from ({"heading": one["heading"], "word": "Taken out", "html": redline(one["text"], "")} for one in olds)
        yield from ({"heading": one["heading"], "word": "Added", "html": redline("", one["text"])} for one in news)


def _laid(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    is_same = old["text"] == new["text"]
    return {"heading": new["heading"], "word": "" if is_same else "Changed", "html": "" if is_same else redline(old["text"], new["text"])}


def _name(section: dict[str, str]) -> str:
    return " ".join(section["heading"].casefold().split())
