"""Words and pictures that are in a page and that nobody sees on it: under a box, white on white, beyond the edge.

A page is drawn twice, as it is and without its words: where nothing differs at the place of a letter, the letter is not
seen. A page that is under suspicion is drawn again, larger. The invisible words that a scan has above its own picture of
them are no secret, and are told apart: something can be seen where they stand.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image, ImageChops

FIRST, CLOSER = 1.0, 4.0  # scale: pixels a point
LARGEST = 4_000  # pixels: a sheet is not drawn larger
SEEN = 12  # of 255: what differs by less is not seen
SMALL = 16.0  # square points: a smaller patch covers no picture
WORDS_SHOWN = 300  # letters of what is found on a page
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5  # kinds of things on a page


@dataclass(frozen=True)
class Covered:
    """What nobody sees on a page."""

    page: int
    words: str
    pictures: int


class Box(NamedTuple):
    left: float
    low: float
    right: float
    high: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.high - self.low)

    def around(self, other: Box) -> Box:
        return Box(min(self.left, other.left), min(self.low, other.low), max(self.right, other.right), max(self.high, other.high))

    def within(self, other: Box) -> Box:
        return Box(max(self.left, other.left), max(self.low, other.low), min(self.right, other.right), min(self.high, other.high))


class Letter(NamedTuple):
    at: int
    sign: str
    box: Box
    owner: int  # the address of the thing that it is part of
    is_unpainted: bool  # drawn in no colour, as the words of a scan are


class Thing(NamedTuple):
    """What is painted on a page, in the order of painting; `box` is where, on the page."""

    handle: Any
    kind: int
    box: Box

    @property
    def address(self) -> int:
        return address_of(self.handle)


def covered(content: bytes) -> list[Covered]:
    """What nobody sees, page by page, in a file that was laid flat."""
    document = pypdfium2.PdfDocument(content)
    found = (Looked(document[number], number + 1).covered() for number in range(len(document)))
    return [one for one in found if one]


class Looked:
    """One page under the eye."""

    def __init__(self, page: Any, number: int):
        self.page, self.number = page, number
        self.things = list(things_of(page.raw))
        self.texts = [thing for thing in self.things if thing.kind == TEXT]

    def covered(self) -> Covered | None:
        text = self.page.get_textpage()
        letters = list(letters_of(text.raw))
        under = self.under_lids(letters)
        unseen = self.unseen(letters, under, FIRST)
        unseen = self.unseen(unseen, under, CLOSER)
        words = words_of(letters, {letter.at for letter in unseen})
        pictures = self.covered_pictures()
        text.close()
        return Covered(self.number, words, pictures) if words or pictures else None

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def under_lids(self, letters: list[Letter]) -> set[int]:
        """Things with words over which something else was painted later, which may have words on it."""
        boxes: dict[int, Box] = {}
        for letter in letters:
            boxes[letter.owner] = boxes[letter.owner].around(letter.box) if letter.owner in boxes else letter.box
        found, lids = set(), []
        for thing in reversed(self.things):
            if thing.kind in (PATH, IMAGE, SHADING) and thing.box.area >= SMALL:
                lids.append(thing.box)
            elif thing.address in boxes and any(lid.within(boxes[thing.address]).area for lid in lids):
                found.add(thing.address)
        return found

    def unseen(self, letters: list[Letter], under: set[int], scale: float) -> list[Letter]:
        if not letters:
            return []
        whole, place = self.drawn(scale)
        differs = Mask(whole, self.drawn_without(self.texts, scale))
        lower = [thing for thing in self.texts if thing.address in under]
        differs_below = Mask(whole, self.drawn_without(lower, scale)) if lower else differs
        seen = partial(_is_seen, whole=whole, place=place)
        return [letter for letter in letters if not seen(letter, differs_below if letter.owner in under else differs)]

    # ── Pictures ────────────────────────────────────────────────────────────────────────────────────────────────────
    def covered_pictures(self) -> int:
        """Patches of one colour that lie over part of a picture in which there is something to see."""
        patches = list(self._patches())
        if not patches:
            return 0
        whole, place = self.drawn(FIRST)
        bare = self.drawn_without([thing for thing, _ in patches], FIRST)
        rooms = [room for _, box in patches if (room := place.pixels(box, margin=-3))]
        return sum(range_of(whole.crop(room)) < SEEN <= range_of(bare.crop(room)) for room in rooms)

    def _patches(self) -> Iterator[tuple[Thing, Box]]:
        """What was painted after a picture and lies over it."""
        pictures: list[Box] = []
        for thing in self.things:
            if thing.kind in (PATH, IMAGE):
                overlaps = [thing.box.within(picture) for picture in pictures]
                yield from ((thing, over) for over in overlaps if over.area >= SMALL)
            if thing.kind == IMAGE:
                pictures.append(thing.box)

    # ── Drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def drawn(self, scale: float) -> tuple[Image.Image, Place]:
        width, height = self.page.get_size()
        scale = min(scale, LARGEST / max(width, height))
        picture = self.page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
        return picture, Place(self.page.raw, picture.width, picture.height)

    def drawn_without(self, things: list[Thing], scale: float) -> Image.Image:
        for thing in things:
            raw.FPDFPageObj_SetIsActive(thing.handle, False)
        picture, _ = self.drawn(scale)
        for thing in things:
            raw.FPDFPageObj_SetIsActive(thing.handle, True)
        return picture


def _is_seen(letter: Letter, differs: Mask, *, whole: Image.Image, place: Place) -> bool:
    if letter.is_unpainted:
        room = place.pixels(letter.box, margin=2)
        return room is not None and range_of(whole.crop(room)) >= SEEN
    room = place.pixels(middle_of(letter.box))
    return room is not None and differs.has(room)


class Mask:
    """Where two pictures of a page differ so that it is seen: asked for each letter, and so kept as plain bytes."""

    def __init__(self, one: Image.Image, other: Image.Image):
        red, green, blue = ImageChops.difference(one, other).split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        self.width, self.bytes = one.width, most.point([0] * SEEN + [1] * (256 - SEEN)).tobytes()

    def has(self, room: tuple[int, int, int, int]) -> bool:
        left, top, right, foot = room
        found, starts = self.bytes.find, range(top * self.width, foot * self.width, self.width)
        return any(found(1, start + left, start + right) >= 0 for start in starts)


class Place:
    """Where a place of the page stands in its picture, whatever its turn and its edges."""

    def __init__(self, page: Any, width: int, height: int):
        self.size = width, height
        x0, y0 = _on_device(page, 0, 0)
        x1, y1 = _on_device(page, 1000, 0)
        x2, y2 = _on_device(page, 0, 1000)
        self.start = x0 * width, y0 * height
        self.across = (x1 - x0) * width / 1000, (y1 - y0) * height / 1000
        self.up = (x2 - x0) * width / 1000, (y2 - y0) * height / 1000

    def pixels(self, box: Box, *, margin: float = 0) -> tuple[int, int, int, int] | None:
        """Left, top, right, bottom in the picture; nothing for what lies beyond its edges."""
        (left, top), (right, foot) = self._pixel(box.left, box.low), self._pixel(box.right, box.high)
        left, right = (left, right) if left <= right else (right, left)
        top, foot = (top, foot) if top <= foot else (foot, top)
        room = max(0, int(left - margin)), max(0, int(top - margin)), int(right + margin) + 1, int(foot + margin) + 1
        room = room[0], room[1], min(room[2], self.size[0]), min(room[3], self.size[1])
        return room if room[0] < room[2] and room[1] < room[3] else None

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return self.start[0] + x * self.across[0] + y * self.up[0], self.start[1] + x * self.across[1] + y * self.up[1]


SHARP = 1_000_000


def _on_device(page: Any, x: float, y: float) -> tuple[float, float]:
    left, top = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, SHARP, SHARP, 0, x, y, left, top)
    return left.value / SHARP, top.value / SHARP


# ── What is on a page ───────────────────────────────────────────────────────────────────────────────────────────────
def things_of(page: Any) -> Iterator[Thing]:
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, at), pikepdf.Matrix())


def _inside(handle: Any, matrix: pikepdf.Matrix) -> Iterator[Thing]:
    """A thing, and what a form holds, each with its place on the page."""
    kind, box = raw.FPDFPageObj_GetType(handle), box_of(handle, matrix)
    if kind != FORM:
        yield Thing(handle, kind, box)
        return
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, found)
    inner = pikepdf.Matrix(found.a, found.b, found.c, found.d, found.e, found.f) @ matrix
    for at in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _inside(raw.FPDFFormObj_GetObject(handle, at), inner)


def box_of(handle: Any, matrix: pikepdf.Matrix) -> Box:
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, low, right, high):
        return Box(0, 0, 0, 0)
    turned = matrix.transform(pikepdf.Rectangle(left.value, low.value, right.value, high.value))
    return Box(turned.llx, turned.lly, turned.urx, turned.ury)


def address_of(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def letters_of(text: Any) -> Iterator[Letter]:
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    unpainted: dict[int, bool] = {}
    for at in range(raw.FPDFText_CountChars(text)):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign.isspace() or not sign.isprintable() or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        if not raw.FPDFText_GetCharBox(text, at, left, right, low, high):
            continue
        box = Box(left.value, low.value, right.value, high.value)
        if box.area > 0:
            handle = raw.FPDFText_GetTextObject(text, at)
            owner = address_of(handle)
            if owner not in unpainted:
                unpainted[owner] = raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            yield Letter(at, sign, box, owner, unpainted[owner])


def middle_of(box: Box) -> Box:
    """Of a letter: what sticks out above or below a bar is not what it is read by."""
    fourth = (box.high - box.low) / 4
    return box._replace(low=box.low + fourth, high=box.high - fourth)


def words_of(letters: list[Letter], unseen: set[int]) -> str:
    """The passages in which a letter or digit is not seen, in the order of the page."""
    passages = []
    for is_unseen, run in groupby(letters, key=lambda letter: letter.at in unseen):
        if is_unseen:
            passages.append(_spaced(list(run)))
    said = " ... ".join(passage for passage in passages if any(sign.isalnum() for sign in passage))
    return said if len(said) <= WORDS_SHOWN else f"{said[: WORDS_SHOWN - 3]}..."


def _spaced(run: list[Letter]) -> str:
    """A gap in the count of letters is a space or the end of a line."""
    words, before = "", None
    for letter in run:
        words += " " if before is not None and letter.at > before + 1 else ""
        words, before = words + letter.sign, letter.at
    return words


# ── Colours ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def range_of(picture: Image.Image) -> int:
    """How far its colours are apart."""
    return max(high - low for low, high in picture.getextrema())  # type: ignore[misc]
