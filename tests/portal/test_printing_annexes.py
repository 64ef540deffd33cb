"""PDFs from elsewhere: what they hide is said, what cannot be bound is refused in words, what is bound is pages alone."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, String

from portal.printing import actions, annexes, press
from portal.printing.refusals import CannotPrint
from portal.printing.states import Status

from .printing_samples import pack, printed, torture

FACTS = {"line": "Committee", "marking": "Item 4", "body": "Eastham Council", "ask": "Ask the clerk.", "count": 2, "left_out": []}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(pages=2, change=None, **saved):
    file = pikepdf.new()
    for number in range(pages):
        page = file.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        page.obj.Contents = file.make_stream(b"BT /F 20 Tf 72 700 Td (Page %d of theirs) Tj ET" % (number + 1))
    if change:
        change(file)
    out = io.BytesIO()
    file.save(out, **saved)
    return out.getvalue()


def hide(file):
    """Everything that a page does not show."""
    file.docinfo["/Author"] = "canary-author"
    file.attachments["canary.txt"] = pikepdf.AttachedFileSpec(file, b"canary-file", filename="canary.txt")
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("canary-script"))
    file.Root.AcroForm = Dictionary(Fields=Array())
    page = file.pages[0].obj
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String("canary-note"), Rect=Array([0, 0, 9, 9]))])
    page.CropBox = Array([0, 0, 500, 700])
    file.pages[1].obj.Contents = file.make_stream(b"BT 3 Tr /F 9 Tf (unseen) Tj ET")


def layers(file):
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def annex(content):
    name = default_storage.save("annexes/a.pdf", ContentFile(content))
    made = actions.order_annex(
        upload=name, sha256=hashlib.sha256(content).hexdigest(), facts=FACTS, title="Their report", file_name="a", by=None
    )
    press.print_document(document_id=str(made.pk))
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The PDF is empty. Save it again and upload that"),
        (b"%PDF-1.7\nnot much", "The PDF is damaged and cannot be read. Save it again and upload that"),
        (upload()[:300], "The PDF is damaged and cannot be read. Save it again and upload that"),
        (
            upload(encryption=pikepdf.Encryption(owner="a", user="b")),
            "The PDF has a password or may not be changed. Save it without one and upload that",
        ),
        (
            upload(encryption=pikepdf.Encryption(owner="a", user="")),
            "The PDF has a password or may not be changed. Save it without one and upload that",
        ),
        (upload(2000), "The PDF has 2,000 pages; 1,000 is the most that can be bound. Split it"),
        (upload(change=layers), "The PDF has hidden layers, which would be seen in the pack. Save it flattened and upload that"),
    ],
    ids=["empty", "no PDF", "cut short", "locked", "not to be changed", "2,000 pages", "hidden layers"],
)
def test_what_cannot_be_bound_is_refused_in_words(content, words):
    with pytest.raises(CannotPrint) as refused:
        annexes.examine(content)
    assert refused.value.words == words


def test_what_a_file_hides_is_said():
    looked = annexes.examine(upload(change=hide))
    assert looked.pages == 2
    assert looked.hides == [
        "words about the file, such as its author",
        "files inside it",
        "scripts",
        "the workings of a form (what was filled in stands on its pages)",
        "the words inside notes and marks, on page 1",
        "parts of pages that were cut off",
        "text that cannot be seen, as a scan has",
    ]


def test_a_plain_file_hides_nothing():
    assert annexes.examine(upload()) == annexes.Looked(2, [], [])


@pytest.mark.django_db
def test_only_what_stands_on_its_pages_is_bound():
    made = annex(upload(change=hide))
    with made.file.open("rb") as file, pikepdf.open(file) as bound:
        raw = io.BytesIO()
        bound.save(raw, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    assert made.pages == 3
    assert b"of theirs" in raw.getvalue()
    assert b"canary" not in raw.getvalue()


@pytest.mark.django_db
def test_an_annex_is_never_called_accessible_and_says_why():
    made = annex(upload())
    assert (made.status, made.is_accessible) == (Status.READY, False)
    assert "page 2: a whole page is one picture, so its words cannot be read aloud" in made.faults


@pytest.mark.django_db
def test_pages_of_an_annex_lie_inside_ours_with_our_numbers():
    made = annex(upload())
    with made.file.open("rb") as file, pikepdf.open(file) as bound:
        assert [[round(float(side)) for side in page.mediabox] for page in bound.pages] == [[0, 0, 595, 842]] * 3
        assert all(b"/Lines" in page.obj.Contents[2].read_bytes() for page in bound.pages)


@pytest.mark.django_db
def test_a_pack_with_an_annex_is_released_as_not_accessible_with_the_fault_listed():
    front = {"body": "B", "when": "W", "where": "", "marking": "", "line": "L", "paragraphs": [], "agenda": []}
    parts = [("item-1", "Item 1", annex(upload()))]
    whole = actions.order_pack(title="Pack", file_name="p", front=front, parts=parts, by=None)
    press.print_document(document_id=str(whole.pk))
    whole.refresh_from_db()
    assert (whole.status, whole.is_accessible) == (Status.READY, False)
    assert any("a whole page is one picture" in fault for fault in whole.faults)
    with whole.file.open("rb") as file, pikepdf.open(file) as bound:
        assert b"pdfuaid:part" not in bound.Root.Metadata.read_bytes()


def test_whole_papers_are_not_taken_for_pictures():
    assert printed(torture()).faults == pack().faults == []
