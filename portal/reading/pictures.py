"""A picture from outside, drawn anew of its pixels alone: nothing else of the file is kept, and what is no picture is refused in words."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_BYTES = 10 * 1024 * 1024  # of the file
MOST_PIXELS = 40_000_000  # that it may unpack to
LARGEST = (2400, 2400)  # pixels it is kept with
HEAVY = 2 * 1024 * 1024  # bytes as PNG: a photograph is kept as JPEG from there
ORNAMENT = 32  # pixels: what is smaller on one side is a bullet, a line or a sign
DRAWINGS = "It is a drawing (SVG, EMF or WMF). Save it as PNG and attach that"
UNREADABLE = "It cannot be read as a picture. Save it again as PNG or JPEG"
EMPTY = "It is empty"
TOO_LARGE = "It is too large. Make it smaller than 10MB and at most 6,000 pixels wide and high"


class NoPicture(ValueError):
    """In words for whoever gave the file."""


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept. Of a moving one (`moved`) the first picture."""

    content: bytes
    ending: str
    width: int
    height: int
    moved: bool = False

    @cached_property
    def file(self) -> str:
        """The same picture has the same name, whoever brings it and however often."""
        return f"{sha256(self.content).hexdigest()}.{self.ending}"

    @property
    def is_ornament(self) -> bool:
        return min(self.width, self.height) < ORNAMENT


def drawn(content: bytes, *, most: int = MOST_PIXELS, largest: tuple[int, int] = LARGEST) -> Drawn:
    """Its pixels, upright, in red, green and blue, no larger than a page can show."""
    _refuse(content)
    try:
        with _strictly():
            opened = Image.open(BytesIO(content), formats=FORMATS)
            if not 0 < opened.width * opened.height <= most:
                raise NoPicture(TOO_LARGE)
            moved = getattr(opened, "n_frames", 1) > 1
            opened.draft("RGB", largest)
            picture = ImageOps.exif_transpose(opened)
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except NoPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise NoPicture(TOO_LARGE) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError) as fault:
        raise NoPicture(UNREADABLE) from fault
    picture.thumbnail(largest)
    return _kept(picture, opened.format == "JPEG", moved)


@contextmanager
def _strictly() -> Iterator[None]:
    """Half a picture is none, whatever a typesetter in this process puts up with; nor is one that unpacks without end."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _refuse(content: bytes) -> None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        raise NoPicture(EMPTY)
    if len(content) > MOST_BYTES:
        raise NoPicture(TOO_LARGE)
    is_markup = start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in content[:4096].lower()
    if is_markup or content[40:44] == b" EMF" or content.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")):
        raise NoPicture(DRAWINGS)


def _kept(picture: Image.Image, was_photograph: bool, moved: bool) -> Drawn:
    content = b"" if was_photograph else _written(picture, "PNG")
    if was_photograph or (len(content) > HEAVY and picture.mode == "RGB"):
        return Drawn(_written(picture.convert("RGB"), "JPEG", quality=88), "jpg", *picture.size, moved)
    return Drawn(content, "png", *picture.size, moved)


def _written(picture: Image.Image, kind: str, **more: int) -> bytes:
    """Without what the file said of where, when and by what it was made."""
    clean, out = Image.new(picture.mode, picture.size), BytesIO()
    clean.paste(picture)
    clean.save(out, kind, **more)
    return out.getvalue()
