"""Questions of file: what is taken, and what is refused in which words."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.nhsuk import fields

from .nhsuk_forms import form_of


def office(part, *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in (part, *more):
            parts.writestr(name, "x")
    return out.getvalue()


def upload(name, content):
    form = form_of(it=fields.FileField(label="Evidence"))({}, {"it": SimpleUploadedFile(name, content)})
    return form, form.errors.get("it", [None])[0]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.pdf", b"%PDF-1.7 x", "pdf"), ("a.DOCX", office("word/document.xml"), "word"), ("a.xlsx", office("xl/workbook.xml"), "excel")],
)
def test_a_file_is_known_by_what_is_in_it(name, content, kind):
    form, said = upload(name, content)
    assert said is None
    assert form.cleaned_data["it"].kind == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ not a pdf"),
        ("a.exe", b"%PDF-1.7"),
        ("a.docx", office("xl/workbook.xml")),
        ("a.docx", office("other.xml")),
        ("a.svg", b"<svg/>"),
    ],
)
def test_another_kind_of_file_is_refused(name, content):
    assert upload(name, content)[1] == "The selected file must be a PDF, Word or Excel file"


def test_a_field_may_take_one_kind_alone():
    form = form_of(it=fields.FileField(label="Letter", kinds=("pdf",)))
    file = SimpleUploadedFile("a.docx", office("word/document.xml"))
    assert form({}, {"it": file}).errors["it"] == ["The selected file must be a PDF file"]


def test_a_file_of_20_megabytes_is_refused():
    assert upload("a.pdf", b"%PDF-1.7" + b"0" * 20 * 1024 * 1024)[1] == "The selected file must be smaller than 10MB"


def test_an_empty_file_is_refused():
    assert upload("a.pdf", b"")[1] == "The selected file is empty"


def test_macros_are_refused():
    assert upload("a.docx", office("word/document.xml", "word/vbaProject.bin"))[1] == "The selected file has macros. Save it without macros"


def test_an_old_or_locked_office_file_is_told_what_to_do():
    said = upload("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600)[1]
    assert said == "The selected file has a password or an old format. Save it without a password as .docx, .xlsx or PDF"
