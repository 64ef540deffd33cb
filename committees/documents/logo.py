"""The picture at the head of a committee's papers: small, of its pixels alone, and held in the page."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import IO, Any

from PIL import Image, UnidentifiedImageError

from ..models import Committee

LARGEST, MOST = (600, 240), 40_000_000  # pixels it is kept with, and may come with


class NoPicture(ValueError):
    """In words for whoever selected the file."""


def logo_of(file: IO[bytes]) -> str:
    """Read and drawn anew, so that nothing of the file but what it shows is kept."""
    try:
        file.seek(0)
        opened = Image.open(file)
        if opened.width * opened.height > MOST:
            raise NoPicture("The picture is too large. Make it at most 6,000 pixels wide")
        picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as trouble:
        raise NoPicture(str(trouble) if isinstance(trouble, NoPicture) else "The picture cannot be read. Save it again as PNG") from trouble
    picture.thumbnail(LARGEST)
    out = BytesIO()
    picture.quantize(128).save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"


def house_logo(committee: Committee) -> dict[str, Any]:
    """With the words a screen reader says for it; nothing without one."""
    return {"src": committee.logo, "alt": committee.host.name} if committee.logo else {}
