"""What differs between two editions, as they were frozen: new, changed, dropped, and the words that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from .. import timescale
from .intention import Facts
from .parts import Change, changes_between
from .pictures import in_words
from .rolled.alike import is_only_moved
from .rolled.span import Span

CHAPTER_TEXTS = {
    "title": "Title",
    "narrative": "Narrative",
    "finance_short_term": "Financial recovery, short term",
    "finance_medium_long_term": "Financial recovery, medium and long term",
    "finance_rule": "Financial rule",
}


@dataclass(frozen=True)
class Difference:
    """One intention, chapter or passage: what became of it, and the parts that changed."""

    key: str  # its reference, code or heading: unique on the page
    title: str
    word: str  # New, Changed, Dropped, Moved or The same
    changes: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)  # the parts in which nothing but the years is another
    facts: Facts = field(default_factory=dict)
    rolled: str = ""  # for how many years, when it comes from an earlier round

    @property
    def is_change(self) -> bool:
        return self.word in ("New", "Changed", "Dropped")


@dataclass(frozen=True)
class Year:
    """How a round stands to the one it was rolled from: by how many years it moved, and where each of them is for."""

    span: Span
    places: tuple[list[str], list[str]]  # of the one before, of this one

    def is_only_moved(self, change: Change, was: Facts, now: Facts) -> bool:
        """The part says the same some years later; or it was, and is, for all of its round."""
        if change.name == "places":
            return (was["places"], now["places"]) == self.places
        if change.name == "timescale" and _is_whole(was, self.span.first, self.span.last):
            return _is_whole(now, self.span.to_first, self.span.to_last)
        return is_only_moved(change.before, change.after, self.span)


def _is_whole(facts: Facts, first: int, last: int) -> bool:
    """It has no time of its own: it is for the years of its round."""
    period = timescale.of_round(first, last)
    return not facts["timescale"] and (facts.get("from_date"), facts.get("to_date")) == (str(period.from_date), str(period.to_date))


def between(before: Facts, after: Facts, was: Mapping[str, str] | None = None) -> list[Difference]:
    """Front matter, chapters, intentions, in the order of the later text; what is gone stands at the end of its kind.

    `was` says which reference an intention had before, where it is not the same.
    """
    return [
        *_passages(before.get("sections", []), after.get("sections", [])),
        *_chapters(before, after),
        *intentions_between(before, after, was),
    ]


def intentions_between(before: Facts, after: Facts, was: Mapping[str, str] | None = None, year: Year | None = None) -> Iterator[Difference]:
    """`year` says how this round stands to the one it was rolled from: what only moved with it is no change."""
    old, new = _by_reference(before), _by_reference(after)
    earlier = {reference: (was or {}).get(reference, "" if was is not None else reference) for reference in new}
    for reference, facts in new.items():
        origin = old.get(earlier[reference])
        if origin is None:
            yield Difference(reference, facts["title"], "New", facts=facts)
            continue
        found = list(changes_between(origin, facts))
        moved = [change for change in found if year and year.is_only_moved(change, origin, facts)]
        truly = [change for change in found if change not in moved]
        yield Difference(reference, facts["title"], _word(truly, year), truly, moved, facts)
    kept = set(earlier.values())
    for reference, facts in old.items():
        if reference not in kept:
            yield Difference(reference, facts["title"], "Dropped", facts=facts)


def _word(truly: list[Change], year: Year | None) -> str:
    return "Changed" if truly else "Moved" if year else "The same"


def _by_reference(content: Facts) -> dict[str, Facts]:
    return {one["reference"]: one for chapter in content.get("chapters", []) for one in chapter["intentions"]}


def _passages(before: list[Facts], after: list[Facts]) -> Iterator[Difference]:
    old, new = ({one["heading"]: one for one in found} for found in (before, after))
    for heading in dict.fromkeys([*new, *old]):
        was, now = old.get(heading), new.get(heading)
        yield _text(heading, heading, {"Text": (was and was["body"], now and now["body"]), "Pictures": (_shown(was), _shown(now))})


def _chapters(before: Facts, after: Facts) -> Iterator[Difference]:
    old, new = ({one["code"]: one for one in found.get("chapters", [])} for found in (before, after))
    for code in dict.fromkeys([*new, *old]):
        was, now = old.get(code), new.get(code)
        texts = {label: (was and _html(was[name]), now and _html(now[name])) for name, label in CHAPTER_TEXTS.items()}
        texts["Objectives"] = (was and _bullets(was["objectives"]), now and _bullets(now["objectives"]))
        texts["Pictures"] = (_shown(was), _shown(now))
        yield _text(code, (now or was or {})["title"], texts)


def _shown(of: Facts | None) -> str | None:
    return None if of is None else _bullets([in_words(row) for row in of.get("pictures", [])])


def _text(key: str, title: str, texts: Mapping[str, tuple[Any, Any]]) -> Difference:
    """A thing of several texts, each given as it was and as it is; None where there was or is none."""
    if all(was is None for was, _ in texts.values()):
        return Difference(key, title, "New")
    if all(now is None for _, now in texts.values()):
        return Difference(key, title, "Dropped")
    found = [Change(label, label, was or "", now or "") for label, (was, now) in texts.items() if was != now]
    return Difference(key, title, "Changed" if found else "The same", found)


def _html(text: str) -> str:
    return text if text.startswith("<") or not text else f"<p>{escape(text, quote=False)}</p>"


def _bullets(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line, quote=False)}</li>' for line in lines)}</ul>" if lines else ""
