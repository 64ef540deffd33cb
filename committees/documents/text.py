"""Rich text as the numbered paragraphs of a council report."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from portal.richtext.reading import read
from portal.richtext.tree import Block, Run, Words, write

Facts = dict[str, Any]
HEADINGS = ("h3", "h4")


def paragraphs(html: str, stem: str, first: int = 1) -> list[Facts]:
    """Each paragraph takes the next number under `stem` (3.1, 3.2); a list or table belongs to the paragraph above it.

    A heading inside the text has no number: it is printed as a line of its own before the next paragraph.
    """
    numbers = count(first)
    written: list[Facts] = []
    for block in read(html):
        if _is_heading(block):
            written.append({"kind": "lead", "html": _run_in(block)})
        elif isinstance(block, Words) or not written or written[-1]["kind"] != "paragraph":
            written.append(paragraph(write([block]), f"{stem}.{next(numbers)}"))
        else:
            written[-1]["html"] += write([block])
    return written


def paragraph(html: str, number: str) -> Facts:
    return {"kind": "paragraph", "number": number, "id": anchor(number), "html": html}


def anchor(number: str) -> str:
    """The address of a section or paragraph within its paper: 5.2.1 is p5-2-1."""
    return f"p{number.replace('.', '-')}"


def flat(html: str) -> str:
    """The text with its own headings as bold lines, to stand under a heading of the paper."""
    return write([Words("p", _bold(block)) if _is_heading(block) else block for block in read(html)])


def bullets(lines: list[str]) -> Facts:
    return {"kind": "bullets", "lines": lines}


def table(caption: str, heads: list[str], rows: list[list[Any]], style: str = "") -> Facts:
    """A cell is words, {"to", "text"} for a link within the paper, or {"title", "html"} for rich text under a title."""
    return {"kind": "table", "caption": caption, "heads": heads, "rows": rows, "class": style}


def _is_heading(block: Block) -> bool:
    return isinstance(block, Words) and block.tag in HEADINGS


def _run_in(block: Any) -> str:
    return write([Words("p", _bold(block))])


def _bold(block: Any) -> tuple[Run, ...]:
    return tuple(replace(run, marks=tuple(dict.fromkeys((*run.marks, "strong")))) for run in block.runs)
