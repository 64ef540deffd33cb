"""The little Markdown people write in a plain box and in the demonstration: paragraphs, lists, bold, links, headings."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .numbers import marks_of
from .tree import Block, Item, List, Run, Runs, Words

DRAWN_BULLET = re.compile("^([ \t]*)[\u00b7\u2022\u25cf\u25aa\uf0b7\uf0a7][ \t\u00a0]+", re.MULTILINE)
NO_NUMBER = re.compile(r"^([ \t]*)(\d{4,}[.]|\d+[)]|0\d+[.])(?=[ \t]|$)", re.MULTILINE)  # a year, "1)" and "01." are words
MOST_LISTED = 999
LINES = str.maketrans({0x0B: "\n", 0x2028: "\n", 0x2029: "\n\n", 0x0C: "\n", 0x1E: "\u2011"})
MARKED = {"strong": "**", "em": "*"}


class CannotWrite(ValueError):
    """There is something in the text that Markdown has no sign for."""


def to_html(text: str, *, is_wrapped: bool = False) -> str:
    """HTML, not yet cleaned. No HTML is taken over from the text."""
    kept = text.replace("\\\\", "\\\\\\\\")  # of two backslashes none is lost
    return _markdown("list", "heading", "emphasis", "link", "escape", breaks=not is_wrapped).render(_prepared(kept))


def of_words(text: str) -> str:
    """The same of words that nobody wrote as Markdown: a star is a star."""
    return _markdown("list", "escape", breaks=True).render(_prepared(text.replace("\\", "\\\\")))


def _prepared(text: str) -> str:
    text = DRAWN_BULLET.sub(r"\1- ", text.replace("\r\n", "\n").translate(LINES))
    return NO_NUMBER.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


@cache
def _markdown(*rules: str, breaks: bool) -> MarkdownIt:
    made = MarkdownIt("zero", {"html": False, "breaks": breaks}).enable([*rules, "newline"])
    made.add_render_rule("list_item_open", _numbered)
    return made


def _numbered(renderer: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    """An item keeps the number that it was given, whatever the one before it has."""
    given = tokens[at].info
    return f'<li value="{int(given)}">' if given.isdigit() else "<li>"


def from_blocks(blocks: Iterable[Block]) -> str:
    """The blocks as a person would type them; CannotWrite if they hold a table, a quotation, letters that count, sub or sup."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> list[str]:
    match block:
        case Words(tag="p"):
            return _written(block.runs).split("\n")
        case Words():
            return [f"{'#' * int(block.tag[1])} {_written(block.runs)}"]
        case List():
            if block.letters or block.start > MOST_LISTED:
                raise CannotWrite
            return [line for mark, item in zip(marks_of(block), block.items, strict=True) for line in _item_lines(mark, item)]
    raise CannotWrite


def _item_lines(mark: str, item: Item) -> list[str]:
    mark += " "
    lines: list[str] = []
    for block in item.blocks:
        lines += ([""] if lines and isinstance(block, Words) else []) + _lines(block)
    return [(mark if at == 0 else " " * len(mark) if line else "") + line for at, line in enumerate(lines)]


def _written(runs: Runs) -> str:
    return _at_start("".join(_run(run) for run in runs))


def _run(run: Run) -> str:
    text = re.sub(r"([*_\[\]])", r"\\\1", run.text)
    for mark in reversed(run.marks):
        if mark.startswith("a:"):
            text = f"[{text}]({mark[2:]})"
        elif mark in MARKED:
            text = f"{MARKED[mark]}{text}{MARKED[mark]}"
        else:
            raise CannotWrite
    return text


def _at_start(text: str) -> str:
    """A line that only looks like a bullet, a number or a heading is none."""
    return re.sub(r"^([-+]|#+|\d+(?=[.)]))([.)]?)(?=\s|$)", lambda found: _escaped(found[1], found[2]), text, flags=re.MULTILINE)


def _escaped(mark: str, end: str) -> str:
    return f"{mark}\\{end}" if end else f"\\{mark}"
