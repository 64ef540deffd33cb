"""Words and pictures that nobody sees on a page are found, wherever they are and whatever lies over them, and taken out for good."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from portal.printing import annexes

from .annotated import WORDS, blank, mark, picture, saved

SECRET = "Mr Canary has a rare illness"
BAR = b"0 g 70 690 260 40 re f"
NOISE = random.Random(7).randbytes(6000)


def image(file, data):
    parts = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 100, "Height": 20, "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
    return file.make_stream(data, **parts)


def page(content, *, change=None, **more):
    file = blank(content=content)
    held = file.pages[0].obj
    held.Resources.XObject = Dictionary(I=image(file, NOISE), K=image(file, bytes(6000)))
    for name, value in more.items():
        held[f"/{name}"] = value
    if change:
        change(file)
    return saved(file)


def found(content):
    return [(one["page"], one["words"], one["pictures"]) for one in annexes.examine(content).covered]


OVER_ALL, OVER_PART = b"q 300 0 0 60 60 680 cm /%s Do Q ", b"q 60 0 0 30 100 690 cm /K Do Q"


@pytest.mark.parametrize(
    ("content", "more", "words"),
    [
        (WORDS + BAR, {}, SECRET),
        (WORDS + b"1 g 70 690 260 40 re f", {}, SECRET),
        (WORDS + b"0 g 70 699 260 16 re f", {}, SECRET),
        (WORDS + b"0 g 70 690 100 40 re f", {}, "Mr Canary"),
        (WORDS + BAR + b" 1 g BT /F 22 Tf 72 700 Td (REDACTED REDACTED R) Tj ET", {}, SECRET),
        (WORDS + OVER_ALL % b"I", {}, SECRET),
        (WORDS + OVER_ALL % b"K", {}, SECRET),
        (WORDS + BAR, {"Rotate": 90}, SECRET),
        (WORDS + BAR, {"Rotate": 270, "CropBox": Array([50, 300, 595, 842])}, SECRET),
        (WORDS, {"CropBox": Array([0, 0, 595, 600])}, SECRET),
        (b"q 0 0 10 10 re W n " + WORDS + b" Q", {}, SECRET),
        (b"BT /F 20 Tf 1 g 72 700 Td (white on white) Tj ET", {}, "white on white"),
        (b"BT /F 20 Tf 3 Tr 72 700 Td (not painted) Tj ET", {}, "not painted"),
    ],
    ids=[
        "a black bar",
        "a white bar",
        "a bar that leaves the tails of letters",
        "half a line",
        "a bar with words on it",
        "a photograph",
        "a black picture",
        "on a turned page",
        "on a turned and cut page",
        "beyond the edge",
        "outside a clip",
        "white on white",
        "not painted",
    ],
)
def test_words_that_nobody_sees_are_found(content, more, words):
    assert found(page(content, **more)) == [(1, words, 0)]


@pytest.mark.parametrize("kind", ["Square", "FreeText"])
def test_words_under_a_mark_are_found(kind):
    assert found(page(WORDS, change=lambda file: mark(file, kind))) == [(1, SECRET, 0)]


@pytest.mark.parametrize(
    ("content", "words"),
    [(OVER_ALL % b"I" + OVER_PART, ""), (OVER_ALL % b"I" + b"0 g 100 690 60 30 re f", "")],
    ids=["a black picture", "a black bar"],
)
def test_a_picture_that_is_partly_covered_is_found(content, words):
    assert found(page(content)) == [(1, words, 1)]


def test_a_picture_under_a_mark_is_found():
    assert found(page(OVER_ALL % b"I", change=lambda file: mark(file, "Square", rect=(100, 690, 160, 725)))) == [(1, "", 1)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WORDS, None),
        (b"0.8 g 60 680 300 50 re f 0 G 60 680 300 50 re S " + WORDS, None),
        (WORDS, "Highlight"),
        (WORDS, "Link"),
        (OVER_ALL % b"I" + b"BT 3 Tr /F 20 Tf 72 700 Td (words of a scan) Tj ET", None),
        (OVER_ALL % b"I" + b"1 g BT /F 20 Tf 72 700 Td (a caption on a photograph) Tj ET", None),
        (b"0.6 g BT /F 6 Tf 72 700 Td (small and grey) Tj ET", None),
    ],
    ids=["plain", "in a table", "highlighted", "a link", "a scan", "a caption", "small and grey"],
)
def test_what_can_be_seen_is_not_asked_about(content, kind):
    assert found(page(content, change=(lambda file: mark(file, kind)) if kind else None)) == []


def test_words_in_a_picture_of_pages_are_found():
    def wrapped(file):
        held = file.pages[0].obj
        form = picture(file, content=WORDS + BAR, box=(0, 0, 595, 842))
        form.Resources = held.Resources
        held.Resources = Dictionary(XObject=Dictionary(X=form))
        held.Contents = file.make_stream(b"q 0.5 0 0 0.5 100 100 cm /X Do Q")

    assert found(page(WORDS, change=wrapped)) == [(1, SECRET, 0)]


# ── Redacted ────────────────────────────────────────────────────────────────────────────────────────────────────────
def with_traces(file, said=SECRET):
    """The words under the box in every place beside the page where a file may keep them."""
    held, secret = file.pages[0].obj, String(said)
    mark(file, "Square", Contents=said)
    file.docinfo["/Subject"] = said
    file.Root.Metadata = file.make_stream(f"<x>{said}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    file.attachments["a.txt"] = pikepdf.AttachedFileSpec(file, said.encode(), filename="a.txt")
    element = file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, ActualText=secret, Alt=secret, K=0, Pg=held))
    file.Root.StructTreeRoot = file.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))
    held.PieceInfo = Dictionary(App=Dictionary(Private=secret))
    held.Thumb = image(file, said.encode().ljust(6000, b"\0"))
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(said, 0))
    other = file.add_blank_page(page_size=(595, 842)).obj
    other.Contents = file.make_stream(b"0.5 g 10 10 100 100 re f")
    other.Metadata = file.make_stream(said.encode(), Type=Name.Metadata, Subtype=Name.XML)


def bytes_of(content):
    """Every byte of a file, each stream unpacked."""
    with pikepdf.open(io.BytesIO(content)) as file:
        out = io.BytesIO()
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=pikepdf.StreamDecodeLevel.all)
        texts = [bytes(one) for one in file.objects if isinstance(one, pikepdf.String)]
    return out.getvalue() + b"".join(texts)


@pytest.mark.parametrize("content", [WORDS, WORDS + BAR], ids=["under a mark", "under a bar"])
def test_redacted_words_are_in_no_byte_of_the_file(content):
    before = page(content, change=with_traces)
    assert SECRET.encode() in bytes_of(before)

    after = annexes.redact(before, [1])
    assert b"Canary" not in bytes_of(after)
    assert annexes.examine(after).covered == []
    assert annexes.examine(after).pages == 2


def test_a_redacted_page_looks_as_it_did_and_the_others_keep_their_words():
    def two(file):
        mark(file, "Square")
        file.pages.append(file.pages[0])
        del file.pages[1].obj.Annots

    after = annexes.redact(page(WORDS, change=two), [1])
    with pikepdf.open(io.BytesIO(after)) as file:
        assert list(file.pages[0].obj.Resources.keys()) == ["/XObject"]
        assert b"Canary" in file.pages[1].obj.Contents.read_bytes()
