"""A Word file in its order: paragraphs, lists, tables, boxes, notes; what stands at the head of every page is furniture."""

from __future__ import annotations

from posixpath import normpath
from typing import Any

from lxml import etree

from .. import numbers, outline, refusals
from ..collecting import Collected
from ..opening import Archive
from ..source import BOX, FOOTNOTE, FURNITURE, HEADING, ITEM, PARAGRAPH, Look, Source
from .lists import Lists
from .names import W, is_on, number, value
from .opened import body_of
from .runs import Figure, Reader, Words
from .styles import Style, Styles
from .tables import cells_of

DEEPEST = 8  # tables and boxes inside each other


def read_docx(content: bytes, name: str) -> Source:
    return _Document(Archive(content, name), name).read()


class _Document:
    def __init__(self, archive: Archive, name: str) -> None:
        self.archive, self.collected = archive, Collected(name, "docx")
        self.styles, self.lists = Styles(archive.tree("word/styles.xml")), Lists(archive.tree("word/numbering.xml"))
        self.reader = Reader(self.collected.source, self.styles.of)
        self.page, self.line = 1, 0
        self.held = _held(archive.tree("word/_rels/document.xml.rels"))
        self.in_cells: list[Figure] = []

    def read(self) -> Source:
        self.blocks_of(body_of(self.archive), "", 0)
        self._notes()
        self._running_lines()
        self._counted()
        self.collected.source.pages = self.page
        return outline.marked(self.collected.source)

    def blocks_of(self, parent: etree._Element, inside: str, depth: int) -> None:
        if depth > DEEPEST:
            raise refusals.too_deep(self.collected.source.name)
        for child in parent:
            if child.tag == f"{W}p":
                self.paragraph(child, inside, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, inside, depth)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
                self.blocks_of(child, inside, depth)

    # ── Paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────────
    def paragraph(self, paragraph: etree._Element, inside: str = "", depth: int = 0, kind: str = "") -> None:
        marks = paragraph.find(f"{W}pPr")
        style = self.styles.of(value(None if marks is None else marks.find(f"{W}pStyle")))
        words = self.reader.read(paragraph, style)
        self.line += 1
        text = "".join(words.text).strip()
        if marks is not None and is_on(marks.find(f"{W}pageBreakBefore")):
            self.page += 1
        if text or words.changes:
            self._add(text, words, style, self._mark(marks, style, text), inside, kind)
        self._figures(words.figures, inside)
        for box in words.boxes:
            held = self.collected.add(BOX, page=self.page, line=self.line, inside=inside, why="a text box")
            self.blocks_of(box, held.key, depth + 1)
        self.page += words.breaks

    def _figures(self, figures: list[Figure], inside: str) -> None:
        for one in figures:
            where = {"page": self.page, "line": self.line, "inside": inside}
            self.collected.add_picture(self._bytes(one.held), one.alternative, decorates=one.decorates, **where)

    def _bytes(self, held: str) -> bytes | None:
        """Of a picture that is in the file; one that is only linked is elsewhere."""
        part = self.held.get(held, "")
        return self.archive.read(part) if self.archive.has(part) else None

    def _add(self, text: str, words: Words, style: Style, mark: tuple[str, bool, int], inside: str, kind: str) -> None:
        shown, is_item, depth = mark
        marked = numbers.parted(text)
        if not shown and not is_item and (not style.level or numbers.is_of_outline(marked.number)):
            shown, is_item, text = marked.number, marked.is_item and not style.level, marked.text or text
        facts: dict[str, Any] = {"level": style.level} if style.level else {"level": depth + 1 if is_item else 0}
        found = kind or (HEADING if style.level else ITEM if is_item and not numbers.is_of_outline(shown or "-") else PARAGRAPH)
        look = Look(words.is_bold, words.is_italic, style.is_caps or text.isupper(), words.size)
        why = f"the style “{style.name}”" if style.level else "a list" if found == ITEM else ""
        self.collected.add(
            found,
            text,
            number=shown,
            page=self.page,
            line=self.line,
            look=look,
            changes=words.changes,
            notes=words.notes,
            inside=inside,
            why=why,
            **facts,
        )

    def _place(self) -> dict[str, int]:
        return {"page": self.page, "line": self.line}

    def _mark(self, marks: etree._Element | None, style: Style, text: str) -> tuple[str, bool, int]:
        """The number shown, whether it is an item's, and how deep."""
        numbered = None if marks is None else marks.find(f"{W}numPr")
        num_id, at = style.list or ("", 0)
        if numbered is not None:
            num_id = value(numbered.find(f"{W}numId"), otherwise=num_id)
            at = number(value(numbered.find(f"{W}ilvl")), at)
        if not num_id or not text:
            return "", False, 0
        shown, is_bullet = self.lists.next(num_id, at)
        return ("", True, at) if is_bullet else (shown, bool(shown) and not style.level, at)

    # ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _table(self, table: etree._Element, inside: str, depth: int) -> None:
        rows = table.findall(f"{W}tr")
        cells = [row.findall(f"{W}tc") for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:
            box = self.collected.add(BOX, page=self.page, line=self.line, inside=inside, why="a table of one cell")
            self.blocks_of(cells[0][0], box.key, depth + 1)
            return
        nested: list[etree._Element] = []
        read = cells_of(table, self._lines_of, nested)
        added = self.collected.add_table(read, page=self.page, line=self.line, inside=inside)
        figures, self.in_cells = self.in_cells, []
        self._figures(figures, added.key if added else inside)
        for one in nested:
            self._table(one, added.key if added else inside, depth + 1)

    def _lines_of(self, cell: etree._Element, nested: list[etree._Element]) -> str:
        """The words of a cell, a line for each paragraph, its bullets and numbers before them."""
        lines = []
        for child in cell.iter(f"{W}p", f"{W}tbl"):
            if child.tag == f"{W}tbl":
                if next(child.iterancestors(f"{W}tc")) is cell:
                    nested.append(child)
            elif next(child.iterancestors(f"{W}tc")) is cell and not any(True for _ in child.iterancestors(f"{W}txbxContent")):
                lines.append(self._line_of(child))
        return "\n".join(line for line in lines if line.strip())

    def _line_of(self, paragraph: etree._Element) -> str:
        marks = paragraph.find(f"{W}pPr")
        style = self.styles.of(value(None if marks is None else marks.find(f"{W}pStyle")))
        words = self.reader.read(paragraph, style)
        self.line += 1
        self.page += words.breaks
        text = "".join(words.text).strip()
        source, taken = self.collected.source, sum(not one.is_insertion for one in words.changes)
        self.in_cells += words.figures
        source.leave_out("struck out or deleted words inside tables", taken, f"page {self.page}")
        shown, is_item, _ = self._mark(marks, style, text)
        return f"{shown} {text}" if shown else f"• {text}" if is_item and text else text

    # ── Beside the text ─────────────────────────────────────────────────────────────────────────────────────────────
    def _notes(self) -> None:
        for part, letter, name in (("footnotes", "f", "footnote"), ("endnotes", "e", "endnote")):
            tree = self.archive.tree(f"word/{part}.xml")
            for note in [] if tree is None else tree.findall(f"{W}{name}"):
                if value(note, "type") in ("", "normal"):
                    text = " ".join("".join(self.reader.read(one, Style()).text).strip() for one in note.iter(f"{W}p"))
                    self.collected.add(FOOTNOTE, text, number=f"{letter}{value(note, 'id')}", why=f"a {name}")

    def _running_lines(self) -> None:
        """What is printed on every page, each line once."""
        seen = set()
        for part in sorted(self.archive.names):
            if part.startswith(("word/header", "word/footer")) and part.endswith(".xml"):
                tree = self.archive.tree(part)
                for paragraph in [] if tree is None else tree.iter(f"{W}p"):
                    text = "".join(self.reader.read(paragraph, Style()).text).strip()
                    if text and text not in seen:
                        seen.add(text)
                        self.collected.add(FURNITURE, text, why="at the head or foot of every page")

    def _counted(self) -> None:
        source, comments = self.collected.source, self.archive.tree("word/comments.xml")
        source.leave_out("comments", 0 if comments is None else len(comments.findall(f"{W}comment")))
        changes = [change for block in source.blocks for change in block.changes]
        taken, put = (sum(change.is_insertion is kind for change in changes) for kind in (False, True))
        if taken:
            source.problems.append(f"{_places(taken)} struck out or deleted with tracked changes: those words are left out.")
        if put:
            source.problems.append(f"{_places(put)} put in with tracked changes: those words are kept.")


def _held(relations: etree._Element | None) -> dict[str, str]:
    """{name: the part of the file it stands for}, of what is in the file itself."""
    inside = [one for one in ([] if relations is None else relations) if one.get("TargetMode") != "External"]
    return {str(one.get("Id")): normpath(f"word/{one.get('Target')}").removeprefix("word//") for one in inside}


def _kept(words: Words) -> dict[str, Any]:
    return {"changes": words.changes, "notes": words.notes}


def _places(count: int) -> str:
    return "1 place was" if count == 1 else f"{count} places were"
