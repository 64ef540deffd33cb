"""Pictures drawn anew from their pixels: nothing of the file but what it shows is kept, and none is larger than a page can use."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST, MOST_PIXELS = (1600, 1600), 40_000_000
FORMATS = ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"]


class NoPicture(ValueError):
    """It cannot be read, or is too large to be."""


@dataclass(frozen=True)
class Redrawn:
    content: bytes
    ending: str
    width: int
    height: int


def redrawn(content: bytes) -> Redrawn:
    try:
        opened = Image.open(BytesIO(content), formats=FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            raise NoPicture("too large")
        picture = ImageOps.exif_transpose(opened)
        is_clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        is_photograph = opened.format == "JPEG"
        picture = picture.convert("RGBA" if is_clear else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as trouble:
        raise NoPicture(str(trouble)) from trouble
    picture.thumbnail(LARGEST)
    out = BytesIO()
    if is_photograph:
        picture.save(out, "JPEG", quality=85)
    else:
        picture.save(out, "PNG", optimize=True)
    return Redrawn(out.getvalue(), "jpg" if is_photograph else "png", *picture.size)
