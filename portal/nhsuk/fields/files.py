"""Files, known by what is in them and not by what they are called."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .question import Question

NAMES = {
    "pdf": "PDF",
    "word": "Word",
    "excel": "Excel",
    "powerpoint": "PowerPoint",
    "csv": "CSV",
    "png": "PNG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "webp": "WebP",
}
ENDINGS = {
    "pdf": (".pdf",),
    "word": (".docx",),
    "excel": (".xlsx",),
    "powerpoint": (".pptx",),
    "csv": (".csv",),
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "gif": (".gif",),
    "webp": (".webp",),
}
PARTS = {"word/document.xml": "word", "xl/workbook.xml": "excel", "ppt/presentation.xml": "powerpoint"}
STARTS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF87a": "gif", b"GIF89a": "gif"}
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
NO_TABLE = (b"<", b"{\\rtf", b"MZ", b"PK", b"#!", b"GIF8", b"%!PS")  # the first letters of other things that are text, or nearly
BLANKS = frozenset(b"\t\n\r")
LONGEST_NAME = 150
MOST_PARTS, UNPACKED = 5000, 300  # of an Office file: parts, and megabytes
LOCKED = 0x1  # the mark of a part with a password
Inside = Callable[[UploadedFile], Sequence[str]]  # why a file of a kind is not taken as it is


class FileField(Question, forms.FileField):
    """One file of at most 10 MB. The cleaned file says which kind: `.kind` is "pdf", "word", "excel" and so on."""

    component = None  # the NHS drop zone is named otherwise than it reads, which speech control stumbles over
    asks_to = "Select"

    def __init__(self, *, kinds: Sequence[str] = ("pdf", "word", "excel"), megabytes: int = 10, **more: Any):
        self.kinds, self.megabytes = kinds, megabytes
        more.setdefault("missing", "Select a file")
        more.setdefault("widget", forms.FileInput({"class": "nhsuk-file-upload__input", "accept": accepted(kinds)}))
        super().__init__(max_length=LONGEST_NAME, **more)
        self.error_messages["empty"] = "The selected file is empty"
        self.error_messages["max_length"] = "The name of the selected file must be 150 characters or less"

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        file.kind = kind_of(file, self.kinds, self.megabytes, called="The selected file")
        return file


@dataclass
class Files:
    """What was chosen: the files that will do, and of each other one why it will not."""

    good: list[Any] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.good or self.refused)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(Question, forms.Field):
    """Any number of files, each judged by itself: one that will not do takes none of the others with it, and is named.

    `inside` looks into files of a kind for what may not be in them.
    """

    component = None
    asks_to = "Select"
    judges_each = True

    def __init__(self, *, kinds: Sequence[str], megabytes: int = 10, most: int = 20, inside: dict[str, Inside] | None = None, **more: Any):
        self.kinds, self.megabytes, self.most, self.inside = kinds, megabytes, most, inside or {}
        widget = ManyFiles({"class": "nhsuk-file-upload__input", "accept": accepted(kinds), "multiple": True})
        super().__init__(widget=widget, **more)

    def to_python(self, data: Any) -> Files:
        chosen, files = [one for one in data or [] if one], Files()
        for file in chosen[: self.most]:
            try:
                self._judge(file)
            except ValidationError as refusal:
                files.refused += refusal.messages
            else:
                files.good.append(file)
        files.refused += [f"“{one.name}” was not taken: attach {self.most} files at a time or fewer" for one in chosen[self.most :]]
        return files

    def _judge(self, file: Any) -> None:
        called = f"“{file.name}”"
        if len(str(file.name)) > LONGEST_NAME:
            raise ValidationError(f"{called} must have a name of {LONGEST_NAME} characters or less", code="max_length")
        if not file.size:
            raise ValidationError(f"{called} is empty", code="empty")
        file.kind = kind_of(file, self.kinds, self.megabytes, called=called)
        look = self.inside.get(file.kind)
        faults = look(file) if look else []
        file.seek(0)
        if faults:
            raise ValidationError([f"{called} {fault}" for fault in faults], code="inside")


def accepted(kinds: Sequence[str]) -> str:
    return ",".join(ending for kind in kinds for ending in ENDINGS[kind])


def listed(kinds: Sequence[str]) -> str:
    """PDF, Word or Excel."""
    named = [NAMES[one] for one in kinds]
    return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def kind_of(file: UploadedFile, kinds: Sequence[str], megabytes: int, *, called: str) -> str:
    """What it is by its content; refused in words when it is too large, of no kind that is taken, or called what it is not."""
    if (file.size or 0) > megabytes * 1024 * 1024:
        raise ValidationError(f"{called} must be smaller than {megabytes}MB", code="size")
    kind = _read_kind(file, called, kinds)
    if kind is None or kind not in kinds:
        raise ValidationError(f"{called} must be a {listed(kinds)} file", code="kind")
    if not str(file.name).lower().endswith(ENDINGS[kind]):
        ending = ENDINGS[kind][0]
        raise ValidationError(f"{called} is a {NAMES[kind]} file by what is in it, and its name does not end in {ending}", code="name")
    return kind


def _read_kind(file: UploadedFile, called: str, kinds: Sequence[str]) -> str | None:
    """What the content is; old and locked Office files are told what to do."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if start.startswith(OLD_OFFICE):
        endings = [ENDINGS[kind][0] for kind in kinds if kind in PARTS.values()] or [".docx", ".xlsx"]
        says = f"{called} has a password or an old format. Save it without a password as {', '.join(endings)} or PDF"
        raise ValidationError(says, code="old")
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    for first, kind in STARTS.items():
        if start.startswith(first):
            return kind
    return _office(file, called) or ("csv" if _is_table(file) else None)


def _office(file: UploadedFile, called: str) -> str | None:
    try:
        with zipfile.ZipFile(file) as parts:  # reads the list of names only: nothing is unpacked
            within = parts.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    finally:
        file.seek(0)
    names = {one.filename for one in within}
    _judge_size(within, called)
    if any(one.flag_bits & LOCKED for one in within):
        raise ValidationError(f"{called} has a password. Save it without a password", code="old")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(f"{called} has macros. Save it without macros", code="macros")
    return next((kind for part, kind in PARTS.items() if part in names), None)


def _judge_size(within: Sequence[zipfile.ZipInfo], called: str) -> None:
    """What its list says it unpacks to; whoever opens it is spared what would fill their machine."""
    if len(within) > MOST_PARTS or sum(one.file_size for one in within) > UNPACKED * 1024 * 1024:
        raise ValidationError(f"{called} unpacks to more than anybody can open. Take out large pictures, or split it", code="size")


def _is_table(file: UploadedFile) -> bool:
    """Text through and through, and the beginning of nothing else."""
    is_first = True
    for piece in file.chunks():
        begins = piece.removeprefix(b"\xef\xbb\xbf").lstrip()
        if is_first and (begins.startswith(NO_TABLE) or not begins):
            return False
        if any(sign < 32 and sign not in BLANKS for sign in set(piece)):
            return False
        is_first = False
    file.seek(0)
    return True
