"""The little Markdown people write in a plain box and in the demonstration: paragraphs, lists, bold, links, headings."""

import re
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt

from .tree import Block, Item, List, Run, Runs, Words

DRAWN_BULLET = re.compile("^[\u00b7\u2022\u25cf]\\s+", re.MULTILINE)
MARKED = {"strong": "**", "em": "*"}


class CannotWrite(ValueError):
    """There is something in the text that Markdown has no sign for."""


def to_html(text: str) -> str:
    """HTML, not yet cleaned. No HTML is taken over from the text."""
    return _markdown().render(DRAWN_BULLET.sub("- ", text))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False}).enable(["list", "heading", "emphasis", "link", "escape"])


def from_blocks(blocks: Iterable[Block]) -> str:
    """The blocks as a person would type them; CannotWrite if they hold a table, a quotation, a line break, sub or sup."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> list[str]:
    match block:
        case Words(tag="p"):
            return [_written(block.runs)]
        case Words():
            return [f"{'#' * int(block.tag[1])} {_written(block.runs)}"]
        case List():
            return [line for number, item in enumerate(block.items, start=1) for line in _item_lines(block.tag, number, item)]
    raise CannotWrite


def _item_lines(tag: str, number: int, item: Item) -> list[str]:
    mark = "- " if tag == "ul" else f"{number}. "
    lines: list[str] = []
    for block in item.blocks:
        lines += ([""] if lines and isinstance(block, Words) else []) + _lines(block)
    return [(mark if at == 0 else " " * len(mark) if line else "") + line for at, line in enumerate(lines)]


def _written(runs: Runs) -> str:
    return _at_start("".join(_run(run) for run in runs))


def _run(run: Run) -> str:
    text = re.sub(r"([\\*_\[\]])", r"\\\1", run.text)
    if "\n" in text:
        raise CannotWrite
    for mark in reversed(run.marks):
        if mark.startswith("a:"):
            text = f"[{text}]({mark[2:]})"
        elif mark in MARKED:
            text = f"{MARKED[mark]}{text}{MARKED[mark]}"
        else:
            raise CannotWrite
    return text


def _at_start(line: str) -> str:
    """A line that only looks like a bullet, a number or a heading is none."""
    return re.sub(r"^([-+]|#+|\d+(?=[.)]))([.)]?)(?=\s|$)", lambda found: _escaped(found[1], found[2]), line)


def _escaped(mark: str, end: str) -> str:
    return f"{mark}\\{end}" if end else f"\\{mark}"
