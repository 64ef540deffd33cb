"""PDFs with text, read as their reader saw the page."""

import io

import pikepdf
import pytest
import weasyprint

from portal.reading import CannotRead, read

LONG = "The boards will agree how people are cared for at home and say which service is open when it is needed by them."


def pdf(body, style=""):
    css = f"<style>@page {{ size: A4; margin: 20mm }} body {{ font: 11pt Liberation Sans, sans-serif }} {style}</style>"
    return weasyprint.HTML(string=f'<html lang="en">{css}{body}</html>').write_pdf()


def drawn(content, *, rotate=0, size=(595, 842)):
    """A page of these operators, in Helvetica."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=size)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=file.make_indirect(font)))
    page.Contents = file.make_stream(content.encode())
    page.Rotate = rotate
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def line(text, x=72, y=700, size=11, mode=0, matrix=""):
    return f"BT /F1 {size} Tf {mode} Tr {matrix or f'1 0 0 1 {x} {y}'} Tm ({text}) Tj ET "


def blocks(content):
    return read(content, "paper.pdf").blocks


def test_headings_paragraphs_and_bullets_are_told_apart():
    found = blocks(
        pdf(f"<h1>Urgent care</h1><p>{LONG} {LONG}</p><ul><li>Open a clinic for feet in the town</li><li>Close the ward</li></ul>")
    )

    assert [(one.kind, one.text) for one in found] == [
        ("heading", "Urgent care"),
        ("paragraph", f"{LONG} {LONG}"),
        ("item", "Open a clinic for feet in the town"),
        ("item", "Close the ward"),
    ]
    assert found[0].why == "its letters are larger"


def test_two_columns_are_read_one_after_the_other():
    paragraphs = [f"Point {name} of the paper. {LONG} {LONG}" for name in ("alpha", "beta", "gamma", "delta")]
    content = pdf("".join(f"<p>{text}</p>" for text in paragraphs), "body { column-count: 2 }")

    assert [one.text for one in blocks(content)] == paragraphs


def test_a_word_that_a_line_had_parted_is_whole():
    content = pdf(f"<p>{LONG} commissioning intentions</p>", "p { hyphens: auto; width: 30mm; text-align: justify }")

    assert blocks(content)[0].text == f"{LONG} commissioning intentions"


def test_letters_drawn_as_one_are_two():
    assert blocks(pdf("<p>The office staff of five offer efficient flow.</p>"))[0].text == "The office staff of five offer efficient flow."


def test_a_table_has_its_merged_places_and_its_blank_ones():
    table = (
        "<table><tr><td colspan=2>wide</td><td>c</td></tr><tr><td rowspan=2>tall</td><td></td><td>x y</td></tr>"
        "<tr><td>one<br>• two things<br>• three things</td><td>z</td></tr></table>"
    )
    (block,) = blocks(pdf(table, "table { border-collapse: collapse } td { border: 1px solid black; padding: 3pt; min-width: 40mm }"))

    assert block.cell_at(0, 1).text == "wide" and block.cells[0][1].of == (0, 0)
    assert block.cell_at(2, 0).text == "tall" and block.cells[1][0].rows == 2
    assert block.cells[1][1].is_blank
    assert block.cells[2][1].text == "one\n• two things\n• three things"


def test_a_table_that_goes_on_overleaf_is_one():
    rows = "".join(f"<tr><td>Point {at}</td><td>{LONG}</td></tr>" for at in range(40))
    found = blocks(pdf(f"<table>{rows}</table>", "table { border-collapse: collapse } td { border: 1px solid black; padding: 3pt }"))

    tables = [one for one in found if one.kind == "table"]
    assert [len(one.cells) for one in tables] == [40]


def test_running_lines_and_page_numbers_are_furniture():
    content = pdf(
        "".join(f"<p style='break-after: page'>{at}th words. {LONG}</p>" for at in (4, 5, 6)),
        '@page { @top-left { content: "Board of the Vale" } @bottom-right { content: "Page " counter(page) } }',
    )
    found = blocks(content)

    assert {one.text for one in found if one.kind == "furniture"} >= {"Board of the Vale", "Page 1", "Page 2", "Page 3"}
    assert [one.page for one in found if one.kind == "paragraph"] == [1, 2, 3]


@pytest.mark.parametrize(("rotate", "matrix"), [(90, "0 1 -1 0 300 100"), (270, "0 -1 1 0 300 700"), (180, "-1 0 0 -1 500 400")])
def test_a_page_turned_round_is_read_upright(rotate, matrix):
    assert blocks(drawn(line("Words on a turned page", matrix=matrix), rotate=rotate))[0].text == "Words on a turned page"


def test_words_drawn_out_of_order_are_read_in_order():
    content = drawn(line("second line of it.", y=680) + line("The first line goes on to the", y=694))

    assert blocks(content)[0].text == "The first line goes on to the second line of it."


def test_words_drawn_twice_to_look_bold_stand_once():
    content = drawn(
        line("Mental health") + line("Mental health", x=72.4) + line("Plain words of the body that follow it, and go on for long.", y=670)
    )

    assert blocks(content)[0].text == "Mental health"


def test_invisible_words_are_left_out_and_counted():
    source = read(drawn(line("Seen by all.") + line("Hidden", y=650, mode=3)), "paper.pdf")

    assert [one.text for one in source.blocks] == ["Seen by all."]
    assert [(one.what, one.count) for one in source.left_out] == [("invisible letters", 6)]


def test_a_locked_pdf_and_a_damaged_one_are_refused_in_words():
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn(line("Words")))) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(CannotRead, match="has a password"):
        read(locked.getvalue(), "paper.pdf")
    with pytest.raises(CannotRead, match="is damaged"):
        read(b"%PDF-1.7 and nothing else", "paper.pdf")


def test_more_pages_than_can_be_read_are_refused():
    file = pikepdf.new()
    for _ in range(301):
        file.add_blank_page(page_size=(100, 100))
    out = io.BytesIO()
    file.save(out)

    with pytest.raises(CannotRead, match="301 pages"):
        read(out.getvalue(), "paper.pdf")
