"""Redaction for good: a page with something under a box becomes a picture of itself, and the file keeps nothing but pages."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream

SCALE = 200 / 72  # pixels a point
LARGEST = 5_000  # pixels
SAID_BESIDE = ("/ActualText", "/Alt", "/E", "/Metadata", "/PieceInfo", "/StructParent", "/StructParents", "/Thumb", "/LastModified", "/B")


def redacted(content: bytes, pages: Iterable[int]) -> bytes:
    """A new file of the pages of one that was laid flat; those named become pictures, and no word is kept beside a page."""
    covered, document, fresh = set(pages), pypdfium2.PdfDocument(content), pikepdf.new()
    with pikepdf.open(io.BytesIO(content)) as file:
        for number, page in enumerate(file.pages, 1):
            if number in covered:
                _add_picture(fresh, document[number - 1])
            else:
                fresh.pages.append(page)
    document.close()
    _forget(fresh)
    out = io.BytesIO()
    fresh.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _add_picture(file: pikepdf.Pdf, page: Any) -> None:
    """The page as it is seen, upright, in its size."""
    width, height = page.get_size()
    picture = page.render(scale=min(SCALE, LARGEST / max(width, height)), draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
    fresh = file.add_blank_page(page_size=(width, height))
    drawn = file.make_stream(
        zlib.compress(picture.tobytes(), 9),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    fresh.obj.Resources = Dictionary(XObject=Dictionary(P=drawn))
    fresh.obj.Contents = file.make_stream(f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode())


def _forget(file: pikepdf.Pdf) -> None:
    """What is said beside the pages that stay as they were: alternatives, notes, descriptions of pictures."""
    seen: set[tuple[int, int]] = set()
    for page in file.pages:
        for name in ("/Annots", "/AA"):
            if name in page.obj:
                del page.obj[name]
        _forget_in(page.obj, seen)


def _forget_in(thing: Any, seen: set[tuple[int, int]]) -> None:
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Array | Dictionary | Stream):
            continue
        if one.objgen != (0, 0):
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, Array):
            waiting += list(one)
            continue
        for name in SAID_BESIDE:
            if name in one:
                del one[name]
        waiting += [value for _, value in one.items()]
