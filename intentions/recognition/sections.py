"""The document as sections: a heading, what kind of words stand under it, the programme it is about, and its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portal.reading.source import CAPTION, FIGURE, FOOTNOTE, FURNITURE, HEADING, ITEM, Block, Source

from .known import Known
from .vocabulary import first, pattern, rules

TITLED = re.compile(r"intention|priorit|prospectus|commissioning plan|service changes|bwriad|blaenoriaeth", re.I)
KEPT = ("intentions", "vision", "outcomes", "example", "closing", "risks")  # a programme's heading under these is of their kind


@dataclass
class Section:
    heading: Block | None = None
    role: str = ""  # of its heading, or inherited
    own_role: str = ""
    programme: str = ""  # the kind its heading names
    word: str = ""  # that told the role
    level: int = 0
    asked: int = 0  # the level its heading looked like, before it was seen what it stands under
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
    content = [block for block in source.blocks if block.kind not in beside]
    for block, after in zip(content, [*content[1:], None], strict=True):
        if block.kind == HEADING:
            current = _under(current, block, known, leads=after is not None and after.kind == ITEM)
            current.role, current.own_role, current.programme, current.word = _judged(current, known)
            found.append(current)
        else:
            current = numbered.get(block.number, current) if current.blocks else current
            numbered = {_next(block.number): current} if _next(block.number) else numbered
            current.blocks.append(block)
    _announce(found)
    for section in found:
        if "intention" not in section.word and any(_is_example(block) for block in section.blocks):
            section.role = "example"
    return found


def _announce(found: list[Section]) -> None:
    """A document that announces intentions in its title, and under no heading, holds them in the chapters of its programmes."""
    first_heads = [one for one in found if one.heading][:3]
    titles = [one for one in first_heads if one.own_role == "intentions" and not one.programme and re.search(r"20\d\d", one.title)]
    said = titles or any(TITLED.search(block.text) and len(block.text.split()) <= 14 for block in found[0].blocks[:6])
    if said and not any(one.own_role == "intentions" and one not in titles for one in found):
        for one in found:
            if (one.programme and one.role in ("", "intentions")) or (one.role == "" and any(above.programme for above in one.above())):
                one.role = "intentions"


def _next(number: str) -> str:
    """The number of the paragraph that goes on after a box: 28. after 27."""
    found = re.fullmatch(r"(\d+)(\.?)", number)
    return f"{int(found[1]) + 1}{found[2]}" if found else ""


def _is_example(block: Block) -> bool:
    return len(block.text.split()) <= 6 and first("sections", bare(block.text))[0] == "example"


def _under(current: Section, block: Block, known: Known, *, leads: bool) -> Section:
    """Where a heading stands. One that only looks like a heading and says "Actions" stands under the heading before it."""
    level, parent = block.level, current
    by_look = ("line" in block.why or "letters" in block.why) and not block.number
    if by_look and leads and current.heading:
        if _is_general(current.title, known) and not current.blocks:
            level = max(level, current.level + 1)
        elif current.asked == block.level:
            level = current.level
    if by_look and _is_general(block.text, known) and current.heading:
        level = current.level if _is_general(current.title, known) else max(level, current.level + 1)
    while parent.parent and parent.level >= level:
        parent = parent.parent
    return Section(block, level=level, asked=block.level, parent=parent)


def _is_general(title: str, known: Known) -> bool:
    """A heading that says what kind of words follow, and of nothing in particular."""
    text = bare(title)
    return len(text.split()) <= 4 and first("sections", text)[0] in ("intentions", "objective", "money") and not programme_of(text, known)


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
