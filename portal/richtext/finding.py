"""Words found and replaced, in a line or in rich text: each place by its number, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from .clean import clean
from .reading import PIECES, read
from .tree import Block, Cell, Item, List, Piece, Quote, Row, Run, Runs, Table, Words, join, write

AROUND = 60  # letters of the same paragraph that are shown on either side of a place
OPENING, CLOSING = "([", ",.;:!?)]"
APOSTROPHE = re.compile("['’]")


@dataclass(frozen=True)
class Search:
    """What is looked for and what comes in its place; `by` may be empty, which takes the words out."""

    words: str
    by: str = ""
    is_case_kept: bool = False
    is_whole: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """A gap is any gap, an apostrophe straight or curly."""
        words = r"\s+".join(APOSTROPHE.sub("['’]", re.escape(word)) for word in self.words.split())
        before, after = (r"(?<!\w)", r"(?!\w)") if self.is_whole else ("", "")
        return re.compile(f"{before}{words}{after}", 0 if self.is_case_kept else re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """One place, with the words around it: as it stands, and as it would read."""

    before: str
    after: str

    @property
    def was(self) -> str:
        return f"<p>{escape(self.before, quote=False)}</p>"

    @property
    def becomes(self) -> str:
        return f"<p>{escape(self.after, quote=False)}</p>" if self.after.strip(" …") else ""


def hits_in(text: str, search: Search) -> list[Hit]:
    """Of a line, or of lines without formatting."""
    return [_hit(text, found, search.by) for found in search.pattern.finditer(text)]


def hits_in_rich(html: str, search: Search) -> list[Hit]:
    """Of a cleaned text. A place never reaches from one paragraph, bullet or cell into the next."""
    found: list[Hit] = []

    def look(runs: Runs) -> Runs:
        found.extend(hits_in("".join(run.text for run in runs), search))
        return runs

    _through(read(html), look)
    return found


def replaced(text: str, search: Search, chosen: Container[int]) -> str:
    """The line with these places replaced; what is left of a gap on both sides of words taken out is one gap."""
    return "".join(run.text for run in _replace((Run(text),), search, chosen, iter(range(len(text) + 1))))


def replaced_rich(html: str, search: Search, chosen: Container[int]) -> str:
    """The same of a cleaned text: the new words are formatted as the first letter of the old ones."""
    numbers = iter(range(len(html) + 1))

    def change(runs: Runs) -> Runs:
        done = _replace(runs, search, chosen, numbers)
        return runs if done == runs else join(piece for run in done for piece in _pieces(run))

    return clean(write(_through(read(html), change)))


def _hit(text: str, found: re.Match[str], by: str) -> Hit:
    start, end = found.span()
    lead, rest = _shortened(text[:start], back=True), _shortened(text[end:], back=False)
    return Hit(f"{lead}{found[0]}{rest}", _closed(lead, rest) if not by else f"{lead}{by}{rest}")


def _shortened(text: str, *, back: bool) -> str:
    if len(text) <= AROUND:
        return text
    near = text[-AROUND:] if back else text[:AROUND]
    if back:
        return f"…{near[near.find(' ') + 1 :] if ' ' in near else near}"
    return f"{near[: near.rfind(' ')] if ' ' in near else near}…"


def _closed(lead: str, rest: str) -> str:
    """What stood before and after words that are taken out, with one gap of the two."""
    if (not lead or lead[-1].isspace() or lead[-1] in OPENING) and rest[:1] == " ":
        return lead + rest[1:]
    return (lead[:-1] if lead[-1:] == " " and (not rest or rest[0] in CLOSING) else lead) + rest


def _replace(runs: Runs, search: Search, chosen: Container[int], numbers: Iterator[int]) -> Runs:
    letters = [(letter, run.marks) for run in runs for letter in run.text]
    text, out, at = "".join(letter for letter, _ in letters), list[tuple[str, tuple[str, ...]]](), 0
    for found in search.pattern.finditer(text):
        start, end = found.span()
        if next(numbers) not in chosen:
            continue
        out += letters[at:start]
        out += [(letter, letters[start][1]) for letter in search.by]
        at = end
        if not search.by:
            at = _close(out, letters, end)
    out += letters[at:]
    return tuple(Run("".join(letter for letter, _ in group), marks) for marks, group in groupby(out, key=lambda one: one[1]))


def _close(out: list[tuple[str, tuple[str, ...]]], letters: list[tuple[str, tuple[str, ...]]], end: int) -> int:
    """Where to go on after words taken out: `_closed`, on letters."""
    following = letters[end][0] if end < len(letters) else ""
    if (not out or out[-1][0].isspace() or out[-1][0] in OPENING) and following == " ":
        return end + 1
    if out and out[-1][0] == " " and (not following or following in CLOSING):
        out.pop()
    return end


def _pieces(run: Run) -> Iterator[Piece]:
    for text in PIECES.findall(run.text):
        yield Piece("\n" if "\n" in text else " ") if text.isspace() else Piece(text, run.marks)


def _through(blocks: tuple[Block, ...], change: Callable[[Runs], Runs]) -> tuple[Block, ...]:
    """The blocks with the words of each paragraph, caption, bullet and cell changed, in reading order; a bullet left empty is none."""
    return tuple(_block(block, change) for block in blocks)


def _block(block: Block, change: Callable[[Runs], Runs]) -> Block:
    match block:
        case Words():
            return replace(block, runs=change(block.runs))
        case List():
            items = tuple(Item(_through(item.blocks, change)) for item in block.items)
            return replace(block, items=tuple(item for item in items if _has_words(item.blocks)))
        case Quote():
            return Quote(_through(block.blocks, change))
        case Table():
            caption = change(block.caption) if block.caption else ()
            return Table(caption, _rows(block.head, change), _rows(block.body, change))


def _rows(rows: tuple[Row, ...], change: Callable[[Runs], Runs]) -> tuple[Row, ...]:
    return tuple(Row(tuple(_cell(cell, change) for cell in row.cells)) for row in rows)


def _cell(cell: Cell, change: Callable[[Runs], Runs]) -> Cell:
    return replace(cell, blocks=_through(cell.blocks, change))


def _has_words(blocks: tuple[Block, ...]) -> bool:
    return any(not isinstance(block, Words) or block.runs for block in blocks)
