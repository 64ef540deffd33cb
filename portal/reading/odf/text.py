"""An OpenDocument text in its order: headings by their level, lists by the numbers they show, tables with their spans."""

from __future__ import annotations

from lxml import etree

from .. import numbers, outline, refusals
from ..collecting import Collected
from ..lettering import private
from ..opening import Archive
from ..source import BOX, FOOTNOTE, FURNITURE, HEADING, ITEM, PARAGRAPH, Cell, Look, Source
from .names import DRAW, FO, MOST_REPEATED, OFFICE, STYLE, SVG, TABLE, TEXT, XLINK, count, table_rows, words

DEEPEST = 8


def read_odt(content: bytes, name: str) -> Source:
    archive = Archive(content, name)
    return _Text(archive, name).read()


class _Text:
    def __init__(self, archive: Archive, name: str) -> None:
        self.archive = archive
        tree, styles = archive.tree("content.xml"), archive.tree("styles.xml")
        body = None if tree is None else tree.find(f"{OFFICE}body/{OFFICE}text")
        if tree is None or body is None:
            raise refusals.damaged(name)
        self.body, self.collected, self.line = body, Collected(name, "odt"), 0
        trees = [one for one in (styles, tree) if one is not None]
        self.bold = {one.get(f"{STYLE}name") for tree in trees for one in tree.iter(f"{STYLE}style") if _is_bold(one)}
        self.lists = {one.get(f"{STYLE}name"): one for tree in trees for one in tree.iter(f"{TEXT}list-style")}
        self.running = [] if styles is None else _running(styles)

    def read(self) -> Source:
        source = self.collected.source
        self._blocks(self.body, "", 0)
        for text in dict.fromkeys(self.running):
            self.collected.add(FURNITURE, text, why="at the head or foot of every page")
        source.leave_out("comments", sum(1 for _ in self.body.iter(f"{OFFICE}annotation")))
        deleted = sum(1 for _ in self.body.iter(f"{TEXT}deletion"))
        if deleted:
            source.problems.append(f"{deleted} tracked {'deletion is' if deleted == 1 else 'deletions are'} left out.")
        source.pages = 1 + sum(1 for _ in self.body.iter(f"{TEXT}soft-page-break"))
        return outline.marked(source)

    def _blocks(self, parent: etree._Element, inside: str, depth: int) -> None:
        if depth > DEEPEST:
            raise refusals.too_deep(self.collected.source.name)
        for child in parent:
            if child.tag == f"{TEXT}h":
                self._add(child, HEADING, inside, level=count(child, f"{TEXT}outline-level"), why="a heading")
            elif child.tag == f"{TEXT}p":
                self._add(child, PARAGRAPH, inside)
            elif child.tag == f"{TEXT}list":
                self._list(child, inside, 1, child.get(f"{TEXT}style-name") or "")
            elif child.tag == f"{TABLE}table":
                self._table(child, inside, depth)
            elif child.tag in (f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}table-of-content"):
                self._blocks(child, inside, depth)

    def _list(self, element: etree._Element, inside: str, level: int, style: str) -> None:
        at = 0
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            for child in item:
                if child.tag == f"{TEXT}list":
                    self._list(child, inside, level + 1, child.get(f"{TEXT}style-name") or style)
                else:
                    number, at = self._number(style, level, at), at + 1
                    heading = child.tag == f"{TEXT}h"
                    kind = HEADING if heading else PARAGRAPH if numbers.is_of_outline(number or "-") else ITEM
                    self._add(child, kind, inside, level=count(child, f"{TEXT}outline-level", level), number=number, why="a list")

    def _number(self, style: str, level: int, at: int) -> str:
        """What a counted item shows; nothing for a bullet."""
        listed = self.lists.get(style)
        for one in [] if listed is None else listed.findall(f"{TEXT}list-level-style-number"):
            if count(one, f"{TEXT}level") == level:
                shown = numbers.shown(count(one, f"{TEXT}start-value") + at, one.get(f"{STYLE}num-format") or "1")
                return f"{one.get(f'{STYLE}num-prefix') or ''}{shown}{one.get(f'{STYLE}num-suffix') or ''}"
        return ""

    def _add(self, element: etree._Element, kind: str, inside: str, *, level: int = 0, number: str = "", why: str = "") -> None:
        self.line += 1
        text = private("".join(words(element))).strip()
        marked = numbers.parted(text) if not number and kind != ITEM else numbers.Marked(number, kind == ITEM, text)
        if kind == PARAGRAPH and marked.is_item and not numbers.is_of_outline(marked.number or "-"):
            kind = ITEM
        notes = [f"f{note.get(f'{TEXT}id') or ''}" for note in element.iter(f"{TEXT}note")]
        look = Look(element.get(f"{TEXT}style-name") in self.bold or _all_bold(element, self.bold), False, text.isupper())
        if marked.text:
            self.collected.add(
                kind, marked.text, level=level, number=marked.number, line=self.line, look=look, notes=notes, inside=inside, why=why
            )
        self._beside(element, inside)

    def _beside(self, element: etree._Element, inside: str) -> None:
        for note in element.iter(f"{TEXT}note"):
            body = note.find(f"{TEXT}note-body")
            text = " ".join("".join(words(one)) for one in ([] if body is None else body.iter(f"{TEXT}p")))
            self.collected.add(FOOTNOTE, text, number=f"f{note.get(f'{TEXT}id') or ''}", line=self.line, why="a footnote")
        for frame in element.iter(f"{DRAW}frame"):
            box = frame.find(f"{DRAW}text-box")
            if box is not None:
                held = self.collected.add(BOX, line=self.line, inside=inside, why="a text box")
                self._blocks(box, held.key, 1)
            elif (image := frame.find(f"{DRAW}image")) is not None:
                named = frame.find(f"{SVG}desc")
                part = (image.get(f"{XLINK}href") or "").removeprefix("./")
                content = self.archive.read(part) if self.archive.has(part) else None
                self.collected.add_picture(content, "" if named is None else named.text or "", line=self.line)

    def _table(self, table: etree._Element, inside: str, depth: int) -> None:
        self.line += 1
        cells = [cell for row in table_rows(table) for cell in row]
        if len(cells) == 1:
            box = self.collected.add(BOX, line=self.line, inside=inside, why="a table of one cell")
            self._blocks(cells[0], box.key, depth + 1)
            return
        nested: list[etree._Element] = []
        self.collected.add_table(grid_of(table, lambda cell: self._cell(cell, nested)), line=self.line, inside=inside)
        for one in nested:
            self._table(one, inside, depth + 1)

    def _cell(self, cell: etree._Element, nested: list[etree._Element]) -> str:
        lines = []
        for child in cell:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                lines.append("".join(words(child)))
            elif child.tag == f"{TEXT}list":
                lines += [f"• {''.join(words(one)).strip()}" for one in child.iter(f"{TEXT}p")]
            elif child.tag == f"{TABLE}table":
                nested.append(child)
        return private("\n".join(line for line in lines if line.strip()))


def grid_of(table: etree._Element, text_of) -> list[list[Cell]]:  # type: ignore[no-untyped-def]
    """The cells with their spans; covered ones name the cell that covers them."""
    grid: list[list[Cell]] = []
    for row in table_rows(table):
        cells: list[Cell] = []
        for element in row:
            times = min(count(element, f"{TABLE}number-columns-repeated"), MOST_REPEATED)
            if element.tag == f"{TABLE}covered-table-cell":
                cells += [_cover(grid, cells, len(grid), len(cells) + at) for at in range(times)]
            elif element.tag == f"{TABLE}table-cell":
                spans = count(element, f"{TABLE}number-columns-spanned"), count(element, f"{TABLE}number-rows-spanned")
                cells += [Cell(text_of(element), *spans) for _ in range(times)]
        grid.append(cells)
    return grid


def _cover(grid: list[list[Cell]], cells: list[Cell], row: int, column: int) -> Cell:
    for at, one in [*enumerate(grid), (row, cells)]:
        for place, cell in enumerate(one[: column + 1]):
            if cell.of is None and at + cell.rows > row and place + cell.columns > column and (at, place) != (row, column):
                return Cell(of=(at, place))
    return Cell()


def _is_bold(style: etree._Element) -> bool:
    marks = style.find(f"{STYLE}text-properties")
    return marks is not None and marks.get(f"{FO}font-weight") in ("bold", "600", "700", "800", "900")


def _all_bold(element: etree._Element, bold: set[str | None]) -> bool:
    spans = [one for one in element if one.tag == f"{TEXT}span"]
    return (
        bool(spans)
        and not (element.text or "").strip()
        and all(one.get(f"{TEXT}style-name") in bold and not (one.tail or "").strip() for one in spans)
    )


def _running(styles: etree._Element) -> list[str]:
    found = [one for page in styles.iter(f"{STYLE}master-page") for one in page.iter(f"{TEXT}p")]
    return [text for one in found if (text := "".join(words(one)).strip())]
