"""Rules of fonts: embedded, and readable."""

from __future__ import annotations

from collections.abc import Iterator

from .file import File
from .rules import Fault


def check(file: File) -> Iterator[Fault]:
    for name, font in file.objects.items():
        if isinstance(font, dict) and font.get("/Type") == "/Font":
            descriptor = file.at(font.get("/FontDescriptor"), {})
            if font.get("/Subtype") in ("/Type0", "/Type3"):
                if "/ToUnicode" not in font:
                    yield Fault("readable", f"font {name}")
            elif not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
                yield Fault("embedded", f"font {name}")
