"""The few shapes a rich text can have, and the one way each is written as HTML.

Everything that reads or compares rich text (the sanitiser, the redline, Word, plain words) works on these shapes, so that
two texts that look alike are written alike: the same words have the same hash.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

MARKS = ("a", "strong", "em", "sub", "sup")  # the order in which formatting is nested; a link is "a:" and its address
LINK_REL = "noopener noreferrer"


@dataclass(frozen=True)
class Run:
    """Words with the same formatting. A line break is "\\n"."""

    text: str
    marks: tuple[str, ...] = ()


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Words:
    """A paragraph or a heading."""

    tag: str
    runs: Runs


@dataclass(frozen=True)
class Item:
    """A list item."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class List:
    """A list; one with numbers begins at `start` and counts in `letters` (see `numbers.py`), plain figures unless told."""

    tag: str
    items: tuple[Item, ...]
    start: int = 1
    letters: str = ""


@dataclass(frozen=True)
class Quote:
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Cell:
    """A table cell. Its scope is not stored: it follows from where it stands."""

    tag: str
    blocks: "tuple[Block, ...]"
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    caption: Runs
    head: tuple[Row, ...]
    body: tuple[Row, ...]


Block = Words | List | Quote | Table
Node = Block | Item | Row | Cell


def parts(node: Node) -> tuple[Node, ...]:
    """What a node is made of, in reading order; nothing for words."""
    match node:
        case Words():
            return ()
        case List():
            return node.items
        case Table():
            return node.head + node.body
        case Row():
            return node.cells
    return node.blocks


def runs_of(node: Node) -> Runs:
    """The words a node carries itself: a paragraph's, or a table's caption."""
    match node:
        case Words():
            return node.runs
        case Table():
            return node.caption
    return ()


def leaves(nodes: Iterable[Node], under: tuple[Node, ...] = ()) -> Iterator[tuple[tuple[Node, ...], Words]]:
    """Every paragraph, heading and caption in reading order, each with what it stands in (outermost first)."""
    for node in nodes:
        if isinstance(node, Words):
            yield under, node
        if isinstance(node, Table) and node.caption:
            yield (*under, node), Words("caption", node.caption)
        yield from leaves(parts(node), (*under, node))


def words(node: Node) -> str:
    """The plain words of a node, its lines parted by spaces."""
    own = ["".join(run.text for run in runs_of(node)).replace("\n", " ")]
    return " ".join(filter(None, own + [words(part) for part in parts(node)]))


def depth(nodes: Iterable[Node]) -> int:
    """How many elements stand inside one another when the nodes are written as HTML."""
    deepest = 0
    for node in nodes:
        marks = max((len(run.marks) for run in runs_of(node)), default=0)
        inside = max(marks, depth(parts(node)))
        deepest = max(deepest, 1 + inside + isinstance(node, Row))
    return deepest


# ── Writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def write_runs(runs: Iterable[Run]) -> str:
    """Runs as HTML: each mark is opened once for all neighbours that carry it."""
    out: list[str] = []
    opened: list[str] = []
    for run in runs:
        shared = 0
        while shared < min(len(opened), len(run.marks)) and opened[shared] == run.marks[shared]:
            shared += 1
        out += [_close(mark) for mark in reversed(opened[shared:])]
        out += [_open(mark) for mark in run.marks[shared:]]
        opened = list(run.marks)
        out.append(escape(run.text, quote=False).replace("\n", "<br>"))
    return "".join(out + [_close(mark) for mark in reversed(opened)])


def _open(mark: str) -> str:
    tag, _, href = mark.partition(":")
    return f'<a href="{escape(href)}" rel="{LINK_REL}">' if tag == "a" else f"<{tag}>"


def _close(mark: str) -> str:
    return f"</{mark.partition(':')[0]}>"


Pen = Callable[[Runs], str]  # how words are written; the redline has pens of its own


def write(blocks: Iterable[Block], pen: Pen = write_runs) -> str:
    """The blocks as HTML."""
    return "".join(write_block(block, pen) for block in blocks)


def write_block(block: Block, pen: Pen = write_runs, attributes: str = "") -> str:
    match block:
        case Words():
            return f"<{block.tag}{attributes}>{pen(block.runs)}</{block.tag}>"
        case List():
            opened = f"<{block.tag}{list_attributes(block)}{attributes}>"
            return f"{opened}{''.join(write_item(item, pen) for item in block.items)}</{block.tag}>"
        case Quote():
            return f"<blockquote{attributes}>{write(block.blocks, pen)}</blockquote>"
        case Table():
            caption = f"<caption>{pen(block.caption)}</caption>" if block.caption else ""
            head = "".join(write_row(row, "thead", pen) for row in block.head)
            body = "".join(write_row(row, "tbody", pen) for row in block.body)
            return f"<table{attributes}>{caption}{wrap('thead', head)}{wrap('tbody', body)}</table>"


def list_attributes(block: List) -> str:
    return (f' start="{block.start}"' if block.start != 1 else "") + (f' type="{block.letters}"' if block.letters else "")


def write_item(item: Item, pen: Pen = write_runs, attributes: str = "") -> str:
    return f"<li{attributes}>{write_inside(item.blocks, pen)}</li>"


def write_row(row: Row, section: str, pen: Pen = write_runs, attributes: str = "") -> str:
    return f"<tr{attributes}>{''.join(write_cell(cell, section, pen) for cell in row.cells)}</tr>"


def write_cell(cell: Cell, section: str, pen: Pen = write_runs, attributes: str = "") -> str:
    return f"<{cell.tag}{cell_attributes(cell, section)}{attributes}>{write_inside(cell.blocks, pen)}</{cell.tag}>"


def write_inside(blocks: tuple[Block, ...], pen: Pen = write_runs) -> str:
    """An item or a cell with one paragraph holds its words directly."""
    return pen(only.runs) if (only := only_paragraph(blocks)) else write(blocks, pen)


def only_paragraph(blocks: tuple[Block, ...]) -> Words | None:
    return blocks[0] if len(blocks) == 1 and isinstance(blocks[0], Words) and blocks[0].tag == "p" else None


def wrap(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if inside else ""


def cell_attributes(cell: Cell, section: str) -> str:
    """A head in the head of the table heads its column; one in the body heads its row."""
    scope = "col" if section == "thead" else "row"
    return (
        (f' scope="{scope}"' if cell.tag == "th" else "")
        + (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "")
        + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")
    )


# ── Tidying runs ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Piece:
    """A word or a gap (" " or "\\n") with its formatting."""

    text: str
    marks: tuple[str, ...] = ()

    @property
    def is_gap(self) -> bool:
        return self.text.isspace()


def join(pieces: Iterable[Piece]) -> Runs:
    """Pieces as runs: no gap at the ends, one gap between words, formatted only if both its neighbours are."""
    tidy: list[Piece] = []
    for gap, group in groupby(pieces, key=lambda piece: piece.is_gap):
        if gap:
            tidy.append(Piece("\n" if any("\n" in piece.text for piece in group) else " "))
        else:
            tidy.extend(group)
    tidy = tidy[1:] if tidy and tidy[0].is_gap else tidy
    tidy = tidy[:-1] if tidy and tidy[-1].is_gap else tidy
    for at, piece in enumerate(tidy):
        if piece.is_gap:
            before, after = tidy[at - 1].marks, tidy[at + 1].marks
            tidy[at] = Piece(piece.text, tuple(mark for mark in before if mark in after))
    return tuple(Run("".join(piece.text for piece in group), marks) for marks, group in groupby(tidy, key=lambda piece: piece.marks))
