"""A letter in passages: each paragraph, item, row of a table; a paragraph that goes from one intention to another is cut between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from intentions.recognition.pieces import sentences, whole
from portal.reading import Block, Source
from portal.reading.source import HEADING, TABLE

from .asked import Register
from .rules import pattern


@dataclass(frozen=True)
class Passage:
    key: str
    text: str
    page: int
    line: int
    kind: str
    number: str = ""
    cells: tuple[tuple[str, str], ...] = ()  # what its column is called, what it says
    position: str = field(default="")  # what its column of positions says
    conditions: str = field(default="")
    is_head: bool = False  # the first row of a table, which names its columns


def passages_of(source: Source, register: Register) -> Iterator[Passage]:
    for block in source.blocks:
        if block.kind == TABLE:
            yield from _rows(block)
        elif block.text.strip():
            plain = Passage(block.key, " ".join(block.text.split()), block.page, block.line, block.kind, block.number)
            yield from [plain] if block.kind == HEADING else _cut(plain, register)


def _cut(passage: Passage, register: Register) -> list[Passage]:
    """Where a sentence names other intentions than those before it, another passage begins."""
    parts: list[tuple[list[str], list[str]]] = []
    for sentence in sentences(whole(passage.key, passage.text)):
        named = register.named(sentence.text)
        if not parts or (named and parts[-1][0] and set(named) != set(parts[-1][0])):
            parts.append((named, [sentence.text]))
        else:
            parts[-1][1].append(sentence.text)
            parts[-1] = (parts[-1][0] or named, parts[-1][1])
    if len(parts) < 2:
        return [passage]
    return [replace(passage, key=f"{passage.key}.{at}", text=" ".join(texts)) for at, (_, texts) in enumerate(parts)]


def _rows(block: Block) -> Iterator[Passage]:
    """With the names of its columns; a row without words says nothing."""
    heads = [block.cell_at(0, at).text.strip() for at in range(len(block.cells[0]))] if block.cells else []
    has_heads = len(block.cells) > 1 and sum(bool(head) for head in heads) > 1
    for at, row in enumerate(block.cells):
        said = [(heads[place] if has_heads and place < len(heads) else "", " ".join(cell.text.split())) for place, cell in enumerate(row)]
        text = " | ".join(words for _, words in said if words)
        if not text:
            continue
        passage = Passage(f"{block.key}.r{at}", text, block.page, block.line, TABLE, cells=tuple(said), is_head=has_heads and at == 0)
        yield replace(passage, position=_column(said, "position"), conditions=_column(said, "conditions"))


def _column(said: list[tuple[str, str]], kind: str) -> str:
    return next((words for head, words in said if head and pattern("columns", kind).search(head)), "")
