"""Each format's reader, called by what the file is and not by what it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import refusals
from .lettering import private
from .opening import format_of
from .source import Source

MOST_PAGES = 300


def read(file: Path | bytes, name: str = "") -> Source:
    """The document's blocks in order; a file that cannot be read raises CannotRead with words for whoever chose it."""
    content = file if isinstance(file, bytes) else file.read_bytes()
    name = name or (file.name if isinstance(file, Path) else "the file")
    found = format_of(content, name)
    try:
        source = READERS[found](content, name)
    except (RecursionError, AttributeError, IndexError, KeyError, TypeError, ValueError) as fault:
        raise (refusals.too_deep(name) if isinstance(fault, RecursionError) else refusals.damaged(name)) from fault
    if not source.words and not source.is_scanned:
        raise refusals.empty(name)
    if source.pages > MOST_PAGES:
        raise refusals.too_many_pages(name, source.pages, MOST_PAGES)
    return source


def decoded(content: bytes) -> str:
    """Bytes as text: what they say of themselves, else UTF-8, else as Windows writes in Western Europe."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _text(content: bytes, name: str) -> Source:
    from .plain_text import read_text

    return read_text(private(decoded(content)), name)


def _docx(content: bytes, name: str) -> Source:
    from .word import read_docx

    return read_docx(content, name)


def _pdf(content: bytes, name: str) -> Source:
    from .pdf import read_pdf

    return read_pdf(content, name)


def _html(content: bytes, name: str) -> Source:
    from .web import read_html

    return read_html(decoded(content), name)


def _odt(content: bytes, name: str) -> Source:
    from .odf import read_odt

    return read_odt(content, name)


def _ods(content: bytes, name: str) -> Source:
    from .odf import read_ods

    return read_ods(content, name)


def _xlsx(content: bytes, name: str) -> Source:
    from .sheets import read_xlsx

    return read_xlsx(content, name)


def _csv(content: bytes, name: str) -> Source:
    from .sheets import read_csv

    return read_csv(decoded(content), name)


READERS: dict[str, Callable[[bytes, str], Source]] = {
    "text": _text, "csv": _csv, "html": _html, "pdf": _pdf,
    "docx": _docx, "odt": _odt, "xlsx": _xlsx, "ods": _ods,
}  # fmt: skip
