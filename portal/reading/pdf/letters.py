"""The letters of a page as a reader sees them: upright, each once, with how they are set; the rules drawn between them."""

from __future__ import annotations

import ctypes
import io
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..collecting import MOST_PICTURES, MOST_PIXELS
from ..lettering import FONTS, of_font, private

BOLD = ("bold", "black", "heavy", "semibold", "demi")
INVISIBLE, STROKED = 3, (1, 2)
MOST_DRAWN = 2 * MOST_PICTURES
THIN, SHORTEST = 2.5, 6.0  # points: a rule is no thicker, and no shorter
HYPHENS = {"\u2010": "-", "\x02": "-", "\ufffe": "-", "\u00ad": "-"}


@dataclass
class Letter:
    text: str
    left: float
    top: float  # from the top of the page
    right: float
    bottom: float
    size: float
    is_bold: bool
    angle: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass
class Rule:
    """A line that is drawn: upright when its left is its right."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left


@dataclass
class Sheet:
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    aside: list[Letter] = field(default_factory=list)  # that stand at another angle than most
    rules: list[Rule] = field(default_factory=list)
    pictures: float = 0.0  # share of the page
    figures: list[tuple[float, bytes | None]] = field(default_factory=list)  # top and bytes of each picture that is no scan
    ornaments: int = 0  # pictures too small to say anything
    unseen: int = 0


class Fonts:
    """Whether a font is bold, and its name when it is a symbol font; asked once for each."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[bool, str]] = {}
        self.drawn = 0  # pictures of the document that were unpacked

    def of(self, thing: object) -> tuple[bool, str]:
        font = raw.FPDFTextObj_GetFont(thing)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.known:
            self.known[key] = _described(font) if font else (False, "")
        return self.known[key]


def _described(font: object) -> tuple[bool, str]:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    kept = ctypes.create_string_buffer(max(1, length))
    raw.FPDFFont_GetBaseFontName(font, kept, length)
    name = kept.value.decode("utf-8", "replace").partition("+")[2] or kept.value.decode("utf-8", "replace")
    is_symbol = any(name.lower().startswith(one) for one in FONTS)
    return any(word in name.lower() for word in BOLD) or raw.FPDFFont_GetWeight(font) >= 600, name if is_symbol else ""


def sheet_of(page: pdfium.PdfPage, fonts: Fonts) -> Sheet:
    sheet = Sheet(*page.get_size())
    left, bottom, right, top = page.get_mediabox()
    sheet.width, sheet.height = right - left, top - bottom
    text = page.get_textpage()
    found = [letter for at in range(text.count_chars()) if (letter := _letter(text.raw, at, top, left, fonts, sheet))]
    _drawn(page, sheet, top, left, fonts)
    if sheet.unseen > len(found) and sheet.pictures > 0.5:  # a scan that was read before: its words are the unseen ones
        found = [letter for at in range(text.count_chars()) if (letter := _letter(text.raw, at, top, left, fonts, None))]
        sheet.unseen = 0
    _turn(sheet, found)
    return sheet


def _letter(text: object, at: int, top: float, left: float, fonts: Fonts, sheet: Sheet | None) -> Letter | None:
    code = raw.FPDFText_GetUnicode(text, at)
    sign = HYPHENS.get(chr(code), chr(code)) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if not sign.strip() or raw.FPDFText_IsGenerated(text, at) == 1:
        return None
    thing = raw.FPDFText_GetTextObject(text, at)
    mode = raw.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    if mode == INVISIBLE and sheet is not None:
        sheet.unseen += 1
        return None
    box = raw.FS_RECTF()  # with the room the letter takes, so that letters of one word touch
    if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
        return None
    x0, x1, y0, y1 = box.left, box.right, box.bottom, box.top
    is_bold, symbols = fonts.of(thing) if thing else (False, "")
    size = _size(text, at, y1 - y0)
    angle = round(math.degrees(raw.FPDFText_GetCharAngle(text, at)) / 90) * 90 % 360
    shown = private(of_font(sign, symbols)) if symbols else private(sign)
    return Letter(shown, x0 - left, top - y1, x1 - left, top - y0, size, is_bold or mode in STROKED, angle)


def _size(text: object, at: int, height: float) -> float:
    """The size as set, scaled as drawn: some files set everything at 1 and enlarge it."""
    size, matrix = raw.FPDFText_GetFontSize(text, at), raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
        size *= math.hypot(matrix.b, matrix.d) or 1.0
    return size if size > 1 else max(height, 1.0)


# ── Rules and pictures ──────────────────────────────────────────────────────────────────────────────────────────────
def _drawn(page: pdfium.PdfPage, sheet: Sheet, top: float, left: float, fonts: Fonts) -> None:
    for thing in page.get_objects(max_depth=4):
        if thing.type not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        try:
            x0, y0, x1, y1 = thing.get_bounds()
        except pdfium.PdfiumError:
            continue
        box = Rule(x0 - left, top - y1, x1 - left, top - y0)
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            share = max(0.0, (x1 - x0) * (y1 - y0)) / max(1.0, sheet.width * sheet.height)
            sheet.pictures += share
            if 0.01 < share < 0.6:
                fonts.drawn += 1
                sheet.figures.append((box.top, _bytes(thing) if fonts.drawn <= MOST_DRAWN else None))
            elif share <= 0.01:
                sheet.ornaments += 1
        else:
            sheet.rules += _edges(box, thing)


def _bytes(thing: Any) -> bytes | None:
    """As it is drawn, within what may be unpacked."""
    try:
        wide, tall = thing.get_px_size()
        if wide * tall > MOST_PIXELS:
            return None
        out = io.BytesIO()
        thing.get_bitmap(render=False).to_pil().convert("RGB").save(out, "PNG", compress_level=1)
    except (pdfium.PdfiumError, ValueError, OSError, NotImplementedError):
        return None
    return out.getvalue()


def _edges(box: Rule, thing: pdfium.PdfObject) -> list[Rule]:
    """A thin shape is a rule; a larger one that is outlined has four, unless it is filled alone."""
    wide, tall = box.right - box.left, box.bottom - box.top
    if min(wide, tall) <= THIN:
        return [box] if max(wide, tall) >= SHORTEST else []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing.raw, ctypes.byref(fill), ctypes.byref(stroke))
    if min(wide, tall) < SHORTEST or not stroke.value:
        return []
    return [
        replace(box, bottom=box.top), replace(box, top=box.bottom), replace(box, right=box.left), replace(box, left=box.right),
    ]  # fmt: skip


# ── Upright ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _turn(sheet: Sheet, letters: list[Letter]) -> None:
    """The page turned so that most of its letters stand upright; the others are kept aside."""
    angle = Counter(letter.angle for letter in letters).most_common(1)[0][0] if letters else 0
    if angle:
        things: list[Letter | Rule] = [*letters, *sheet.rules]
        for thing in things:
            _turned(thing, angle, sheet)
        if angle % 180:
            sheet.width, sheet.height = sheet.height, sheet.width
    sheet.letters = [letter for letter in letters if letter.angle == angle]
    sheet.aside = [letter for letter in letters if letter.angle != angle]
    _once(sheet)


def _turned(thing: Letter | Rule, angle: int, sheet: Sheet) -> None:
    x0, y0, x1, y1 = thing.left, thing.top, thing.right, thing.bottom
    wide, tall = sheet.width, sheet.height
    corners = {
        270: (tall - y1, x0, tall - y0, x1),
        180: (wide - x1, tall - y1, wide - x0, tall - y0),
        90: (y0, wide - x1, y1, wide - x0),
    }
    thing.left, thing.top, thing.right, thing.bottom = corners[angle]


def _is_ligature(before: Letter, letter: Letter) -> bool:
    """Two letters that are drawn as one share its place: they are two."""
    return before.text == letter.text and before.left == letter.left and before.top == letter.top


def _once(sheet: Sheet) -> None:
    """A letter drawn twice in nearly one place is one bold letter."""
    seen: dict[tuple[str, int, int], Letter] = {}
    kept: list[Letter] = []
    for letter in sheet.letters:
        x, y = round(letter.left / 2), round(letter.top / 2)
        twin = next((seen[key] for dx in (0, -1, 1) for dy in (0, -1, 1) if (key := (letter.text, x + dx, y + dy)) in seen), None)
        if twin and _is_ligature(kept[-1], letter):
            kept.append(letter)
        elif twin and abs(twin.left - letter.left) < 0.15 * letter.size and abs(twin.top - letter.top) < 0.15 * letter.size:
            twin.is_bold = True
        else:
            seen[(letter.text, x, y)] = letter
            kept.append(letter)
    sheet.letters = kept
