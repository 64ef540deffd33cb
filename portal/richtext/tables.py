"""Reading a table: heads where heads belong, every row as wide as the table, spans within it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from lxml import html

from .refusals import MOST_CELLS, MOST_COLUMNS, MOST_SPAN, TooLarge, TooWide
from .tree import Block, Cell, Row, Run, Runs, Table, Words, words

Reader = Callable[[html.HtmlElement], tuple[Block, ...]]
Rows = tuple[Row, ...]
CELLS = ("td", "th")


def table_of(element: html.HtmlElement, read_cell: Reader, read_caption: Callable[[html.HtmlElement], Runs]) -> Table | None:
    """The table, or nothing if it holds no words."""
    caption: Runs = ()
    sections: dict[str, list[Row]] = {"thead": [], "tbody": [], "tfoot": []}
    for tag, found in _rows(element):
        if isinstance(found, list):
            sections[tag].append(Row(tuple(_cell(cell, read_cell) for cell in found)))
        else:
            caption = caption or read_caption(found)
    head, body = tuple(sections["thead"]), tuple(sections["tbody"] + sections["tfoot"])
    if not any(words(row) for row in head + body):
        return None
    return Table(caption, *_squared(*_heads(head, body)))


def _rows(element: html.HtmlElement, section: str = "tbody") -> Iterator[tuple[str, list[html.HtmlElement] | html.HtmlElement]]:
    """The caption, and the cells of each row with its section; cells outside any row are rows too."""
    for tag, group in groupby(element, key=lambda child: child.tag):
        children = list(group)
        if tag == "caption":
            yield "caption", children[0]
        elif tag == "tr":
            rows = ([cell for cell in row if cell.tag in CELLS] for row in children)
            yield from ((section, cells) for cells in rows if cells)
        elif tag in CELLS:
            yield section, children
        elif tag in ("thead", "tbody", "tfoot"):
            for child in children:
                yield from _rows(child, tag)


def _cell(element: html.HtmlElement, read_cell: Reader) -> Cell:
    return Cell(element.tag, read_cell(element), _span(element.get("colspan")), _span(element.get("rowspan")))


def _span(value: str | None) -> int:
    digits = (value or "").strip()[:9]
    return min(max(int(digits), 1), MOST_SPAN) if digits.isascii() and digits.isdigit() else 1


# ── Heads ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _heads(head: Rows, body: Rows) -> tuple[Rows, Rows]:
    """The first rows of nothing but heads are the table's head; so is a first row in bold above rows that are not."""
    if not head:
        first = 0
        while first < len(body) and _only_heads(body[first]):
            first += 1
        first = min(first, 1) if first == len(body) else first
        if not first and _is_bold_above_plain(body):
            body = (_plain(body[0]), *body[1:])
            first = 1
        if len(body) > first:
            head, body = body[:first], body[first:]
    return tuple(_tagged(row, "th") for row in head), tuple(_tagged(row) for row in body)


def _only_heads(row: Row) -> bool:
    tags = {cell.tag for cell in row.cells if cell.blocks}
    return tags == {"th"}


def _is_bold_above_plain(body: Rows) -> bool:
    if len(body) < 2 or any(cell.tag == "th" for row in body for cell in row.cells):
        return False
    return all(_is_bold(cell) for cell in body[0].cells) and not all(_is_bold(cell) for cell in body[1].cells)


def _is_bold(cell: Cell) -> bool:
    return bool(cell.blocks) and all(
        isinstance(block, Words) and all("strong" in run.marks or run.text.isspace() for run in block.runs) for block in cell.blocks
    )


def _plain(row: Row) -> Row:
    """The row without its bold: heads are bold already."""
    return Row(tuple(replace(cell, tag="th", blocks=tuple(_thin(block) for block in cell.blocks)) for cell in row.cells))


def _thin(block: Block) -> Block:
    if not isinstance(block, Words):
        return block
    return replace(block, runs=_merged(Run(run.text, tuple(m for m in run.marks if m != "strong")) for run in block.runs))


def _merged(runs: Iterable[Run]) -> Runs:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].marks == run.marks:
            merged[-1] = Run(merged[-1].text + run.text, run.marks)
        else:
            merged.append(run)
    return tuple(merged)


def _tagged(row: Row, tag: str = "") -> Row:
    """An empty cell heads nothing."""
    return Row(tuple(replace(cell, tag=(tag or cell.tag) if cell.blocks else "td") for cell in row.cells))


# ── The grid ────────────────────────────────────────────────────────────────────────────────────────────────────────
class _Grid:
    """Where cells fall: how many more rows each column is taken by a cell from above."""

    def __init__(self) -> None:
        self.taken: list[int] = []

    def place(self, row: Row, rows_left: int) -> list[tuple[int, Cell]]:
        """The row's cells, each with its column, with spans that fit."""
        column, placed = 0, []
        for cell in row.cells:
            while self.is_taken(column):
                column += 1
            span = 1
            while span < cell.colspan and not self.is_taken(column + span):
                span += 1
            placed.append((column, replace(cell, colspan=span, rowspan=min(cell.rowspan, rows_left))))
            column += span
        self._next(placed)
        return placed

    def is_taken(self, column: int) -> bool:
        return column < len(self.taken) and self.taken[column] > 0

    def _next(self, placed: list[tuple[int, Cell]]) -> None:
        self.taken = [max(rows - 1, 0) for rows in self.taken]
        for column, cell in placed:
            end = column + cell.colspan
            if end > MOST_COLUMNS * MOST_SPAN:
                raise TooWide
            self.taken += [0] * (end - len(self.taken))
            self.taken[column:end] = [cell.rowspan - 1] * cell.colspan


def _squared(*sections: Rows) -> tuple[Rows, ...]:
    """Every row as wide as the table. A column in which no cell begins is none: spans shrink by it."""
    placed = [_placed(rows) for rows in sections]
    begins = sorted({column for rows in placed for row in rows for column, _ in row})
    if len(begins) > MOST_COLUMNS:
        raise TooWide
    if len(begins) * sum(map(len, placed)) > MOST_CELLS:
        raise TooLarge
    return tuple(_filled([Row(tuple(_shrunk(*cell, begins) for cell in row)) for row in rows], len(begins)) for rows in placed)


def _placed(rows: Rows) -> list[list[tuple[int, Cell]]]:
    grid = _Grid()
    return [grid.place(row, len(rows) - at) for at, row in enumerate(rows)]


def _shrunk(column: int, cell: Cell, begins: list[int]) -> Cell:
    return replace(cell, colspan=bisect_left(begins, column + cell.colspan) - bisect_left(begins, column))


def _filled(rows: list[Row], width: int) -> Rows:
    """Rows that end early are filled up with empty cells."""
    grid = _Grid()
    filled: list[Row] = []
    for at, row in enumerate(rows):
        free = sum(not grid.is_taken(column) for column in range(width))
        cells = [cell for _, cell in grid.place(row, len(rows) - at)]
        missing = free - sum(cell.colspan for cell in cells)
        filled.append(Row((*cells, *[Cell("td", ())] * missing)))
    return tuple(filled)


# ── What a table is like ────────────────────────────────────────────────────────────────────────────────────────────
def has_spans(table: Table) -> bool:
    return any(cell.colspan > 1 or cell.rowspan > 1 for row in table.head + table.body for cell in row.cells)


def shape_of(table: Table) -> list[list[tuple[tuple[str, int, int], ...]]]:
    """Two tables of one shape can be laid on each other cell by cell."""
    return [[tuple((cell.tag, cell.colspan, cell.rowspan) for cell in row.cells) for row in rows] for rows in (table.head, table.body)]
