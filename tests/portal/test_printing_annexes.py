"""PDFs from elsewhere: what they hide is said, what cannot be bound is refused in words, what is bound is pages alone."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, String

from portal.printing import actions, annexes, press
from portal.printing.refusals import CannotPrint
from portal.printing.states import Status
from portal.printing.uploads.placing import FOOT, LEAST, TOP

from .pixels import placed
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


def annex(content, **more):
    name = default_storage.save("annexes/a.pdf", ContentFile(content))
    made = actions.order_annex(
        upload=name, sha256=hashlib.sha256(content).hexdigest(), facts={**FACTS, **more}, title="Their report", file_name="a", by=None
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
    assert made.pages == 2
    assert b"of theirs" in raw.getvalue()
    assert b"canary" not in raw.getvalue()


@pytest.mark.django_db
def test_an_annex_is_never_called_accessible_and_says_why():
    made = annex(upload())
    assert (made.status, made.is_accessible) == (Status.READY, False)
    assert "page 2: a whole page is one picture, so its words cannot be read aloud" in made.faults


@pytest.mark.django_db
def test_pages_of_an_annex_have_our_numbers_and_no_sheet_goes_before_them():
    made = annex(upload())
    with made.file.open("rb") as file, pikepdf.open(file) as bound:
        assert [[round(float(side)) for side in page.mediabox] for page in bound.pages] == [[0, 0, 595, 842]] * 2
        assert all(b"/Lines" in page.obj.Contents[2].read_bytes() for page in bound.pages)


@pytest.mark.django_db
def test_a_house_may_want_a_sheet_before_each_annex():
    made = annex(upload(), divides=True)
    assert made.pages == 3
    with made.file.open("rb") as file:
        assert "2 pages follow, as they looked in a reader and at their own size" in " ".join(words_of(file.read(), 0).split())


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


# ── Sizes ───────────────────────────────────────────────────────────────────────────────────────────────────────────
SIZES = {"A0": (2384, 3370), "A3 on its side": (1191, 842), "A4": (595, 842), "A5 on its side": (595, 420), "Letter": (612, 792)}


def sheet(size, ink=(72, 90, 300, 300), turn=0):
    """One page of this size with a grey box (left, top, right, foot, in points from the upper left corner as it is read)."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=size)
    left, top, right, foot = ink
    page.obj.Contents = file.make_stream(b"0.5 g %d %d %d %d re f" % (left, size[1] - foot, right - left, foot - top))
    page.obj.Rotate = turn
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def bound(content, **more):
    facts = {**FACTS, "count": 1, **more}
    return annexes.print_annex(content, "documents/annex.html", facts, title="Their report")


def words_of(content, page):
    return pypdfium2.PdfDocument(content)[page].get_textpage().get_text_bounded()


@pytest.mark.parametrize("name", SIZES)
def test_a_page_is_bound_at_its_own_size_and_not_a_hair_smaller(name):
    made = bound(sheet(SIZES[name]))
    box, size = placed(made.pdf, 1)
    assert made.pages == 1
    assert size == pytest.approx(SIZES[name], abs=0.6)
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx(SIZES[name], abs=0.1)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_that_was_turned_is_bound_as_it_is_read(turn):
    _, size = placed(bound(sheet((842, 1191), turn=turn)).pdf, 1)
    assert size == pytest.approx((1191, 842), abs=0.6)


@pytest.mark.parametrize(
    ("ink", "moved", "smaller"),
    [
        ((72, 90, 300, 700), 0.0, False),  # there is a margin for the lines
        ((72, 10, 300, 700), None, False),  # what stands too high is moved down
        ((72, 200, 300, 841), None, False),  # what stands too low is moved up
        ((0, 0, 595, 842), None, True),  # a scan to the edges
    ],
)
def test_a_page_is_moved_before_it_is_made_smaller(ink, moved, smaller):
    made = bound(sheet((595, 842), ink))
    box, (_, height) = placed(made.pdf, 1)
    scale = (box[3] - box[1]) / 842
    assert (scale < 0.999) == smaller
    assert moved is None or box[1] == pytest.approx(moved, abs=0.1)
    top, foot = box[1] + ink[1] * scale, box[1] + ink[3] * scale
    assert top >= TOP - 2 and foot <= height - FOOT + 2


def test_a_small_card_stands_on_a_sheet_with_room_for_the_lines():
    made = bound(sheet((150, 100), (5, 5, 145, 95)))
    box, size = placed(made.pdf, 1)
    assert size == pytest.approx(LEAST, abs=0.6)
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((150, 100), abs=0.1)


def test_the_heading_stands_in_the_margin_and_on_nothing():
    made = bound(sheet((595, 842), (60, 40, 500, 300)))
    text = " ".join(words_of(made.pdf, 0).split())
    assert "Their report" in text and "A PDF supplied by Eastham Council, not accessible. Ask the clerk." in text
    page = pypdfium2.PdfDocument(made.pdf)[0]
    lowest = min(one.get_bounds()[1] for one in page.get_objects() if one.type == 1 and one.get_bounds()[1] > FOOT)
    box, (_, height) = placed(made.pdf, 1)
    assert height - lowest < box[1] + 40


def test_the_first_page_is_read_after_its_heading():
    with pikepdf.open(io.BytesIO(bound(sheet((595, 842))).pdf)) as file:
        roles = [str(one.S) for one in file.Root.StructTreeRoot.K[0].K]
    assert roles[-1] == "/Figure" and "/Figure" not in roles[:-1]
