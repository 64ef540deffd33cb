"""What a file is by its bytes, whatever it is called; and archives opened within limits, so that none unpacks without end."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from lxml import etree

from . import refusals

MEGABYTE = 1024 * 1024
LARGEST, UNPACKED, PARTS, RATIO = 40, 300, 5000, 250  # megabytes, megabytes, files inside, unpacked for each packed byte
OLE, PDF, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"PK"
NAMES = {
    "docx": "a Word file", "xlsx": "an Excel file", "odt": "an OpenDocument text", "ods": "an OpenDocument spreadsheet", "pdf": "a PDF",
    "html": "a web page", "text": "plain text", "csv": "a table in plain text",
}  # fmt: skip
ENDINGS = {
    "docx": "docx",
    "xlsx": "xlsx",
    "odt": "odt",
    "ods": "ods",
    "pdf": "pdf",
    "html": "html",
    "htm": "html",
    "csv": "csv",
    "txt": "text",
    "md": "text",
}
OPEN_DOCUMENT = {"application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods"}


def format_of(content: bytes, name: str) -> str:
    """The format the bytes are in; refused when the name says another, since somebody would be misled."""
    if not content.strip(b"\0 \r\n\t"):
        raise refusals.empty(name)
    if len(content) > LARGEST * MEGABYTE:
        raise refusals.too_large(name, LARGEST)
    is_really, says = _by_bytes(content, name), PurePath(name).suffix.lower().lstrip(".")
    if says in ("docm", "xlsm", "dotm", "xltm"):
        raise refusals.has_macros(name)
    expected = ENDINGS.get(says)
    if expected and expected != is_really and {expected, is_really} - {"text", "csv", "html"}:
        raise refusals.not_what_it_says(name, says, NAMES[is_really])
    return expected if expected in ("csv", "text") and is_really in ("text", "html") else is_really


def _by_bytes(content: bytes, name: str) -> str:
    if content.startswith(OLE):
        raise refusals.older_office(name)
    if PDF in content[:1024]:
        return "pdf"
    if content.startswith(ZIP):
        return _in_archive(content, name)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusals.unknown(name)
    start = content[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<body", b"<head")) else "text"


def _in_archive(content: bytes, name: str) -> str:
    parts = Archive(content, name)
    if parts.has("mimetype"):
        kind = OPEN_DOCUMENT.get(parts.read("mimetype").decode("ascii", "replace").strip())
        if kind and parts.has("META-INF/manifest.xml") and b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise refusals.locked(name)
        if kind:
            return kind
    if any(part.lower().endswith("vbaproject.bin") for part in parts.names):
        raise refusals.has_macros(name)
    if parts.has("word/document.xml"):
        return "docx"
    if parts.has("xl/workbook.xml"):
        return "xlsx"
    raise refusals.unknown(name)


class Archive:
    """A zip whose parts are read one by one, within what it may unpack to."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        try:
            self.file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise refusals.damaged(name) from fault
        listed = self.file.infolist()
        size = sum(one.file_size for one in listed)
        if size > UNPACKED * MEGABYTE or len(listed) > PARTS or (size > 20 * MEGABYTE and size > RATIO * max(1, len(content))):
            raise refusals.unpacks_too_large(name, UNPACKED)
        if any(one.flag_bits & 1 for one in listed):
            raise refusals.locked(name)
        self.names = {one.filename for one in listed}

    def has(self, part: str) -> bool:
        return part in self.names

    def read(self, part: str) -> bytes:
        try:
            with self.file.open(part) as opened:
                content = opened.read(UNPACKED * MEGABYTE + 1)
        except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError, zipfile.zlib.error) as fault:  # type: ignore[attr-defined]
            raise refusals.damaged(self.name) from fault
        if len(content) > UNPACKED * MEGABYTE:
            raise refusals.unpacks_too_large(self.name, UNPACKED)
        return content

    def tree(self, part: str) -> etree._Element | None:
        """The part as XML, nothing fetched and nothing expanded; None when the archive has no such part."""
        if not self.has(part):
            return None
        try:
            return etree.fromstring(self.read(part), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        except etree.XMLSyntaxError as fault:
            if "depth" in str(fault).lower():
                raise refusals.too_deep(self.name) from fault
            raise refusals.damaged(self.name) from fault
