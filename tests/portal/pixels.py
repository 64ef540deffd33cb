"""Two readers look at a page as it was and as it is bound, and compare what they see in squares of four points.

A square may differ by TOLERANCE of 255 at most. Where the two readers themselves draw a mark otherwise (each has its own
idea of a highlight without a picture), the bound page has to agree with one of them.
"""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from portal.printing.uploads.flattening import flattened
from portal.printing.uploads.opening import opened
from portal.printing.uploads.placing import seen_of

DRAWN = re.compile(rb"BDC\s+q\s+([-\d. ]+) cm\s+(/\S+) Do")
SQUARE, FINE = 4.0, 4  # points; pixels a point
TOLERANCE = 56  # a black line a point wide, lost, is 64
NEAR = 5  # squares across: where a mark counts as drawn otherwise


@dataclass
class Seen:
    """Of one page: squares, those that agree with one reader because the two differ, and those that agree with none."""

    squares: int = 0
    by_one: int = 0
    wrong: list[tuple[int, int]] = field(default_factory=list)


def poppler(content: bytes, page: int, size: tuple[int, int]) -> Image.Image:
    fineness = 72 * size[0] / size_of(content, page)[0]
    asked = ["pdftoppm", "-r", f"{fineness:.3f}", "-f", str(page), "-l", str(page), "-cropbox", "-"]
    made = subprocess.run(asked, input=content, capture_output=True, check=True)
    picture = Image.open(io.BytesIO(made.stdout)).convert("RGB")
    return picture.resize(size, Image.Resampling.BOX) if picture.size != size else picture


def pdfium(content: bytes, page: int, size: tuple[int, int]) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    if document.get_formtype():
        document.init_forms()
    width, height = document[page - 1].get_size()
    scale = max(size[0] / width, size[1] / height)
    picture = document[page - 1].render(scale=scale, draw_annots=True, may_draw_forms=True).to_pil().convert("RGB")
    document.close()
    return picture.resize(size, Image.Resampling.BOX) if picture.size != size else picture


READERS = (poppler, pdfium)


class At(NamedTuple):
    """Of a sheet in points: where a page lies on it, between which rows something is drawn on the page, and the sheet's size."""

    box: tuple[float, float, float, float]
    rows: tuple[float, float]
    sheet: tuple[float, float]


def placed(bound: bytes, sheet: int) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """(left, top, right, foot) of the page that is drawn on a sheet, as the file says it, and the size of the sheet."""
    with pikepdf.open(io.BytesIO(bound)) as file:
        page = file.pages[sheet - 1].obj
        shown = DRAWN.search(page.Contents[1].read_bytes())
        form = page.Resources.XObject[shown[2].decode()]
        inner = pikepdf.Matrix(form.get("/Matrix", [1, 0, 0, 1, 0, 0]))
        box = inner.transform(pikepdf.Rectangle(form.BBox)).as_array()
        box = pikepdf.Matrix(*map(float, shown[1].split())).transform(pikepdf.Rectangle(box)).as_array()
        left, low, right, high = map(float, box)
        width, height = float(page.MediaBox[2]), float(page.MediaBox[3])
    return (left, height - high, right, height - low), (width, height)


def at(original: bytes, page: int, bound: bytes, sheet: int) -> At:
    """Only the rows on which the page has ink are compared: above and below them stand our own lines."""
    box, size = placed(bound, sheet)
    seen = list(seen_of(flat(original)))[page - 1]
    scale = (box[3] - box[1]) / seen.height
    rows = max(0.0, seen.ink.top * scale - SQUARE), min(box[3] - box[1], seen.ink.foot * scale + SQUARE)
    return At(box, rows, size)


def flat(content: bytes) -> bytes:
    with opened(content) as file:
        out = io.BytesIO()
        flattened(file).save(out)
    return out.getvalue()


def size_of(content: bytes, page: int) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(content)
    size = document[page - 1].get_size()
    document.close()
    return size


def opened_by_all(content: bytes) -> bytes:
    """A damaged file that one reader does not open is mended for it."""
    try:
        pypdfium2.PdfDocument(content).close()
    except pypdfium2.PdfiumError:
        with pikepdf.open(io.BytesIO(content)) as file:
            out = io.BytesIO()
            file.save(out)
        return out.getvalue()
    return content


def compared(original: bytes, page: int, bound: bytes, sheet: int) -> Seen:
    original = opened_by_all(original)
    place, bare = at(original, page, bound, sheet), without_marks(original)
    views = [_views(reader, original, bare, page, bound, sheet, place) for reader in READERS]
    seen = Seen(squares=views[0][0].width * views[0][0].height)
    apart = _strength(ImageChops.difference(views[0][2], views[1][2]).filter(ImageFilter.MaxFilter(NEAR)))
    wrongs = [_strength(ImageChops.difference(was, now)) for was, now, _ in views]
    width = views[0][0].width
    for index, (one, other) in enumerate(zip(*wrongs, strict=True)):
        if max(one, other) <= TOLERANCE:
            continue
        if min(one, other) <= TOLERANCE < 2 * apart[index]:
            seen.by_one += 1
        else:
            seen.wrong.append((index % width, index // width))
    return seen


def _views(reader, original, bare, page, bound, sheet, place):
    """As it was, as it is bound, and what its marks alone do, each in squares."""
    box = [round(side * FINE) for side in place.box]
    size = max(box[2] - box[0], 1), max(box[3] - box[1], 1)
    rows = 0, round(place.rows[0] * FINE), size[0], max(round(place.rows[1] * FINE), round(place.rows[0] * FINE) + 1)
    was = reader(original, page, size)
    whole = reader(bound, sheet, (round(place.sheet[0] * FINE), round(place.sheet[1] * FINE)))
    now = whole.crop((box[0], box[1], box[0] + size[0], box[1] + size[1]))
    marks = ImageChops.difference(was, reader(bare, page, size)) if bare != original else Image.new("RGB", size)
    return [_squares(picture.crop(rows)) for picture in (was, now, marks)]


def _squares(picture: Image.Image) -> Image.Image:
    side = SQUARE * FINE
    return picture.resize((max(1, round(picture.width / side)), max(1, round(picture.height / side))), Image.Resampling.BOX)


def _strength(picture: Image.Image) -> list[int]:
    red, green, blue = picture.split()
    return list(ImageChops.lighter(ImageChops.lighter(red, green), blue).tobytes())


def without_marks(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as file:
        held = [page.obj for page in file.pages if "/Annots" in page.obj]
        for page in held:
            del page.Annots
        out = io.BytesIO()
        file.save(out)
    return out.getvalue() if held or b"/Annots" in content else content  # one that is no list is left out when the file is written
