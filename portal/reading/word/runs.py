"""The words of a Word paragraph: what was tracked as put in or taken out, struck out, hidden, drawn in a symbol font."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from ..lettering import of_font, private
from ..source import Change, Source
from .names import MC, WPS_TEXT_BOX, M, R, W, is_on, number, value
from .styles import Style

INSERTED, DELETED = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
OPEN = tuple(f"{W}{name}" for name in ("hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "bdo", "dir", "customXml"))


@dataclass
class Figure:
    """`held` is the name by which its bytes are found in the file, if they are in it."""

    alternative: str
    held: str
    decorates: bool


@dataclass
class Words:
    """What was read of one paragraph."""

    text: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    size: float = 0.0
    breaks: int = 0  # pages that end in it

    @property
    def is_bold(self) -> bool:
        return self.letters > 0 and self.bold >= 0.95 * self.letters

    @property
    def is_italic(self) -> bool:
        return self.letters > 0 and self.italic >= 0.95 * self.letters


class Reader:
    def __init__(self, source: Source, style_of_run: Callable[[str], Style]) -> None:
        self.source, self.style_of_run = source, style_of_run

    def read(self, paragraph: etree._Element, style: Style) -> Words:
        words = Words(size=style.size)
        self._walk(paragraph, words, style, None)
        return words

    def _walk(self, element: etree._Element, words: Words, style: Style, change: Change | None) -> None:
        for child in element:
            if child.tag == f"{W}r":
                self._run(child, words, style, change)
            elif child.tag in INSERTED or child.tag in DELETED:
                tracked = Change(child.tag in INSERTED, "", value(child, "author"), value(child, "date"))
                self._walk(child, words, style, tracked)
                if tracked.words.strip():
                    words.changes.append(tracked)
            elif child.tag in OPEN:
                self._walk(child, words, style, change)
            elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
                words.text.append("".join(child.itertext()))
                self.source.leave_out("formulas set as mathematics, kept as plain letters")

    def _run(self, run: etree._Element, words: Words, style: Style, change: Change | None) -> None:
        marks = run.find(f"{W}rPr")
        text = self._text(run, words)
        if not text:
            return
        if self._is_hidden(marks, style):
            self.source.leave_out("hidden words")
        elif change and not change.is_insertion:
            change.words += text
        elif marks is not None and (is_on(marks.find(f"{W}strike")) or is_on(marks.find(f"{W}dstrike"))):
            words.changes.append(Change(False, text, "struck out by hand"))
        else:
            if change:
                change.words += text
            words.text.append(text)
            self._look(marks, words, style, len(text.strip()))

    def _is_hidden(self, marks: etree._Element | None, style: Style) -> bool:
        return style.is_hidden if marks is None or marks.find(f"{W}vanish") is None else is_on(marks.find(f"{W}vanish"))

    def _look(self, marks: etree._Element | None, words: Words, style: Style, letters: int) -> None:
        own = Style() if marks is None else self.style_of_run(value(marks.find(f"{W}rStyle")))
        bold, italic, size = (None if marks is None else marks.find(f"{W}{name}") for name in ("b", "i", "sz"))
        words.letters += letters
        words.bold += letters if (is_on(bold) if bold is not None else style.is_bold or own.is_bold) else 0
        words.italic += letters if is_on(italic) else 0
        if size is not None and letters:
            words.size = number(value(size)) / 2

    def _text(self, run: etree._Element, words: Words) -> str:
        font = value(run.find(f"{W}rPr/{W}rFonts"), "ascii")
        found = []
        for child in run:
            if child.tag in (f"{W}t", f"{W}delText"):
                found.append(private(of_font(child.text or "", font)))
            elif child.tag == f"{W}sym":
                found.append(of_font(chr(int(value(child, "char", "2022"), 16)), value(child, "font")))
            elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}lastRenderedPageBreak"):
                found.append(self._space(child, words))
            else:
                self._thing(child, words)
        return "".join(found)

    def _space(self, child: etree._Element, words: Words) -> str:
        if child.tag == f"{W}lastRenderedPageBreak" or value(child, "type") == "page":
            words.breaks += 1
            return ""
        return {f"{W}tab": " ", f"{W}noBreakHyphen": "-"}.get(child.tag, "\n")

    def _thing(self, child: etree._Element, words: Words) -> None:
        if child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            words.notes.append(f"{child.tag[len(W)]}{value(child, 'id')}")
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"):
            self._drawing(child, words)

    def _drawing(self, child: etree._Element, words: Words) -> None:
        chosen = child.find(f"{MC}Choice") if child.tag == f"{MC}AlternateContent" else child
        boxes = list((child if chosen is None else chosen).iter(WPS_TEXT_BOX))
        words.boxes += boxes
        if not boxes:
            words.figures += _figures(child if chosen is None else chosen)


def _figures(drawing: etree._Element) -> list[Figure]:
    """Its pictures, of which the first has the text alternative that its author gave; what is drawn by Word itself is one without bytes."""
    parts = [one for one in drawing.iter() if isinstance(one.tag, str)]
    named = next((one.get("descr") or one.get("title") or "" for one in parts if one.tag.endswith("}docPr")), "")
    decorates = any(one.tag.endswith("}decorative") and one.get("val") in ("1", "true") for one in parts)
    found = [one.get(f"{R}embed") or one.get(f"{R}id") or "" for one in parts if one.tag.endswith(("}blip", "}imagedata"))]
    return [Figure("" if at else named, held, decorates) for at, held in enumerate(found or [""])]
