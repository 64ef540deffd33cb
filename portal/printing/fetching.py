"""The only files a paper may use: our print styles and fonts, and attachments that were stored here."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured, SuspiciousFileOperation
from django.core.files.storage import default_storage

from . import refusals

STATIC = re.compile(r"press:(print\.css|build/fonts/(?:arimo|dejavu|noto)-[a-z0-9-]+\.woff2?)")
ATTACHMENT = re.compile(r"attachment:([\w][\w./-]*)")
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
LARGEST_PICTURE = 10 * 1024 * 1024


def is_inline_picture(address: str) -> bool:
    return bool(PICTURE.fullmatch(address))


def read(address: str) -> bytes:
    """The bytes at one of our own addresses; every other address is refused by name."""
    if found := STATIC.fullmatch(address):
        return read_static(found[1])
    if found := ATTACHMENT.fullmatch(address):
        return read_attachment(found[1])
    raise refusals.foreign_file(address)


def read_all_static() -> None:
    """The print styles and every font they name, so that no child has to unpack them again."""
    for name in STATIC.findall(read_static("print.css").decode()):
        read_static(name)


@lru_cache(maxsize=128)
def read_static(name: str) -> bytes:
    """A static file; a font is unpacked, once a process."""
    content = as_stored(name)
    return unpacked(content) if name.endswith((".woff", ".woff2")) else content


def is_static(address: str) -> bool:
    """Whether there is such a file of our own: not every font has every weight."""
    found = STATIC.fullmatch(address)
    return found is not None and finders.find(found[1]) is not None


def as_stored(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise ImproperlyConfigured(f"static/{name} is missing: build the front end")
    return Path(path).read_bytes()


def unpacked(font: bytes) -> bytes:
    """A font without its packing: its tables as they are (WOFF), or put together again, which takes seconds for a large one (WOFF2)."""
    from fontTools.ttLib import TTFont, woff2

    plain = BytesIO()
    if font.startswith(b"wOF2"):
        woff2.decompress(BytesIO(font), plain)
        return plain.getvalue()
    packed = TTFont(BytesIO(font), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    packed.flavor = None
    packed.save(plain, reorderTables=None)
    return plain.getvalue()


def read_attachment(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            content = file.read(LARGEST_PICTURE + 1)
    except (OSError, SuspiciousFileOperation) as problem:
        raise refusals.missing_file(name) from problem
    if len(content) > LARGEST_PICTURE:
        raise refusals.too_much_memory()
    return content
