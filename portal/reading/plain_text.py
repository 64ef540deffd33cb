"""Plain text: paragraphs between empty lines, lines with tabs as tables, and the marks by which people imitate looks.

Text taken out of a PDF is broken where pages end: a sentence goes on after an empty line, a table begins again with its
headings, a row goes on in the next table. Such breaks are mended, since nobody wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import numbers, outline
from .collecting import Collected
from .lettering import plain, private
from .marks import unmarked
from .rows import joined_tables
from .source import ITEM, PARAGRAPH, Block, Cell, Look, Source

ENDS = re.compile(r"[.!?:;…][\"'”’)\]*_]*$")
OPEN = re.compile(r"(?:,|\b(?:and|or|of|the|to|in|for|with|a|an|by|our|we|that|which|is|are|this|team|will))$", re.I)


@dataclass
class Line:
    text: str
    number: int
    page: int
    indent: int = 0


def read_text(text: str, name: str) -> Source:
    collected = Collected(name, "text")
    for group in _groups(_lines(private(text))):
        if any("\t" in line.text for line in group):
            _add_with_table(collected, group)
        else:
            for line in group:
                _add_line(collected, line)
    source = collected.source
    source.pages = max((block.page for block in source.blocks), default=1)
    source.blocks = joined_tables(_mended(source.blocks))
    return outline.marked(source)


# ── Lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _lines(text: str) -> list[Line]:
    """Lines with the page they are on: a form feed begins one."""
    found, page = [], 1
    text = re.sub(r"(?<=[^\n])\f", "\n\f", text.replace("\r\n", "\n").replace("\r", "\n"))
    for number, line in enumerate(text.split("\n"), 1):
        page += line.count("\f")
        found.append(Line(plain(line.replace("\f", " ")), number, page, len(line) - len(line.lstrip(" \u00a0"))))
    return found


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """What stands between empty lines; tables apart from paragraphs, wrapped lines made one."""
    width = _wrap_width(lines)
    group: list[Line] = []
    for line in [*lines, Line("", 0, 0)]:
        is_row, was_row = "\t" in line.text, bool(group) and "\t" in group[-1].text
        if group and (is_row != was_row or (not line.text.strip() and not is_row)):
            yield group
            group = []
        if is_row or (line.text.strip() and not (group and _goes_on(group[-1], line, width))):
            group.append(line)
        elif line.text.strip():
            group[-1].text = _stuck(group[-1].text, line.text)


def _wrap_width(lines: list[Line]) -> int:
    """How wide the text was wrapped; nought when each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 20 and "\t" not in line.text)
    if len(lengths) < 20:
        return 0
    widest = lengths[int(len(lengths) * 0.95)]
    full = sum(1 for one in lengths if one >= 0.8 * widest)
    return widest if widest <= 130 and full >= 0.35 * len(lengths) else 0


def _goes_on(line: Line, after: Line, width: int) -> bool:
    """Whether `after` is the rest of a line that was too long."""
    marked = numbers.parted(after.text)
    if marked.number or marked.is_item:
        return False
    if width:
        first = after.text.split(" ", 1)[0]
        return len(line.text) + len(first) + 1 > 0.85 * width and not (ENDS.search(line.text) and len(line.text) < 0.8 * width)
    return after.text.lstrip()[:1].islower() and not ENDS.search(line.text) and len(line.text) > 40


def _stuck(first: str, second: str) -> str:
    second = second.strip()
    if re.search(r"[a-z]-$", first) and second[:1].islower():
        return first[:-1] + second
    return f"{first.rstrip()} {second}"


# ── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _add_line(collected: Collected, line: Line) -> None:
    text, look = unmarked(line.text.strip())
    marked = numbers.parted(text)
    if not marked.text:
        return
    inner, inner_look = unmarked(marked.text)
    look = Look(look.is_bold or inner_look.is_bold, look.is_italic or inner_look.is_italic, inner.isupper(), 0.0, float(line.indent))
    kind = ITEM if marked.is_item and not numbers.is_of_outline(marked.number or "-") else PARAGRAPH
    level = 1 if kind == ITEM else 0
    why = "a bullet" if kind == ITEM else ""
    collected.add(kind, inner, number=marked.number, line=line.number, page=line.page, look=look, level=level, why=why)


def _add_with_table(collected: Collected, group: list[Line]) -> None:
    cells = [[Cell(unmarked(piece)[0]) for piece in line.text.split("\t")] for line in group]
    collected.add_table(cells, line=group[0].number, page=group[0].page)


def _mended(blocks: list[Block]) -> list[Block]:
    """Sentences that a page's end had broken are whole again."""
    kept = blocks[:1]
    for block in blocks[1:]:
        before = kept[-1]
        broken = before.kind in (PARAGRAPH, ITEM) and block.kind == PARAGRAPH and not block.number and not ENDS.search(before.text)
        if broken and block.text[:1].islower() and (len(before.text) > 60 or OPEN.search(before.text)):
            before.text = _stuck(before.text, block.text)
        else:
            kept.append(block)
    return kept
