"""A list, pasted or as a file, and the word to go on with its good lines."""

from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import BadZipFile

from django.utils.datastructures import MultiValueDict
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from portal.nhsuk import fields

SHOWN = "Organisation, kind, ODS code, name, email, roles. Roles are parted by commas inside quotation marks, or by “and”"


class ListForm(fields.NHSForm):
    """`cells` are its lines. A file, once read, stands in the box like what is pasted: it can be mended there."""

    rows = fields.TextArea(label="List", hint=f"One line each: {SHOWN}", required=False, max_length=200_000, rows=12)
    file = fields.FileField(label="Or a file", kinds=("excel",), hint="Excel, with the same columns on its first sheet", required=False)

    def __init__(self, posted: Any = None, files: Any = None):
        if files and "file" in files and posted is not None:
            posted = posted.copy()
            self.read_from = _text_of(files["file"])
            if self.read_from is not None:
                posted["rows"], files = self.read_from, MultiValueDict()
        super().__init__(posted, files)

    def clean(self) -> None:
        if not self.errors and not self.cleaned_data.get("rows", "").strip():
            self.add_error("rows", "Paste a list, or select a file")

    def cells(self) -> list[list[str]]:
        text = self.cleaned_data["rows"]
        first = text.lstrip().splitlines()[0] if text.strip() else ""
        mark = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=mark)]


def _text_of(file: Any) -> str | None:
    """The sheet as lines; None when it is no sheet: then the field says what is wrong with it."""
    name = str(file.name).lower()
    if name.endswith((".csv", ".txt")) and file.size < 2_000_000:
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
    if not name.endswith(".xlsx") or file.size > 10_000_000:
        return None
    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        out = io.StringIO()
        rows = sheet.iter_rows(max_row=2000, max_col=6, values_only=True)
        csv.writer(out, delimiter="\t").writerows([[cell or "" for cell in row] for row in rows])
    except (OSError, ValueError, KeyError, IndexError, BadZipFile, InvalidFileException):
        return None  # the field then says what is wrong with it
    finally:
        file.seek(0)
    return out.getvalue()
