"""Rich text as the numbered paragraphs of a council report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import count
from typing import Any

from portal.richtext.reading import read
from portal.richtext.tree import Block, List, Run, Words, write, write_runs

Facts = dict[str, Any]
HEADINGS = ("h3", "h4")
FIGURE = re.compile(r"[-–]?£?\d[\d,]*(?:\.\d+)?(?: ?%| million| billion)?")
NO_FIGURE = ("None", "Not known", "Not given", "No data", "")


def paragraphs(html: str, stem: str, first: int = 1) -> list[Facts]:
    """Each paragraph takes the next number under `stem` (3.1, 3.2); a list or table belongs to the paragraph above it.

    A heading inside the text has no number: it is printed as a line of its own before the next paragraph. A list that no
    paragraph leads in to is numbered item by item.
    """
    numbers = (f"{stem}.{number}" for number in count(first))
    written: list[Facts] = []
    for block in read(html):
        under = written[-1] if written and written[-1]["kind"] == "paragraph" else None
        if _is_heading(block):
            written.append({"kind": "lead", "words": write_runs(block.runs)})  # type: ignore[union-attr]
        elif under and not isinstance(block, Words) and not under["is_item"]:
            under["more"] += write([block])
        else:
            written += _numbered(block, numbers)
    return written


def _numbered(block: Block, numbers: Iterator[str]) -> Iterator[Facts]:
    match block:
        case Words():
            yield paragraph(write_runs(block.runs), next(numbers))
        case List(tag="ul"):  # the numbers of a numbered list are its own
            for item in block.items:
                first = item.blocks[0] if item.blocks else None
                leads = isinstance(first, Words)
                words = write_runs(first.runs) if isinstance(first, Words) else ""
                yield paragraph(words, next(numbers), more=write(item.blocks[1:] if leads else item.blocks), is_item=True)
        case _:
            yield paragraph("", next(numbers), more=write([block]))


def paragraph(words: str, number: str, *, more: str = "", is_item: bool = False) -> Facts:
    """`words` is the HTML inside the first paragraph, `more` what follows it under the same number."""
    return {"kind": "paragraph", "number": number, "id": anchor(number), "words": words, "more": more, "is_item": is_item}


def listed(lead: str, lines: Iterable[str], number: str) -> Facts:
    """A sentence that leads in to bullets, under one number."""
    bullets = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return paragraph(escape(lead), number, more=f"<ul>{bullets}</ul>")


def named(name: str, text: str, number: str) -> Facts:
    """A paragraph that begins with its name: Short term: ..."""
    return paragraph(f"<strong>{escape(name)}:</strong> {escape(text)}", number)


def next_number(blocks: list[Facts]) -> int:
    return 1 + sum(block["kind"] == "paragraph" for block in blocks)


def anchor(number: str) -> str:
    """The address of a section or paragraph within its paper: 5.2.1 is p5-2-1."""
    return f"p{number.replace('.', '-')}"


def flat(html: str) -> str:
    """The text with its own headings as bold lines, to stand under a heading of the paper."""
    return write([Words("p", _bold(block)) if _is_heading(block) else block for block in read(html)])  # type: ignore[arg-type]


def bullets(lines: list[str]) -> Facts:
    return {"kind": "bullets", "lines": lines}


def table(caption: str, heads: list[str], rows: list[list[Any]], *, is_kept_together: bool = False) -> Facts:
    """A cell is given as words, as {"text", "to"} for a link within the paper, or as {"text", "html"} for rich text under a title.

    Each knows its head, which stands above it where a table of many columns is stacked on a phone.
    """
    figures = [at for at in range(len(heads)) if _are_figures([row[at] for row in rows])]
    style = [*(["keep"] if is_kept_together else []), *(["many-columns"] if len(heads) > 2 else [])]
    cells = [[_cell(head, cell) for head, cell in zip(heads, row, strict=True)] for row in rows]
    return {"kind": "table", "caption": caption, "heads": heads, "rows": cells, "class": " ".join(style), "figures": figures}


def _are_figures(column: list[Any]) -> bool:
    """Numbers and amounts, and what stands where none is known: they are set to the right, one under the other."""
    said = [cell for cell in column if isinstance(cell, str)]
    return len(said) == len(column) and any(map(FIGURE.fullmatch, said)) and all(FIGURE.fullmatch(one) or one in NO_FIGURE for one in said)


def turned(made: Facts) -> Facts:
    """The table on a page on its side, for columns that need the room."""
    return {**made, "class": f"{made['class']} wide".strip()}


def _cell(head: str, cell: Any) -> Facts:
    said = cell if isinstance(cell, dict) else {"text": cell}
    return {"head": head, "to": "", "html": "", **said}


def sentence(words: list[str]) -> str:
    """One, two and three."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _is_heading(block: Block) -> bool:
    return isinstance(block, Words) and block.tag in HEADINGS


def _bold(block: Words) -> tuple[Run, ...]:
    return tuple(replace(run, marks=tuple(dict.fromkeys((*run.marks, "strong")))) for run in block.runs)
