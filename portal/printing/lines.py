"""Running lines: at the head of a page the meeting or body at the left, item, part and marking at the right; its number at the foot.

A line whose letters are all in the font of numbers is set letter by letter. Any other is laid out as the body is, with the
same fonts, from whichever side it is read, and drawn as a small picture of itself with its letters in it.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name

from . import writing
from .engine import BODY_SIZE, engine, style_of
from .lettering import SIZE, Lettering
from .writing.languages import spoken

MARGIN, HEAD, FOOT = 56.7, 32.0, 30.0  # points: from the left and right edge, from the top, from the foot
GAP = 12.0  # points between what stands at the left and at the right
HIGH, BASE = 16.0, 4.5  # of a line that was laid out: its box, and how far its letters stand above the foot of it
PIXEL = 0.75  # points
CLIPPED = "white-space: nowrap; overflow: hidden; text-overflow: ellipsis"


class Lines(NamedTuple):
    """What stands at the head of a page: the meeting or body at the left, item, part and marking at the right."""

    left: str = ""
    right: str = ""


class Line(NamedTuple):
    content: bytes
    pictures: dict[str, Any]
    width: float


class Setter:
    """Sets the running lines of one file."""

    def __init__(self, pdf: pikepdf.Pdf, text: str):
        self.pdf, self.lettering = pdf, Lettering(pdf, text)
        self.pictures: dict[str, Any] = {}

    def stamp(self, head: Lines, number: str, width: float, height: float) -> tuple[bytes, dict[str, Any]]:
        """The content of one page's lines, and the pictures it draws."""
        room = width - 2 * MARGIN
        right = self._set(head.right, room * 0.6, height, width, to_the_right=True)
        left = self._set(head.left, room - right.width - GAP, height, width)
        foot = self.lettering.line(number, x=width - MARGIN, y=FOOT, to_the_right=True)
        return left.content + right.content + foot, left.pictures | right.pictures

    def _set(self, text: str, room: float, height: float, width: float, *, to_the_right: bool = False) -> Line:
        """One line, cut with an ellipsis where it would not fit."""
        x, y = (width - MARGIN if to_the_right else MARGIN), height - HEAD
        if self.lettering.has(text):
            shown = self.lettering.fitting(text, room)
            return Line(self.lettering.line(shown, x=x, y=y, to_the_right=to_the_right), {}, self.lettering.width(shown))
        name, picture, wide = self._laid_out(text, room)
        start = x - wide if to_the_right else x
        return Line(_drawn(name, start, y - BASE), {name: picture}, wide)

    def _laid_out(self, text: str, room: float) -> tuple[str, Any, float]:
        pdf, wide = laid_out(text, round(room, 1))
        name = f"/Line{hashlib.sha256(pdf).hexdigest()[:12]}"
        if name not in self.pictures:
            with pikepdf.open(io.BytesIO(pdf)) as file:
                self.pictures[name] = self.pdf.copy_foreign(file.pages[0].as_form_xobject())
        return name, self.pictures[name], wide


def _drawn(name: str, x: float, y: float) -> bytes:
    return f"/Artifact <</Type/Pagination>> BDC\nq\n1 0 0 1 {x:.2f} {y:.2f} cm\n{name} Do\nQ\nEMC\n".encode()


@lru_cache(maxsize=64)
def laid_out(text: str, room: float) -> tuple[bytes, float]:
    """(a PDF of one page as large as the line may be, the width of its letters in points)."""
    words, _ = writing.marked(escape(text))
    weasyprint, (sheet, fonts) = engine(), style_of(BODY_SIZE, writing.faces_of(words))
    page = weasyprint.CSS(string=f"@page {{ size: {room}pt {HIGH}pt; margin: 0 }}")
    style = f"margin: 0; font-size: {SIZE}pt; line-height: {HIGH}pt; color: #424242; {CLIPPED}"
    source = f'<html lang="en-GB"><body><p style="{style}">{spoken(words)}</p></body></html>'
    made = weasyprint.HTML(string=source, url_fetcher=weasyprint.OurFiles()).render(stylesheets=[sheet, page], font_config=fonts)
    line = next(box for box in made.pages[0]._page_box.descendants() if type(box).__name__ == "LineBox")
    return made.write_pdf(), min(room, line.width * PIXEL)


def put(paper: Any, pictures: dict[str, Any]) -> None:
    """Give a page the pictures that its lines draw."""
    if pictures and "/XObject" not in paper.Resources:
        paper.Resources.XObject = Dictionary()
    for name, picture in pictures.items():
        paper.Resources.XObject[Name(name)] = picture
