"""An upload looks in the pack as it looked in the reader: marks that show are part of their page, hidden ones are named."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from portal.printing import annexes
from portal.printing.refusals import CannotPrint

from .annotated import FLAGS, KINDS, blank, field, mark, picture, saved
from .pixels import compared, placed

FACTS = {"line": "Committee", "marking": "Item 4", "body": "Eastham Council", "ask": "Ask the clerk.", "count": 1, "left_out": []}
pytestmark = pytest.mark.slow


def bound(content):
    return annexes.print_annex(content, "documents/annex.html", FACTS, title="Their report").pdf


def looks_the_same(content, pages=1):
    made = bound(content)
    for page in range(1, pages + 1):
        seen = compared(content, page, made, page)
        assert seen.wrong == [], f"page {page}: {len(seen.wrong)} of {seen.squares} squares differ"


def words_of(content, page):
    document = pypdfium2.PdfDocument(content)
    return document[page - 1].get_textpage().get_text_range()


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"Stamp"}))
def test_what_a_reader_draws_of_itself_is_bound_as_it_was_seen(kind):
    file = blank()
    mark(file, kind)
    looks_the_same(saved(file))


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize("kind", ["Square", "Stamp", "FreeText", "Highlight", "Widget"])
def test_a_mark_with_a_picture_is_bound_if_it_shows_and_not_if_it_is_hidden(kind, flags):
    file = blank()
    mark(file, kind, flags=FLAGS[flags], drawn=True)
    looks_the_same(saved(file))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("flags", [4, 4 | 16])
def test_marks_on_turned_and_cut_pages_stand_where_they_stood(turn, flags):
    file = blank()
    note = mark(file, "Stamp", flags=flags, drawn=True, rect=(100, 500, 250, 600))
    note.AP.N.Matrix = Array([0, 1, -1, 0, 0, 0])
    file.pages[0].obj.Rotate = turn
    file.pages[0].obj.CropBox = Array([50, 100, 500, 780])
    looks_the_same(saved(file))


@pytest.mark.parametrize(
    ("name", "sides"), [("TrimBox", [30, 30, 565, 812]), ("CropBox", [-50, -50, 700, 900]), ("Rotate", 450)], ids=["trim", "crop", "turn"]
)
def test_edges_and_turns_are_taken_as_readers_take_them(name, sides):
    file = blank()
    mark(file, "Stamp", drawn=True, flags=4 | 16, rect=(100, 500, 250, 600))
    file.pages[0].obj[f"/{name}"] = Array(sides) if isinstance(sides, list) else sides
    looks_the_same(saved(file))


def test_what_was_filled_in_on_a_form_is_bound():
    file = blank()
    field(file, V="Jane Smith, £45,000")
    field(file, rect=(72, 200, 320, 280), Ff=4096, V="Many words that go round\nand on a second line")
    field(file, "Ch", rect=(72, 150, 320, 170), Ff=1 << 17, V="Two", Opt=["One", "Two"])
    box = field(file, "Btn", rect=(72, 100, 90, 118), V=Name.Yes, AS=Name.Yes)
    box.AP = Dictionary(N=Dictionary(Yes=picture(file), Off=picture(file, content=b"")))
    content = saved(file)

    looks_the_same(content)
    assert "Jane Smith, £45,000" in words_of(bound(content), 1)


def test_the_black_box_of_a_redaction_drawn_over_a_line_stays_over_it():
    file = blank()
    mark(file, "Square")
    made = bound(saved(file))

    left, top, right, _ = (round(side) for side in placed(made, 1)[0])
    page = pypdfium2.PdfDocument(made)[0].render(scale=1).to_pil().convert("L")
    scale = (right - left) / 595
    bar = left + round(75 * scale), top + round(115 * scale), left + round(325 * scale), top + round(148 * scale)
    assert page.crop(bar).getextrema() == (0, 0)


def test_redactions_that_were_not_applied_are_refused_with_their_pages():
    file = blank(3)
    mark(file, "Redact", page=1)
    with pytest.raises(CannotPrint) as refused:
        annexes.examine(saved(file))
    assert refused.value.words == (
        "The PDF has redactions on page 2 that were marked and not applied: the words are still under them. "
        "Apply them in the program that marked them and upload that"
    )


def test_a_stamp_without_a_picture_is_refused_because_readers_differ():
    file = blank()
    mark(file, "Stamp")
    with pytest.raises(CannotPrint, match="The PDF has a stamp on page 1 that each reader draws otherwise"):
        annexes.examine(saved(file))


def test_a_form_that_only_its_program_shows_is_refused():
    file = blank()
    field(file)
    file.Root.AcroForm.XFA, file.Root.NeedsRendering = String("<xdp/>"), True
    with pytest.raises(CannotPrint, match="a form that only the program it was made for can show"):
        annexes.examine(saved(file))


@pytest.mark.parametrize("rule", [{"P": Name.AllOff}, {"VE": Array([Name.Not])}], ids=["while others are off", "by a rule"])
def test_what_is_shown_by_a_rule_about_layers_is_refused(rule):
    file = blank()
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    file.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
    file.pages[0].obj.Resources.Properties = Dictionary(MC0=file.make_indirect(Dictionary(Type=Name.OCMD, OCGs=layer, **rule)))
    with pytest.raises(CannotPrint, match="hidden layers"):
        annexes.examine(saved(file))


def test_hidden_marks_are_named_with_their_kind_and_page():
    file = blank(4)
    mark(file, "Square", flags=FLAGS["hidden"], page=1)
    mark(file, "Square", flags=FLAGS["hidden"], page=2)
    mark(file, "Text", flags=FLAGS["hidden"], page=3)
    mark(file, "Stamp", flags=FLAGS["noview"], drawn=True)
    mark(file, "Highlight", Contents="who says so?")

    assert annexes.examine(saved(file)).hides == [
        "hidden marks: 2 boxes on pages 2 and 3, 1 note on page 4",
        "marks that only a printer shows: 1 stamp on page 1",
        "the words inside notes and marks, on page 1",
    ]


def test_words_of_hidden_marks_and_notes_are_in_no_byte_of_what_is_bound():
    file = blank()
    mark(file, "FreeText", flags=FLAGS["hidden"], Contents="canary-hidden")
    mark(file, "Text", Contents="canary-note")
    field(file, flags=FLAGS["hidden"], V="canary-field")
    with pikepdf.open(io.BytesIO(bound(saved(file)))) as made:
        raw = io.BytesIO()
        made.save(raw, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"canary" not in raw.getvalue()
