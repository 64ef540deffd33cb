"""A PDF in its order, page by page; what is repeated at the head and foot of pages is furniture, a scan is said to be one."""

from __future__ import annotations

import re
from collections import Counter

import pypdfium2 as pdfium

from .. import numbers, outline, refusals
from ..collecting import Collected
from ..lettering import plain
from ..rows import joined_tables
from ..source import FURNITURE, ITEM, PARAGRAPH, Block, Look, Source
from . import ocr
from .grids import Grid, grids_of
from .letters import Fonts, Letter, Sheet, sheet_of
from .lines import Line, gutter_of, in_order, lines_of
from .paragraphs import Paragraph, paragraphs_of, stuck

MOST_PAGES = 300
EDGE = 0.09  # of the height: where running lines stand
CELL_PADDING = 4.0  # points
SCANNED = 0.5  # of the page
MOST_LETTERS_OF_A_SCAN = 30
REPEATED = 3  # pages: a picture on so many is furniture


def read_pdf(content: bytes, name: str) -> Source:
    try:
        file = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        raise (refusals.locked(name) if "password" in str(fault).lower() else refusals.damaged(name)) from fault
    if len(file) > MOST_PAGES:
        raise refusals.too_many_pages(name, len(file), MOST_PAGES)
    fonts = Fonts()
    sheets = [sheet_of(file[at], fonts) for at in range(len(file))]
    scans = [at for at, sheet in enumerate(sheets, 1) if sheet.pictures > SCANNED and len(sheet.letters) < MOST_LETTERS_OF_A_SCAN]
    return _Document(name, sheets, scans, ocr.recognised(file, scans, name) if scans and ocr.is_there() else {}).read()


class _Document:
    def __init__(self, name: str, sheets: list[Sheet], scans: list[int], recognised: dict[int, list[ocr.Recognised]]) -> None:
        self.collected, self.sheets = Collected(name, "pdf"), sheets
        self.scans, self.recognised = scans, {page: found for page, found in recognised.items() if found}
        self.lines = [lines_of(sheet.letters) for sheet in sheets]
        self.running = _running_lines(sheets, self.lines)
        self.line = 0
        drawn = Counter(content for sheet in sheets for content in {found for _, found in sheet.figures if found})
        self.repeated = {content for content, count in drawn.items() if count >= REPEATED}

    def read(self) -> Source:
        source = self.collected.source
        for number, (sheet, lines) in enumerate(zip(self.sheets, self.lines, strict=True), 1):
            self._page(number, sheet, lines)
        source.pages = len(self.sheets)
        self._say()
        source.blocks = joined_tables(_mended(source))
        return outline.marked(source)

    def _page(self, number: int, sheet: Sheet, lines: list[Line]) -> None:
        grids = [grid for grid in grids_of(sheet.rules) if any(grid.holds(line.middle) for line in lines)]
        running = [line for line in lines if (_bare(line.text), _edge(line, sheet)) in self.running]
        free = [line for line in lines if line not in running and not any(grid.holds(line.middle) for grid in grids)]
        for line in running:
            self.collected.add(FURNITURE, line.text, page=number, why="at the head or foot of its pages")
        gutter = gutter_of(free, sheet.width)
        edges = (min((line.left for line in free), default=0.0), max((line.right for line in free), default=sheet.width))
        things: list[tuple[float, Grid | bytes | None]] = [*((grid.top, grid) for grid in grids), *sheet.figures]
        for top, thing in sorted(things, key=lambda one: one[0]):
            before = [line for line in free if line.middle[1] < top]
            self._paragraphs(paragraphs_of(in_order(before, gutter, edges), number))
            free = [line for line in free if line.middle[1] >= top]
            if isinstance(thing, Grid):
                self._table(thing, sheet, number)
            elif thing is not None and thing in self.repeated:
                self.collected.source.leave_out("pictures repeated on its pages", 1, f"page {number}")
            else:
                self.collected.add_picture(thing, page=number)
        self._paragraphs(paragraphs_of(in_order(free, gutter, edges), number))
        self._aside(sheet, grids, number)
        for one in self.recognised.get(number, []):
            self._recognised(one, number)

    def _recognised(self, one: ocr.Recognised, number: int) -> None:
        self.line += 1
        marked = numbers.parted(plain(one.text))
        kind = ITEM if marked.is_item and not numbers.is_of_outline(marked.number or "-") else PARAGRAPH
        where = {"page": number, "line": self.line, "look": Look(size=one.size), "why": ocr.WHY}
        self.collected.add(kind, marked.text, number=marked.number, **where)

    def _paragraphs(self, paragraphs: list[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.line += 1
            marked = numbers.parted(plain(paragraph.text))
            if not marked.text:
                continue
            kind = ITEM if marked.is_item and not numbers.is_of_outline(marked.number or "-") else PARAGRAPH
            look = Look(paragraph.is_bold, False, marked.text.isupper(), paragraph.first.size, round(paragraph.first.left, 1))
            facts = {
                "page": paragraph.page,
                "line": self.line,
                "level": 1 if kind == ITEM else 0,
                "why": "a bullet" if kind == ITEM else "",
            }
            self.collected.add(kind, marked.text, number=marked.number, look=look, **facts)

    def _table(self, grid: Grid, sheet: Sheet, number: int) -> None:
        self.line += 1
        cells = grid.cells()
        held: dict[tuple[int, int], list[Letter]] = {}
        for letter in sheet.letters:
            if grid.holds(letter.middle):
                row, column = grid.place(letter.middle)
                held.setdefault(cells[row][column].of or (row, column), []).append(letter)
        for (row, column), letters in held.items():
            cell = cells[row][column]
            sides = (grid.down[column], grid.down[column + cell.columns] - CELL_PADDING)
            cell.text = _cell_text(in_order(lines_of(letters), None, sides))
        kept = [row for row in cells if any(cell.text or cell.of for cell in row)]
        self.collected.add_table(kept if len(kept) == len(cells) else cells, page=number, line=self.line)

    def _aside(self, sheet: Sheet, grids: list[Grid], number: int) -> None:
        """Words at another angle: a label beside a table, a stamp."""
        words = plain("".join(letter.text for letter in sheet.aside)).strip()
        if words:
            self.collected.add(PARAGRAPH, words, page=number, line=self.line, why="it stands at another angle than the page")

    def _say(self) -> None:
        source = self.collected.source
        source.leave_out("small decorations", sum(sheet.ornaments for sheet in self.sheets))
        source.leave_out("invisible letters", sum(sheet.unseen for sheet in self.sheets))
        source.recognised = sorted(self.recognised)
        if source.recognised:
            source.problems.append(f"Pages that are scans, read by OCR, so that any word may be wrong: {_listed(source.recognised)}.")
        scanned = [at for at in self.scans if at not in self.recognised]
        if scanned and len(scanned) >= 0.8 * len(self.sheets):
            source.is_scanned = True
            source.problems.append("This PDF is a scan: pictures of pages without words. Have its text recognised (OCR) first.")
        elif scanned:
            source.problems.append(f"Pages that are scans, without words that can be read: {_listed(scanned)}.")


def _listed(pages: list[int]) -> str:
    return ", ".join(map(str, pages[:20])) + (f" and {len(pages) - 20} more" if len(pages) > 20 else "")


def _cell_text(lines: list[Line]) -> str:
    """A line for each paragraph and each bullet of the cell."""
    return "\n".join(_bulleted(paragraph) for paragraph in paragraphs_of(lines, 0))


def _bulleted(paragraph: Paragraph) -> str:
    text = plain(paragraph.text)
    marked = numbers.parted(text)
    return f"• {marked.text}" if marked.is_item and not marked.number else text


# ── Running lines ───────────────────────────────────────────────────────────────────────────────────────────────────
def _bare(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip().lower())


def _edge(line: Line, sheet: Sheet) -> int:
    """At the head, in the body, or at the foot."""
    return -1 if line.bottom < EDGE * sheet.height else 1 if line.top > (1 - EDGE) * sheet.height else 0


def _running_lines(sheets: list[Sheet], lines: list[list[Line]]) -> set[tuple[str, int]]:
    """Lines at the edge of three pages or more, their numbers aside; and numbers of pages."""
    counted = Counter(
        found for sheet, page in zip(sheets, lines, strict=True) for found in {(_bare(line.text), _edge(line, sheet)) for line in page}
    )
    least = max(2, min(3, len(sheets)))
    return {
        found for found, count in counted.items() if found[1] and (count >= least or outline.PAGE_NUMBERS.match(found[0].replace("#", "1")))
    }


def _mended(source: Source) -> list[Block]:
    """A sentence that a page's or a column's end had broken is whole again; running lines between do not part it."""
    kept: list[Block] = []
    last: Block | None = None
    for block in source.blocks:
        if last and _is_rest(last, block):
            last.text = stuck([last.text, block.text])
            continue
        kept.append(block)
        last = last if block.kind == FURNITURE else block
    return kept


def _is_rest(last: Block, block: Block) -> bool:
    begins_small = block.kind == PARAGRAPH and not block.number and block.text[:1].islower() and last.kind in (PARAGRAPH, ITEM)
    return begins_small and not re.search(r"[.!?:;]$", last.text) and abs(last.look.size - block.look.size) < 0.6 and len(last.text) > 40
