"""What a reader draws of itself: marks that bring no picture of their own, and the words of fields that were filled in.

PDFium draws boxes, circles, ink, highlights, text boxes, notes and fields; lines, shapes and the frames of links are drawn here.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from math import atan2, cos, pi, sin
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from .marks import Mark, marks_of

THUMBNAIL = 0.05  # a page is drawn very small, only for PDFium to make pictures of its marks
ALONG_WORDS = {"Highlight", "Underline", "StrikeOut", "Squiggly"}
NO_PICTURE_OF_ITS_OWN = {"Popup", "Link", "Caret", "FileAttachment", "Sound", "Movie", "Screen", "PrinterMark", "TrapNet"}


def draw_what_readers_draw(file: pikepdf.Pdf) -> pikepdf.Pdf:
    """The file, each shown mark of it with a picture."""
    waiting = {mark.page for mark in marks_of(file) if mark.is_shown and _waits(mark)}
    if needs_appearances(file):
        waiting |= {mark.page for mark in marks_of(file) if mark.kind == "Widget"}
    if waiting:
        file = drawn_by_pdfium(file, waiting)
    for mark in marks_of(file):
        if mark.is_shown and not mark.is_drawn and mark.kind in DRAWN_HERE:
            _draw(file, mark)
    return file


def needs_appearances(file: pikepdf.Pdf) -> bool:
    form: Any = file.Root.get("/AcroForm", Dictionary())
    return bool(form.get("/NeedAppearances", False))


def _waits(mark: Mark) -> bool:
    return not mark.is_drawn and mark.kind not in NO_PICTURE_OF_ITS_OWN and mark.kind not in DRAWN_HERE


def drawn_by_pdfium(file: pikepdf.Pdf, pages: set[int]) -> pikepdf.Pdf:
    """PDFium makes the pictures it lacks while it draws a page, and keeps them in the file."""
    before, after = io.BytesIO(), io.BytesIO()
    for mark in marks_of(file):
        if mark.kind in ALONG_WORDS and not mark.is_drawn:
            _fit_to_its_words(mark.note)
    file.save(before)
    document = pypdfium2.PdfDocument(before.getvalue())
    if document.get_formtype():
        document.init_forms()
    for number in sorted(pages):
        document[number - 1].render(scale=THUMBNAIL, draw_annots=True, may_draw_forms=True)
    document.save(after)
    document.close()
    return pikepdf.open(after)


def _fit_to_its_words(note: Any) -> None:
    """A mark along words stands where they are, whatever place it says it has."""
    points = numbers(note.get("/QuadPoints"))
    if len(points) >= 8:
        note.Rect = Array([min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])])


# ── Drawn here ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _draw(file: pikepdf.Pdf, mark: Mark) -> None:
    """A picture in the page's own coordinates, as large as what is drawn."""
    note = mark.note
    points, path, is_closed = DRAWN_HERE[mark.kind](note)
    thick, colour, inside = width_of(note), colour_of(note, "/C"), colour_of(note, "/IC") if is_closed else ""
    if not points or (not inside and (not thick or not colour)):
        return
    line = f"{colour.upper()} {thick} w {dashes_of(note)}" if thick and colour else ""
    act = ("b" if is_closed else "S") if not inside else ("b" if line else "f")
    act = "s" if is_closed and not inside else act
    xs, ys, room = points[::2], points[1::2], 6 * thick + 1
    box = [min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room]
    resources, see_through = Dictionary(), ""
    if (strength := float(note.get("/CA", 1))) < 1:
        resources.ExtGState = Dictionary(G=Dictionary(CA=strength, ca=strength))
        see_through = "/G gs "
    words = f"q {see_through}{line} {inside} {path} {act} Q"
    picture = file.make_stream(words.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array(box), Resources=resources)
    note.Rect, note.AP = Array(box), Dictionary(N=picture)


def _line(note: Any) -> tuple[list[float], str, bool]:
    points = numbers(note.get("/L"))
    return points, f"{path_of(points)}{_endings(note, points)}", False


def _vertices(note: Any) -> tuple[list[float], str, bool]:
    points = numbers(note.get("/Vertices"))
    is_closed = note.get("/Subtype") == Name.Polygon
    return points, f"{path_of(points)}{'' if is_closed else _endings(note, points)}", is_closed


def _frame(note: Any) -> tuple[list[float], str, bool]:
    """The frame of a link stands on the edges of its place."""
    left, low, right, high = numbers(note.get("/Rect"))
    points = [left, low, right, low, right, high, left, high]
    return points, f"{path_of(points)} h", False


def _endings(note: Any, points: list[float]) -> str:
    """The heads of arrows."""
    styles = [str(style) for style in note.get("/LE", Array())]
    if len(points) < 4 or len(styles) != 2:
        return ""
    ends = [(styles[0], points[0:2], points[2:4]), (styles[1], points[-2:], points[-4:-2])]
    return "".join(_arrow(tip, tail, width_of(note)) for style, tip, tail in ends if style in ("/OpenArrow", "/ClosedArrow"))


def _arrow(tip: list[float], tail: list[float], thick: float) -> str:
    angle, length = atan2(tail[1] - tip[1], tail[0] - tip[0]), 6 * max(thick, 1)
    wings = [(tip[0] + length * cos(angle + turn), tip[1] + length * sin(angle + turn)) for turn in (-pi / 6, pi / 6)]
    return f" {wings[0][0]:.2f} {wings[0][1]:.2f} m {tip[0]} {tip[1]} l {wings[1][0]:.2f} {wings[1][1]:.2f} l"


Drawing = Callable[[Any], tuple[list[float], str, bool]]
DRAWN_HERE: dict[str, Drawing] = {"Line": _line, "PolyLine": _vertices, "Polygon": _vertices, "Link": _frame}


def path_of(points: list[float]) -> str:
    pairs = list(zip(points[::2], points[1::2], strict=False))
    return " ".join(f"{x} {y} {'l' if at else 'm'}" for at, (x, y) in enumerate(pairs))


def width_of(note: Any) -> float:
    style, border = note.get("/BS", Dictionary()), numbers(note.get("/Border"))
    if "/W" in style:
        return float(style.W)
    return border[2] if len(border) > 2 else 1.0


def dashes_of(note: Any) -> str:
    style = note.get("/BS", Dictionary())
    dashes = numbers(style.get("/D", Array([3]))) if style.get("/S") == Name.D else []
    return f"[{' '.join(str(dash) for dash in dashes)}] 0 d" if dashes else ""


def colour_of(note: Any, key: str) -> str:
    """As an operator that fills; nothing for a mark that has no colour there."""
    parts = numbers(note.get(key))
    if not parts and key == "/C" and note.get("/Subtype") == Name.Link:
        parts = [0.0]
    operator = {1: "g", 3: "rg", 4: "k"}.get(len(parts))
    return f"{' '.join(str(part) for part in parts)} {operator}" if operator else ""


def numbers(array: Any) -> list[float]:
    return [float(one) for one in array if not isinstance(one, Array)] if isinstance(array, Array) else []
