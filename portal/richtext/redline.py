"""What changed between two texts, drawn in one: struck out, added, moved; at every level valid HTML.

Parts are aligned with parts (paragraphs, bullets, rows, columns), words with words. `accept` gives the new text back to the
letter and `reject` the old one. A change is said in words, hidden or shown, as well as in colour.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count

from .alignment import Pair, Part, align
from .reading import parse, read, read_element
from .strokes import DEL, INS, draw_runs, pen_for
from .tables import has_spans, shape_of
from .tree import (
    Block,
    Cell,
    Item,
    List,
    Node,
    Pen,
    Quote,
    Row,
    Run,
    Table,
    Words,
    cell_attributes,
    list_attributes,
    only_paragraph,
    words,
    wrap,
    write,
    write_block,
    write_cell,
    write_item,
)  # fmt: skip

MOVING_WORDS = 4  # a shorter part that turns up elsewhere is taken for a new one
Columns = list[tuple[int | None, int | None]]


def redline(before: str, after: str) -> str:
    """Two cleaned texts as one, with what was removed, added and moved."""
    return _blocks(read(before), read(after))


def accept(drawn: str) -> str:
    """The new text of a redline."""
    return _without(drawn, DEL)


def reject(drawn: str) -> str:
    """The old text of a redline."""
    return _without(drawn, INS)


def _without(drawn: str, kind: str) -> str:
    document = parse(drawn)
    for element in list(document.iter("*")):
        classes = (element.get("class") or "").split()
        if element.tag == kind or f"redline-{kind}" in classes or "redline-note" in classes:
            element.drop_tree()
        elif element.tag in (INS, DEL):
            element.tag = "span"
    return write(read_element(document))


# ── Parts beside parts ──────────────────────────────────────────────────────────────────────────────────────────────
def _aligned(pairs: Sequence[Pair[Part]], both: Callable[[Part, Part], str], one: Callable[[Part, str, Pen], str]) -> str:
    """Each pair drawn by `both`; a part that only one text has by `one`, with its kind (ins or del) and the pen of that."""
    notes = _moves(pairs)
    out: list[str] = []
    for at, (old, new) in enumerate(pairs):
        if old is not None and new is not None:
            out.append(both(old, new))
        elif old is not None:
            out.append(one(old, DEL, pen_for(DEL, notes.get(at, ""))))
        elif new is not None:
            out.append(one(new, INS, pen_for(INS, notes.get(at, ""))))
    return "".join(out)


def _class(kind: str) -> str:
    return f' class="redline-{kind}"'


def _moves(pairs: Sequence[Pair[Part]]) -> dict[int, str]:
    """What is gone in one place and turns up unchanged in another: "Moved from paragraph 3:"."""
    gone: dict[Node, list[int]] = {}
    for at, (old, new) in enumerate(pairs):
        if old is not None and new is None and len(words(old).split()) >= MOVING_WORDS:
            gone.setdefault(old, []).append(at)
    notes: dict[int, str] = {}
    for at, (old, new) in enumerate(pairs):
        if old is None and new is not None and gone.get(new):
            origin = gone[new].pop(0)
            notes[at] = f"Moved from {_name(pairs, origin, side=0)}:"
            notes[origin] = f"Moved to {_name(pairs, at, side=1)}:"
    return notes


def _name(pairs: Sequence[Pair[Part]], at: int, *, side: int) -> str:
    """The part's number among its kind, in its own text."""
    kinds = [_kind(pair[side]) for pair in pairs[: at + 1]]
    return f"{kinds[-1]} {Counter(kinds)[kinds[-1]]}"


def _kind(node: Node | None) -> str:
    match node:
        case Words(tag="p"):
            return "paragraph"
        case Words():
            return "heading"
        case Item():
            return "item"
    return type(node).__name__.lower()


# ── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _blocks(old: Sequence[Block], new: Sequence[Block]) -> str:
    return _aligned(align(old, new), _block, _whole_block)


def _whole_block(block: Block, kind: str, pen: Pen) -> str:
    return write_block(block, pen, _class(kind))


def _block(old: Block, new: Block) -> str:
    """Two blocks of one kind; alignment pairs no others."""
    match old, new:
        case Words(), Words():
            return f"<{new.tag}>{draw_runs(old.runs, new.runs)}</{new.tag}>"
        case List(), List():
            return f"<{new.tag}{list_attributes(new)}>{_aligned(align(old.items, new.items), _item, _whole_item)}</{new.tag}>"
        case Quote(), Quote():
            return f"<blockquote>{_blocks(old.blocks, new.blocks)}</blockquote>"
        case Table(), Table():
            return _table(old, new)
    raise TypeError(f"{old} beside {new}")


def _item(old: Item, new: Item) -> str:
    return f"<li>{_inside(old.blocks, new.blocks)}</li>"


def _whole_item(item: Item, kind: str, pen: Pen) -> str:
    return write_item(item, pen, _class(kind))


def _inside(old: tuple[Block, ...], new: tuple[Block, ...]) -> str:
    before, after = only_paragraph(old), only_paragraph(new)
    if (before or not old) and (after or not new):
        return draw_runs(before.runs if before else (), after.runs if after else ())
    return _blocks(old, new)


# ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _table(old: Table, new: Table) -> str:
    """Row by row where one grid can be laid on the other, otherwise the old table and then the new one."""
    if has_spans(old) or has_spans(new):
        return _cell_by_cell(old, new) if shape_of(old) == shape_of(new) else _replaced(old, new)
    columns = _columns(old, new)
    if not any(None not in column for column in columns):
        return _replaced(old, new)
    head = _section(align(old.head, new.head), columns, "thead")
    return _drawn_table(old, new, head, _section(align(old.body, new.body), columns, "tbody"))


def _replaced(old: Table, new: Table) -> str:
    return _whole_block(old, DEL, pen_for(DEL)) + _whole_block(new, INS, pen_for(INS))


def _drawn_table(old: Table, new: Table, head: str, body: str) -> str:
    caption = wrap("caption", draw_runs(old.caption, new.caption))
    return f"<table>{caption}{wrap('thead', head)}{wrap('tbody', body)}</table>"


def _cell_by_cell(old: Table, new: Table) -> str:
    """Two tables with the same merged cells."""
    widest = max(len(row.cells) for row in new.head + new.body)
    columns: Columns = [(at, at) for at in range(widest)]
    head = _section(list(map(Pair, old.head, new.head)), columns, "thead")
    return _drawn_table(old, new, head, _section(list(map(Pair, old.body, new.body)), columns, "tbody"))


def _columns(old: Table, new: Table) -> Columns:
    """Which column is which: one for one if there are as many, otherwise by their words."""
    before, after = _column_words(old), _column_words(new)
    if len(before) == len(after):
        return [(at, at) for at in range(len(after))]
    columns: Columns = []
    old_at, new_at = count(), count()
    for was, now in align(before, after):
        columns.append((next(old_at) if was else None, next(new_at) if now else None))
    return columns


def _column_words(table: Table) -> list[Words]:
    columns = zip(*(row.cells for row in table.head + table.body), strict=True)
    return [Words("td", (Run(" ".join(words(cell) for cell in column)),)) for column in columns]


def _section(pairs: Sequence[Pair[Row]], columns: Columns, section: str) -> str:
    def both(old: Row, new: Row) -> str:
        return f"<tr>{''.join(_cells(old, new, column, section) for column in columns)}</tr>"

    def one(row: Row, kind: str, pen: Pen) -> str:
        side = 0 if kind == DEL else 1
        other = f"<td{_class(INS if kind == DEL else DEL)}></td>"  # a column this row never had
        places = (column[side] for column in columns)
        cells = (other if at is None else write_cell(row.cells[at], section, pen) for at in places)
        return f"<tr{_class(kind)}>{''.join(cells)}</tr>"

    return _aligned([split for pair in pairs for split in _compatible(pair)], both, one)


def _compatible(pair: Pair[Row]) -> list[Pair[Row]]:
    """A row whose heads became plain cells, or the other way round, is another row."""
    old, new = pair
    if old is None or new is None:
        return [pair]
    clash = any(a.tag != b.tag and a.blocks and b.blocks for a, b in zip(old.cells, new.cells, strict=False))
    return [Pair(old, None), Pair(None, new)] if clash else [pair]


def _cells(old: Row, new: Row, column: tuple[int | None, int | None], section: str) -> str:
    before, after = column
    if before is None or after is None:
        kind = DEL if after is None else INS
        row, at = (old, before) if before is not None else (new, after)
        return write_cell(row.cells[at or 0], section, pen_for(kind), _class(kind))
    if before >= len(old.cells):
        return ""
    was, now = old.cells[before], new.cells[after]
    standing: Cell = now if now.blocks else was
    return f"<{standing.tag}{cell_attributes(standing, section)}>{_inside(was.blocks, now.blocks)}</{standing.tag}>"
