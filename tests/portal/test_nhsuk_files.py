"""Questions of file: what is taken, and what is refused in which words."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

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
        ("a.docx", office("other.xml")),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.svg", b"<svg/>"),
    ],
)
def test_another_kind_of_file_is_refused(name, content):
    assert upload(name, content)[1] == "The selected file must be a PDF, Word or Excel file"


@pytest.mark.parametrize(
    ("name", "content", "kind", "ending"),
    [("a.exe", b"%PDF-1.7", "PDF", ".pdf"), ("a.docx", office("xl/workbook.xml"), "Excel", ".xlsx"), ("a", b"%PDF-1.7", "PDF", ".pdf")],
)
def test_a_file_called_what_it_is_not_is_refused(name, content, kind, ending):
    says = f"The selected file is a {kind} file by what is in it, and its name does not end in {ending}"
    assert upload(name, content)[1] == says


EVIDENCE = ("pdf", "word", "excel", "powerpoint", "csv", "png", "jpeg")


def choose(*files, **asked):
    """Several files at once."""
    form = form_of(it=fields.FilesField(label="Evidence", kinds=EVIDENCE, required=False, **asked))
    form = form({}, MultiValueDict({"it": [SimpleUploadedFile(name, content) for name, content in files]}))
    assert form.is_valid()
    return form.cleaned_data["it"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("beds.csv", b"Ward,Beds\nAsh,24\n", "csv"),
        ("beds.csv", "\ufeffŴyl,24\n".encode(), "csv"),
        ("beds.CSV", "Café;24\r\n".encode("cp1252"), "csv"),
        ("plan.png", b"\x89PNG\r\n\x1a\n and so on", "png"),
        ("plan.jpeg", b"\xff\xd8\xff\xe0 and so on", "jpeg"),
        ("plan.jpg", b"\xff\xd8\xff\xe0 and so on", "jpeg"),
        ("board.pptx", office("ppt/presentation.xml"), "powerpoint"),
    ],
)
def test_more_kinds_are_known_by_what_is_in_them(name, content, kind):
    assert [one.kind for one in choose((name, content)).good] == [kind]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"<script>alert(1)</script>"),
        ("a.csv", b"MZ\x00\x01"),
        ("a.csv", b"Ward\x00,Beds"),
        ("a.csv", b"   \n"),
        ("a.svg", b"<svg/>"),
        ("a.gif", b"GIF89a"),
    ],
)
def test_what_only_looks_like_one_of_them_is_refused(name, content):
    assert choose((name, content)).refused == [f"“{name}” must be a PDF, Word, Excel, PowerPoint, CSV, PNG or JPEG file"]


def test_of_several_the_good_ones_are_kept_and_each_bad_one_is_named():
    found = choose(
        ("a.pdf", b"%PDF-1.7"),
        ("run.exe", b"MZ"),
        ("b.csv", b"x,y"),
        ("b.pdf", b"x,y"),
        ("none.pdf", b""),
        ("large.pdf", b"%PDF-" + b"0" * 11 * 1024 * 1024),
        (f"{'n' * 200}.pdf", b"%PDF-"),
    )

    assert [one.name for one in found.good] == ["a.pdf", "b.csv"]
    assert [says.split("”")[0] for says in found.refused] == ["“run.exe", "“b.pdf", "“none.pdf", "“large.pdf", f"“{'n' * 200}.pdf"]
    assert "“b.pdf” is a CSV file by what is in it, and its name does not end in .csv" in found.refused
    assert "“none.pdf” is empty" in found.refused


def test_a_file_too_many_is_named_too():
    found = choose(*((f"{number}.csv", b"x,y") for number in range(4)), most=3)
    assert (len(found.good), found.refused) == (3, ["“3.csv” was not taken: attach 3 files at a time or fewer"])


def test_what_is_found_inside_a_file_is_said_of_that_file():
    found = choose(("a.pdf", b"%PDF-1.7"), inside={"pdf": lambda file: ["has JavaScript in it"]})
    assert found.refused == ["“a.pdf” has JavaScript in it"]


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
