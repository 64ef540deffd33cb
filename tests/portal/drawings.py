"""Pictures for tests, drawn when they are asked for."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
WMF = b"\xd7\xcd\xc6\x9a" + bytes(40)
EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)


def image(colour: str = "#005eb8", size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Not of one colour alone, so that two of them differ and none is empty."""
    made = Image.new(mode, size, colour if mode.startswith("RGB") else 0)
    for at in range(0, size[0], 7):
        made.putpixel((at, size[1] // 2), (255, 255, 255)[: len(made.getbands())] if mode == "RGB" else made.getpixel((0, 0)))
    return made


def png(colour: str = "#005eb8", size: tuple[int, int] = (120, 80)) -> bytes:
    return _bytes(image(colour, size), "PNG")


def jpeg(colour: str = "#005eb8", size: tuple[int, int] = (120, 80), **more: Any) -> bytes:
    return _bytes(image(colour, size), "JPEG", **more)


def webp(colour: str = "#005eb8") -> bytes:
    return _bytes(image(colour), "WEBP", lossless=True)


def moving(frames: int = 3) -> bytes:
    rest = [image(f"#{at * 40:02x}5eb8") for at in range(1, frames)]
    return _bytes(image("#005eb8"), "GIF", save_all=True, append_images=rest)


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is 3,600 million pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    parts = [struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said)) for name, said in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _bytes(made: Image.Image, kind: str, **more: Any) -> bytes:
    out = BytesIO()
    made.save(out, kind, **more)
    return out.getvalue()
