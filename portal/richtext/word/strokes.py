"""The words of a Word paragraph with their formatting, as it would be with its tracked changes taken, or as it was before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from portal.reading.lettering import of_font, private
from portal.reading.word.names import MC, WPS_TEXT_BOX, M, W, is_on, value
from portal.reading.word.runs import DELETED, INSERTED
from portal.reading.word.styles import Styles

from ..outside import told as kinds
from ..outside.told import Told
from ..reading import address, with_mark
from ..tree import Piece

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OPEN = tuple(f"{W}{name}" for name in ("smartTag", "fldSimple", "sdt", "sdtContent", "bdo", "dir", "customXml"))
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent")
FORMULAS = (f"{M}oMath", f"{M}oMathPara")
SPACES = {f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}
RAISED = {"superscript": "sup", "subscript": "sub"}
Marks = tuple[str, ...]


@dataclass
class Surroundings:
    """What a paragraph leans on: styles, the addresses of links, the words of footnotes; and who is told what could not be kept."""

    styles: Styles
    links: Mapping[str, str]
    notes: Mapping[str, str]
    is_before: bool = False  # as it was before the tracked changes
    told: Told = field(default_factory=Told)
    noted: list[str] = field(default_factory=list)  # the footnotes met so far, in order


class Strokes:
    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def of(self, paragraph: etree._Element) -> list[Piece]:
        return list(self._walk(paragraph, ()))

    def _walk(self, element: etree._Element, marks: Marks) -> Iterator[Piece]:
        for child in element:
            if child.tag == f"{W}r":
                yield from self._run(child, marks)
            elif child.tag in INSERTED or child.tag in DELETED:
                yield from self._tracked(child, marks)
            elif child.tag == f"{W}hyperlink":
                yield from self._walk(child, self._linked(child, marks))
            elif child.tag in OPEN:
                yield from self._walk(child, marks)
            elif child.tag in FORMULAS:
                yield from self._formula(child, marks)

    def _formula(self, formula: etree._Element, marks: Marks) -> Iterator[Piece]:
        letters = "".join(formula.itertext(f"{M}t"))
        if letters.strip():
            self.around.told.add(kinds.FORMULA, letters)
            yield Piece(letters, marks)

    def _tracked(self, change: etree._Element, marks: Marks) -> Iterator[Piece]:
        is_insertion = change.tag in INSERTED
        if is_insertion != self.around.is_before:
            yield from self._walk(change, marks)
        text = "".join(one.text or "" for one in change.iter(f"{W}t", f"{W}delText"))
        if text.strip():
            self.around.told.add(kinds.INSERTED if is_insertion else kinds.DELETED, text)

    def _linked(self, link: etree._Element, marks: Marks) -> Marks:
        href = address(self.around.links.get(link.get(f"{R}id", ""), ""))
        return with_mark(marks, f"a:{href}") if href else marks

    def _run(self, run: etree._Element, marks: Marks) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        text = "".join(self._said(child, run) for child in run)
        if properties is not None and is_on(properties.find(f"{W}vanish")):
            if text.strip():
                self.around.told.add(kinds.HIDDEN, text)
            return
        if self._is_struck(properties):
            if text.strip():
                self.around.told.add(kinds.STRUCK, text)
            if not self.around.is_before:
                return
        if text:
            yield Piece(text, self._marked(properties, marks))
        yield from self._notes(run)

    def _is_struck(self, properties: etree._Element | None) -> bool:
        return properties is not None and any(is_on(properties.find(f"{W}{name}")) for name in ("strike", "dstrike"))

    def _marked(self, properties: etree._Element | None, marks: Marks) -> Marks:
        if properties is None:
            return marks
        style = self.around.styles.of(value(properties.find(f"{W}rStyle"))) if properties.find(f"{W}rStyle") is not None else None
        bold, italic = properties.find(f"{W}b"), properties.find(f"{W}i")
        if is_on(bold) if bold is not None else bool(style and style.is_bold):
            marks = with_mark(marks, "strong")
        if is_on(italic) if italic is not None else bool(style and style.name.lower().endswith("emphasis")):
            marks = with_mark(marks, "em")
        raised = RAISED.get(value(properties.find(f"{W}vertAlign")))
        return with_mark(marks, raised) if raised else marks

    def _said(self, child: etree._Element, run: etree._Element) -> str:
        if child.tag in (f"{W}t", f"{W}delText"):
            return private(of_font(child.text or "", value(run.find(f"{W}rPr/{W}rFonts"), "ascii")))
        if child.tag == f"{W}sym":
            sign = of_font(chr(int(value(child, "char", "2022"), 16)), value(child, "font"))
            self.around.told.add(kinds.SIGN, sign)
            return sign
        if child.tag in SPACES:
            return "" if value(child, "type") == "page" else SPACES[child.tag]
        return self._drawn(child) if child.tag in DRAWN else ""

    def _drawn(self, drawing: etree._Element) -> str:
        """What stands in the text for it: nothing, and whoever reads is told."""
        inside = " ".join("".join(box.itertext(f"{W}t")) for box in drawing.iter(WPS_TEXT_BOX))
        named = (one for one in drawing.iter() if isinstance(one.tag, str) and one.tag.endswith("}docPr"))
        if inside.strip():
            self.around.told.add(kinds.THING, f"a text box: {inside}")
        else:
            self.around.told.add(kinds.PICTURE, next((one.get("descr") or "" for one in named), ""))
        return ""

    def _notes(self, run: etree._Element) -> Iterator[Piece]:
        """The mark of a footnote; its words come at the end."""
        for reference in run.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "f" if reference.tag == f"{W}footnoteReference" else "e"
            words = self.around.notes.get(kind + value(reference, "id"), "")
            if words:
                self.around.noted.append(words)
                yield self._note_mark(words)

    def _note_mark(self, words: str) -> Piece:
        self.around.told.add(kinds.NOTE, words)
        return Piece(str(len(self.around.noted)), ("sup",))
