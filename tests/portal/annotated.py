"""PDFs from elsewhere, drawn by rule: every kind of annotation, with and without a picture of its own, shown or not."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

WORDS = b"BT /F 20 Tf 0 g 72 700 Td (Mr Canary has a rare illness) Tj ET\n0.2 0.4 0.8 rg 72 400 120 40 re f\n"
HIDDEN, PRINT, NOVIEW = 2, 4, 32
FLAGS = {"screen": 0, "print": PRINT, "hidden": HIDDEN, "noview": PRINT | NOVIEW}
RECT = (70, 690, 330, 730)

# How each kind says what it looks like when it brings no picture of its own
KINDS: dict[str, dict[str, Any]] = {
    "Square": {"IC": [0, 0, 0], "C": [0, 0, 0], "BS": {"W": 2}},
    "Circle": {"IC": [1, 0, 0], "C": [0, 0, 1], "BS": {"W": 3}},
    "Line": {"L": [80, 700, 320, 720], "C": [1, 0, 0], "BS": {"W": 4}},
    "Polygon": {"Vertices": [80, 695, 320, 695, 200, 725], "IC": [0, 0.6, 0], "C": [0, 0, 0], "BS": {"W": 1}},
    "PolyLine": {"Vertices": [80, 695, 320, 695, 200, 725], "C": [0.6, 0, 0.6], "BS": {"W": 3}},
    "Ink": {"InkList": [[80, 700, 140, 720, 200, 700, 260, 720, 320, 700]], "C": [0, 0.5, 0], "BS": {"W": 5}},
    "Highlight": {"QuadPoints": [72, 722, 330, 722, 72, 694, 330, 694], "C": [1, 1, 0]},
    "Underline": {"QuadPoints": [72, 722, 330, 722, 72, 694, 330, 694], "C": [1, 0, 0]},
    "StrikeOut": {"QuadPoints": [72, 722, 330, 722, 72, 694, 330, 694], "C": [1, 0, 0]},
    "Squiggly": {"QuadPoints": [72, 722, 330, 722, 72, 694, 330, 694], "C": [1, 0, 0]},
    "FreeText": {"Contents": "Approved by the board", "DA": "/Helv 14 Tf 0.8 0 0 rg", "C": [1, 1, 0.8], "BS": {"W": 1}},
    "Text": {"Contents": "a note", "Name": Name.Note, "C": [1, 0.8, 0]},
    "Stamp": {"Contents": "signed"},
    "Caret": {"C": [0, 0, 1]},
    "FileAttachment": {"Contents": "a file", "Name": Name.PushPin},
    "Link": {"C": [1, 0, 0], "Border": [0, 0, 3]},
}


def pdf_of(value: Any) -> Any:
    if isinstance(value, dict):
        return Dictionary({f"/{key}": pdf_of(one) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return Array([pdf_of(one) for one in value])
    return String(value) if isinstance(value, str) else value


def blank(pages: int = 1, size: tuple[float, float] = (595, 842), content: bytes = WORDS) -> pikepdf.Pdf:
    file = pikepdf.new()
    for _ in range(pages):
        page = file.add_blank_page(page_size=size).obj
        page.Resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
        page.Contents = file.make_stream(content)
    return file


def picture(
    file: pikepdf.Pdf, *, content: bytes = b"1 0 0 rg 0 0 100 20 re f 0 g 10 5 40 10 re f", box=(0, 0, 100, 20), matrix=None
) -> Any:
    stream = file.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box))
    if matrix:
        stream.Matrix = Array(matrix)
    return stream


def mark(file: pikepdf.Pdf, kind: str, *, flags: int = PRINT, drawn: bool = False, rect=RECT, page: int = 0, **more: Any) -> Any:
    said = {**KINDS.get(kind, {}), **more}
    note = pdf_of({"Type": Name.Annot, "Subtype": Name(f"/{kind}"), "Rect": list(rect), "F": flags, **said})
    if drawn:
        note.AP = Dictionary(N=picture(file))
    note = file.make_indirect(note)
    held = file.pages[page].obj
    if "/Annots" not in held:
        held.Annots = Array()
    held.Annots.append(note)
    return note


def field(file: pikepdf.Pdf, kind: str = "Tx", *, flags: int = PRINT, rect=(72, 300, 320, 330), needs: bool = True, **more: Any) -> Any:
    """A field of a form, filled in."""
    if "/AcroForm" not in file.Root:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        file.Root.AcroForm = Dictionary(
            Fields=Array(),
            NeedAppearances=needs,
            DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=file.make_indirect(font))),
        )
    note = mark(file, "Widget", flags=flags, rect=rect, FT=Name(f"/{kind}"), T=f"f{len(file.Root.AcroForm.Fields)}", **more)
    file.Root.AcroForm.Fields.append(note)
    return note


def saved(file: pikepdf.Pdf, **more: Any) -> bytes:
    out = io.BytesIO()
    file.save(out, **more)
    return out.getvalue()
