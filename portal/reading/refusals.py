"""Why a file cannot be read, in words a person can act on."""

from __future__ import annotations


class CannotRead(Exception):
    """The words go to whoever chose the file."""

    def __init__(self, words: str):
        super().__init__(words)
        self.words = words


def empty(name: str) -> CannotRead:
    return CannotRead(f"“{name}” is empty. Save it again and choose that")


def unknown(name: str) -> CannotRead:
    return CannotRead(f"“{name}” is not a file that can be read. Choose a Word, OpenDocument, PDF, web, Excel, CSV or plain text file")


def older_office(name: str) -> CannotRead:
    return CannotRead(f"“{name}” is in the format Office used before 2007, or has a password. Save it without one as .docx or .xlsx")


def not_what_it_says(name: str, says: str, is_really: str) -> CannotRead:
    return CannotRead(f"“{name}” ends in .{says} but is {is_really}. Give it its right ending, or save it again")


def locked(name: str) -> CannotRead:
    return CannotRead(f"“{name}” has a password. Save it without one and choose that")


def has_macros(name: str) -> CannotRead:
    return CannotRead(f"“{name}” holds macros, which are programs. Save it without them, as .docx or .xlsx")


def damaged(name: str) -> CannotRead:
    return CannotRead(f"“{name}” is damaged and cannot be read. Save it again and choose that")


def unpacks_too_large(name: str, most: int) -> CannotRead:
    return CannotRead(f"“{name}” unpacks to more than {most} MB. Take out large pictures, or split it")


def too_large(name: str, most: int) -> CannotRead:
    return CannotRead(f"“{name}” is larger than {most} MB. Take out large pictures, or split it")


def too_many_pages(name: str, pages: int, most: int) -> CannotRead:
    return CannotRead(f"“{name}” has {pages:,} pages; {most:,} is the most that can be brought in at once. Split it")


def too_many_scanned(name: str, pages: int, most: int) -> CannotRead:
    return CannotRead(f"“{name}” has {pages:,} pages that are scans; {most:,} is the most that OCR reads at once. Split it")


def ocr_failed(name: str) -> CannotRead:
    return CannotRead(f"“{name}” is a scan, and the OCR program of this portal stopped on it. Find the file it was made from")


def too_many_rows(name: str, rows: int, most: int) -> CannotRead:
    return CannotRead(f"“{name}” has {rows:,} rows; {most:,} is the most that can be brought in at once. Split it")


def too_many_words(name: str, most: int) -> CannotRead:
    return CannotRead(f"“{name}” has more than {most:,} words. Split it")


def too_deep(name: str) -> CannotRead:
    return CannotRead(f"Lists or tables inside each other are nested too deeply in “{name}”. Make them flatter")


def took_too_long(name: str) -> CannotRead:
    return CannotRead(f"“{name}” took too long to read. Split it")


def too_much_memory(name: str) -> CannotRead:
    return CannotRead(f"“{name}” is too large to read. Split it, or take out large pictures")


def stopped(name: str) -> CannotRead:
    return CannotRead(f"Reading “{name}” stopped without a reason. Try again, or save it in another format")
