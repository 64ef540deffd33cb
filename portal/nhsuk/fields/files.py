"""Files, known by what is in them and not by what they are called."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .question import Question

NAMES = {"pdf": "PDF", "word": "Word", "excel": "Excel"}
ENDINGS = {"pdf": (".pdf",), "word": (".docx",), "excel": (".xlsx",)}
PARTS = {"word/document.xml": "word", "xl/workbook.xml": "excel"}
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


class FileField(Question, forms.FileField):
    """A PDF, Word or Excel file of at most 10 MB. The cleaned file says which: `.kind` is "pdf", "word" or "excel"."""

    component = None  # the NHS drop zone is named otherwise than it reads, which speech control stumbles over
    asks_to = "Select"

    def __init__(self, *, kinds: Sequence[str] = ("pdf", "word", "excel"), megabytes: int = 10, **more: Any):
        self.kinds, self.megabytes = kinds, megabytes
        more.setdefault("missing", "Select a file")
        accepted = ",".join(ending for kind in kinds for ending in ENDINGS[kind])
        super().__init__(max_length=150, widget=forms.FileInput({"class": "nhsuk-file-upload__input", "accept": accepted}), **more)
        self.error_messages["empty"] = "The selected file is empty"
        self.error_messages["max_length"] = "The name of the selected file must be 150 characters or less"

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is None:
            return None
        if file.size > self.megabytes * 1024 * 1024:
            raise ValidationError(f"The selected file must be smaller than {self.megabytes}MB", code="size")
        file.kind = self._kind(file)
        return file

    def _kind(self, file: UploadedFile) -> str:
        kind = _kind_of(file)
        if kind is None or kind not in self.kinds or not str(file.name).lower().endswith(ENDINGS[kind]):
            named = [NAMES[one] for one in self.kinds]
            listed = " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
            raise ValidationError(f"The selected file must be a {listed} file", code="kind")
        return kind


def _kind_of(file: UploadedFile) -> str | None:
    """What the content is; old and locked Office files are told what to do."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if start.startswith(OLD_OFFICE):
        raise ValidationError(
            "The selected file has a password or an old format. Save it without a password as .docx, .xlsx or PDF",
            code="old",
        )
    if b"%PDF-" in start:
        return "pdf"
    try:
        with zipfile.ZipFile(file) as parts:  # reads the list of names only: nothing is unpacked
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    finally:
        file.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError("The selected file has macros. Save it without macros", code="macros")
    return next((kind for part, kind in PARTS.items() if part in names), None)
