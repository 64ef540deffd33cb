"""The document as sections: a heading, what kind of words stand under it, the programme it is about, and its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portal.reading.source import CAPTION, FIGURE, FOOTNOTE, FURNITURE, HEADING, Block, Source

from .known import Known
from .vocabulary import first, pattern, rules

KEPT = ("intentions", "vision", "outcomes", "example", "closing", "risks")  # a programme's heading under these is of their kind


@dataclass
class Section:
    heading: Block | None = None
    role: str = ""  # of its heading, or inherited
    own_role: str = ""
    programme: str = ""  # the kind its heading names
    word: str = ""  # that told the role
    level: int = 0
    parent: Section | None = None
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""

    def above(self) -> list[Section]:
        """Itself, then what it stands in, outwards."""
        return [self, *(self.parent.above() if self.parent else [])]


def sections_of(source: Source, known: Known) -> list[Section]:
    root = current = Section()
    found, beside = [root], (FURNITURE, FOOTNOTE, FIGURE, CAPTION)
    numbered: dict[str, Section] = {}  # where the paragraph of the next number belongs
    for block in source.blocks:
        if block.kind == HEADING:
            current = _under(current, block)
            current.role, current.own_role, current.programme, current.word = _judged(current, known)
            found.append(current)
        elif block.kind not in beside:
            current = numbered.get(block.number, current) if current.blocks else current
            numbered = {_next(block.number): current} if _next(block.number) else numbered
            current.blocks.append(block)
    for section in found:
        if "intention" not in section.word and any(_is_example(block) for block in section.blocks):
            section.role = "example"
    return found


def _next(number: str) -> str:
    """The number of the paragraph that goes on after a box: 28. after 27."""
    found = re.fullmatch(r"(\d+)(\.?)", number)
    return f"{int(found[1]) + 1}{found[2]}" if found else ""


def _is_example(block: Block) -> bool:
    return len(block.text.split()) <= 6 and first("sections", bare(block.text))[0] == "example"


def _under(current: Section, block: Block) -> Section:
    parent: Section | None = current
    while parent and parent.level >= block.level:
        parent = parent.parent
    return Section(block, level=block.level, parent=parent)


def _judged(section: Section, known: Known) -> tuple[str, str, str, str]:
    """Role, own role, programme, the word that told it."""
    text = bare(section.title)
    role, word = first("sections", text)
    programme = programme_of(text, known)
    above = section.parent.role if section.parent else ""
    if not role:
        inherits = above if not programme or above in KEPT else ""
        return inherits, "", programme, word
    return role, role, programme, word


def bare(title: str) -> str:
    """A heading without its number and its years, to be compared."""
    words = re.sub(r"^\s*(?:\(?\d[\d.]*[.):]?|[A-Z]\.|[a-z]\))\s+", "", title.strip())
    return re.sub(r"\s+", " ", words).strip(" :*–-").lower()


def programme_of(text: str, known: Known) -> str:
    """The kind of programme a heading names; one of the portal's own counts as "other" when its words name none."""
    for kind, words in _names():
        if words.search(text):
            return kind
    return "other" if known.programmes_in(text) else ""


def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], pattern(tuple(row["names"]), is_plain=True)) for row in rules("programmes"))
