"""What a reader of a file's pages does not see, each in words, with what and where; and which of it stays behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array

from .marks import Mark, counted, marks_of, pages_in_words

STAYS = ("text that", "parts of")  # what is bound with its page although nobody sees it
UNSEEN = re.compile(rb"(?:^|\s)3\s+Tr(?=\s|$)")
PAGES_READ = 60  # for text that is not seen: a scan has it on every page or on none
SILENT = {"Popup", "Link"}  # a popup is the words of its note; a link's words stand on the page


def left_out(file: pikepdf.Pdf) -> Iterator[str]:
    root: Any = file.Root
    names = root.get("/Names", {})
    marks = list(marks_of(file))
    about = [key for key in dict(file.docinfo) if key not in ("/Producer", "/CreationDate", "/ModDate")] if file.docinfo else []
    told = {
        "words about the file, such as its author": bool(about) or "/Metadata" in root,
        "files inside it": "/EmbeddedFiles" in names or any(mark.kind == "FileAttachment" for mark in marks),
        "scripts": "/JavaScript" in names or "/OpenAction" in root or "/AA" in root,
        "the workings of a form (what was filled in stands on its pages)": "/AcroForm" in root,
        "where its links lead": any(mark.kind == "Link" for mark in marks),
    }
    yield from (words for words, is_there in told.items() if is_there)
    yield from _of_marks([mark for mark in marks if mark.kind not in SILENT])
    if any(is_cut(page) for page in file.pages):
        yield "parts of pages that were cut off"
    if any(has_unseen_text(page) for page in list(file.pages)[:PAGES_READ]):
        yield "text that cannot be seen, as a scan has"


def _of_marks(marks: list[Mark]) -> Iterator[str]:
    hidden = [mark for mark in marks if not mark.is_shown and not mark.only_prints]
    printed = [mark for mark in marks if mark.only_prints]
    spoken = [mark.page for mark in marks if mark.is_shown and has_words_of_its_own(mark)]
    if hidden:
        yield f"hidden marks: {counted(hidden)}"
    if printed:
        yield f"marks that only a printer shows: {counted(printed)}"
    if spoken:
        yield f"the words inside notes and marks, on {pages_in_words(spoken)}"


def has_words_of_its_own(mark: Mark) -> bool:
    """Words that open when a reader presses the mark; those of a text box stand on the page."""
    return mark.kind not in ("FreeText", "Widget") and bool(str(mark.note.get("/Contents", "")).strip())


def is_cut(page: pikepdf.Page) -> bool:
    return [round(float(side)) for side in page.cropbox] != [round(float(side)) for side in page.mediabox]


def has_unseen_text(page: pikepdf.Page) -> bool:
    try:
        contents = page.obj.get("/Contents", Array())
        return any(UNSEEN.search(part.read_bytes()) for part in (contents if isinstance(contents, Array) else [contents]))
    except pikepdf.PdfError:
        return False
