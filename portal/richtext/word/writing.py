"""Rich text in a Word file: Word's own headings, lists, tables and links, so that it can be edited and read aloud there."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from portal.printing.writing.languages import FROM_THE_RIGHT, passages

from ..reading import read
from ..tree import Block, Cell, List, Quote, Row, Run, Runs, Table, Words
from .pictures import say
from .widths import set_widths

NAMED = re.compile(r"(\[(?:Picture|Note) \d{1,4}\])")
NAME = re.compile(r"\[(Picture|Note) (\d{1,4})\]")
WIDEST = 120  # millimetres of a picture whose width nobody said
DEEPEST_STYLE = 3  # Word's own styles go to "List Bullet 3"
LINK_COLOUR = RGBColor(0x00, 0x5E, 0xB8)


def new_file(*, title: str, author: str, line: str, marking: str = "") -> Document:
    """An empty A4 file in British English, its running line at the head of every page and the page's number at its foot."""
    file = docx.Document()
    file.core_properties.title, file.core_properties.author, file.core_properties.language = title, author, "en-GB"
    file.styles["Normal"].font.name, file.styles["Normal"].font.size = "Arial", Pt(11)
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    page.header.paragraphs[0].text = "   ".join(filter(None, (line, marking)))
    _number_pages(page.footer.paragraphs[0])
    return file


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def put_part(file: Document, name: str, content: str) -> None:
    """A part that no reader shows and every word processor that keeps the format keeps: "customXml/portal.xml"."""
    part = Part(PackURI(f"/{name}"), "application/xml", content.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


@dataclass(frozen=True)
class Inset:
    """A picture that the text names; one without words decorates."""

    content: bytes
    alt: str
    millimetres: int


@dataclass(frozen=True)
class Insets:
    pictures: Mapping[str, Inset] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()


NONE = Insets()


def write_rich(into: Document | WordCell, html: str, *, heading: int = 3, insets: Insets = NONE) -> None:
    """Add a cleaned text to a document or a cell. Its highest headings are of the level given (h3 unless told)."""
    _Pen(into, heading, insets).write(read(html))


class _Pen:
    """Writes blocks one under the other into a document or a cell."""

    def __init__(self, into: Document | WordCell, heading: int, insets: Insets = NONE) -> None:
        self.into, self.heading, self.insets = into, heading, insets
        self.spare = _empty_paragraph(into)

    def write(self, blocks: Iterable[Block], style: str | None = None) -> None:
        for block in blocks:
            match block:
                case Words(tag="p"):
                    self.add(block.runs, style)
                case Words():
                    self.add(block.runs, f"Heading {self.heading + int(block.tag[1]) - 3}")
                case List():
                    self.list(block, 1)
                case Quote():
                    self.write(block.blocks, "Quote")
                case Table():
                    self.table(block)

    def add(self, runs: Runs, style: str | None = None) -> Paragraph:
        paragraph = self.spare or self.into.add_paragraph()
        self.spare = None
        if style:
            paragraph._p.style = _style_ids()[style]
        for run in runs:
            _add_run(paragraph, run, self.insets)
        return paragraph

    def list(self, block: List, level: int) -> None:
        """Each list has its own numbers, from where it begins. A second paragraph of an item continues it."""
        kind = "List Bullet" if block.tag == "ul" else "List Number"
        number = None
        for item in block.items:
            fresh = True
            for inner in item.blocks:
                if isinstance(inner, List):
                    self.list(inner, level + 1)
                elif isinstance(inner, Words):
                    paragraph = self.add(inner.runs, _levelled(kind if fresh else "List Continue", level))
                    if fresh and block.tag == "ol":
                        number = number or _new_numbers(paragraph, block)
                        _number(paragraph, number)
                    fresh = False
                else:
                    self.write([inner])

    def table(self, block: Table) -> None:
        if block.caption:
            self.add(block.caption, "Caption").paragraph_format.keep_with_next = True
        rows = block.head + block.body
        width = sum(cell.colspan for cell in rows[0].cells)
        self.spare = None
        table = self.into.add_table(rows=len(rows), cols=width)
        table.style = "Table Grid"
        _fill(table, rows, self)
        if not isinstance(self.into, WordCell):
            set_widths(table, rows, width)
        for row in table.rows[: len(block.head)]:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        if isinstance(self.into, WordCell):
            self.spare = self.into.paragraphs[-1]  # a cell ends with a paragraph


def _empty_paragraph(into: Document | WordCell) -> Paragraph | None:
    """A cell is born with a paragraph, which the first words take."""
    return into.paragraphs[-1] if isinstance(into, WordCell) and not into.paragraphs[-1].text else None


def _fill(table: WordTable, rows: Sequence[Row], pen: _Pen) -> None:
    """Each place is looked up once: `table.cell` reads the whole table again for every cell."""
    taken: set[tuple[int, int]] = set()
    places = [list(row.cells) for row in table.rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            _fill_cell(places, at, column, cell, pen)
            taken |= {(at + down, column + along) for down in range(cell.rowspan) for along in range(cell.colspan)}


def _fill_cell(places: Sequence[Sequence[WordCell]], row: int, column: int, cell: Cell, pen: _Pen) -> None:
    place = places[row][column]
    if cell.colspan > 1 or cell.rowspan > 1:
        place = place.merge(places[row + cell.rowspan - 1][column + cell.colspan - 1])
    _Pen(place, pen.heading, pen.insets).write(cell.blocks)
    if cell.tag == "th":
        for run in (WordRun(run, paragraph) for paragraph in place.paragraphs for run in paragraph._p.iter(qn("w:r"))):
            run.bold = True  # links too


@functools.cache
def _style_ids() -> Mapping[str, str]:
    """{name: id} of Word's own styles. Looking one up in a file reads all of them, for every paragraph."""
    return {style.name: style.style_id for style in docx.Document().styles}


def _levelled(style: str, level: int) -> str:
    return style if level == 1 else f"{style} {min(level, DEEPEST_STYLE)}"


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _add_run(paragraph: Paragraph, run: Run, insets: Insets = NONE) -> None:
    """With the pictures and marks of notes that its words name."""
    for at, words in enumerate(NAMED.split(run.text)):
        name = NAME.fullmatch(words) if at % 2 else None
        if name and name[1] == "Picture" and name[2] in insets.pictures:
            _add_picture(paragraph, insets.pictures[name[2]])
        elif name and name[1] == "Note" and name[2] in insets.notes:
            _add_words(paragraph, name[2], Run(name[2], ("sup",)))
        elif words:
            _add_passages(paragraph, replace(run, text=words))


def _add_picture(paragraph: Paragraph, inset: Inset) -> None:
    """Its words are read aloud there; what decorates says so, and is passed over."""
    width = Mm(inset.millimetres or WIDEST)
    say(paragraph.add_run().add_picture(BytesIO(inset.content), width=width), inset.alt)


def _add_passages(paragraph: Paragraph, run: Run) -> None:
    """Each passage of another script in its language; a paragraph that begins with one read from the right is set from there."""
    for language, words in passages(run.text):
        if language in FROM_THE_RIGHT and not paragraph.text:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        added = _add_words(paragraph, words, run)
        if language:
            _speak(added, language)


def _speak(run: WordRun, language: str) -> None:
    told, is_rtl = OxmlElement("w:lang"), language in FROM_THE_RIGHT
    told.set(qn("w:val"), language)
    told.set(qn("w:bidi" if is_rtl else "w:eastAsia"), language)
    run._r.get_or_add_rPr().append(told)
    run.font.rtl = is_rtl or None


def _add_words(paragraph: Paragraph, words: str, run: Run) -> WordRun:
    added = paragraph.add_run(words)  # python-docx writes "\n" as a line break
    added.bold = "strong" in run.marks or None
    added.italic = "em" in run.marks or None
    if "sub" in run.marks:
        added.font.subscript = True
    if "sup" in run.marks:
        added.font.superscript = True
    href = next((mark[2:] for mark in run.marks if mark.startswith("a:")), "")
    if href:
        _link(paragraph, added, href)
    return added


def _link(paragraph: Paragraph, run: WordRun, href: str) -> None:
    """Put the run into a link, which looks like one."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.underline = True
    run.font.color.rgb = LINK_COLOUR
    run._r.addprevious(link)
    link.append(run._r)


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────
WORDS_FOR = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _new_numbers(paragraph: Paragraph, block: List) -> int:
    """A numbering that looks like the paragraph's style, and begins and counts as the list does."""
    numbering = paragraph.part.numbering_part.element  # type: ignore[attr-defined]
    of_style = paragraph.style.element.pPr.numPr.numId.val  # type: ignore[union-attr]
    fresh = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    override = fresh.add_lvlOverride(ilvl=0)
    override.add_startOverride(block.start)
    if block.letters:
        override.append(_lettered(block))
    return int(fresh.numId)


def _lettered(block: List) -> BaseOxmlElement:
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("start", str(block.start)), ("numFmt", WORDS_FOR[block.letters]), ("lvlText", "%1."), ("lvlJc", "left")):
        part = OxmlElement(f"w:{name}")
        part.set(qn("w:val"), value)
        level.append(part)
    return level


def _number(paragraph: Paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
