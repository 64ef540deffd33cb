"""Rich text as plain words, and as the passages people point at when they comment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .alignment import align
from .numbers import marks_of
from .reading import read, read_again
from .tree import Block, Cell, Item, List, Node, Quote, Run, Table, Words, leaves, parts, words, write_runs


@dataclass(frozen=True)
class Passage:
    """One paragraph, heading, bullet or table cell. Its anchor stays the same while its words do, wherever it moves."""

    anchor: str
    kind: str  # paragraph, heading, bullet, cell, caption
    name: str  # "paragraph 2": its number among its kind
    text: str
    html: str  # what stands in it, without its own tag


def blocks(html: str) -> list[Passage]:
    """The passages of a cleaned text, in reading order."""
    found: list[Passage] = []
    anchors: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for under, leaf in leaves(read_again(html)):
        kind, text = _kind(under, leaf), words(leaf)
        anchor = f"{kind}-{sha256(text.encode()).hexdigest()[:10]}"
        anchors[anchor] += 1
        kinds[kind] += 1
        again = f"-{anchors[anchor]}" if anchors[anchor] > 1 else ""
        found.append(Passage(anchor + again, kind, f"{kind} {kinds[kind]}", text, write_runs(leaf.runs)))
    return found


def _kind(under: tuple[Node, ...], leaf: Words) -> str:
    if leaf.tag == "caption":
        return "caption"
    if leaf.tag != "p":
        return "heading"
    nearest = next((node for node in reversed(under) if isinstance(node, Item | Cell)), None)
    return {Item: "bullet", Cell: "cell"}[type(nearest)] if nearest else "paragraph"


def to_text(html: str) -> str:
    """The words alone, for search, CSV, plain email and hashes: "- " and the numbers for lists, " | " between cells."""
    return "\n\n".join("\n".join(_lines(block)) for block in read(html))


def _lines(block: Block) -> list[str]:
    match block:
        case Words():
            return "".join(run.text for run in block.runs).split("\n")
        case List():
            return [
                line
                for mark, item in zip(marks_of(block), block.items, strict=True)
                for line in _hanging(f"{mark} ", _all_lines(item.blocks))
            ]
        case Quote():
            return _hanging("> ", _all_lines(block.blocks))
        case Table():
            caption = ["".join(run.text for run in block.caption)] if block.caption else []
            return caption + [" | ".join(words(cell) for cell in parts(row)) for row in block.head + block.body]


def _all_lines(blocks: Iterable[Block]) -> list[str]:
    return [line for block in blocks for line in _lines(block)]


def _hanging(mark: str, lines: list[str]) -> list[str]:
    return [(mark if at == 0 else " " * len(mark)) + line for at, line in enumerate(lines)]


def follow(before: str, after: str) -> dict[str, Passage]:
    """Where each passage of the one text is in the other, under its anchor in the first; a passage that is gone is not there.

    The same words are the same passage wherever they moved; what is left is the passage most like it, in order.
    """
    return followed(blocks(before), blocks(after))


def followed(old: Sequence[Passage], new: Sequence[Passage]) -> dict[str, Passage]:
    """The same of passages that were read already."""
    free = {passage.anchor: passage for passage in new}
    found: dict[str, Passage] = {}
    for passage in old:
        same = free.get(passage.anchor) or next((one for one in free.values() if one.text == passage.text), None)
        if same:
            found[passage.anchor] = free.pop(same.anchor)
    left = [passage for passage in old if passage.anchor not in found]
    fresh = list(free.values())
    names, places = iter(left), iter(fresh)
    for was, now in align([_line(passage) for passage in left], [_line(passage) for passage in fresh]):
        origin, place = (next(names) if was else None), (next(places) if now else None)
        if origin and place:
            found[origin.anchor] = place
    return found


def _line(passage: Passage) -> Words:
    return Words("p", (Run(passage.text),))
