from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings

from portal.richtext.clean import clean, to_text
from portal.richtext.word.writing import write_rich

from .richtext_documents import documents


def written(html, **options):
    """The document as Word would open it."""
    document = Document()
    write_rich(document, clean(html), **options)
    file = BytesIO()
    document.save(file)
    return Document(BytesIO(file.getvalue()))


def styles(document):
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def test_headings_paragraphs_and_nested_lists_have_words_own_styles():
    document = written(
        "<h3>Aims</h3><p>One.</p><h4>How</h4><ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol><blockquote>said</blockquote>"
    )
    assert styles(document) == [
        ("Heading 3", "Aims"), ("Normal", "One."), ("Heading 4", "How"), ("List Bullet", "a"), ("List Bullet 2", "b"),
        ("List Number", "c"), ("Quote", "said"),
    ]  # fmt: skip


def test_headings_follow_the_heading_they_stand_under():
    assert [style for style, _ in styles(written("<h3>a</h3><h4>b</h4>", heading=2))] == ["Heading 2", "Heading 3"]


def test_formatting_is_kept():
    runs = written("<p>a<strong>b</strong><em>c</em><sub>d</sub><sup>e</sup><br>f</p>").paragraphs[0].runs
    said = [(run.text, run.bold, run.italic, run.font.subscript or False, run.font.superscript or False) for run in runs]
    assert said == [
        ("a", None, None, False, False), ("b", True, None, False, False), ("c", None, True, False, False),
        ("d", None, None, True, False), ("e", None, None, False, True), ("\nf", None, None, False, False),
    ]  # fmt: skip


def test_a_link_leads_somewhere():
    document = written('<p>see <a href="https://example.org/?a=1&amp;b=2">our plan</a></p>')
    link = document.paragraphs[0].hyperlinks[0]
    assert (link.text, link.url) == ("our plan", "https://example.org/?a=1&b=2")
    assert document.paragraphs[0].text == "see our plan"


def test_each_numbered_list_begins_at_one():
    document = written("<ol><li>a</li><li>b</li></ol><p>x</p><ol><li>c</li></ol>")
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_table_has_its_caption_heads_that_repeat_and_merged_cells():
    document = written(
        "<table><caption>Beds</caption><tr><th>What<th>When<th>Who"
        "<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td><ul><li>d</li></ul></table>"
    )
    table = document.tables[0]
    assert document.paragraphs[0].text == "Beds" and document.paragraphs[0].style.name == "Caption"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["What", "When", "Who"], ["a", "b", "b"], ["a", "c", "d"]]
    assert [row._tr.find(qn("w:trPr")) is not None for row in table.rows] == [True, False, False]
    assert table.rows[0].cells[0].paragraphs[0].runs[0].bold
    assert table.cell(2, 2).paragraphs[0].style.name == "List Bullet"


def widths(table):
    """Of each row the widths of its cells, in twentieths of a point."""
    return [[int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row._tr.tc_lst] for row in table.rows]


def test_columns_are_as_wide_as_what_stands_in_them():
    long = "Commissioners and providers agree what is measured, by whom, how often, and what follows. " * 3
    table = written(f"<table><tr><th>No<th>What is agreed<th>Commissioner<tr><td>1<td>{long}<td>Eastmere</table>").tables[0]
    number, words, who = widths(table)[0]
    assert number < who < words and number + words + who == pytest.approx(482 * 20, abs=3)
    assert who > 20 * 60  # "Commissioner" in bold stays on one line
    assert [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst] == [number, words, who]
    assert widths(table)[1] == [number, words, who]


def test_what_spans_columns_is_as_wide_as_they_are_and_too_many_share():
    table = written("<table><tr><th>What<th>When<th>Who<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>").tables[0]
    first, second, third = widths(table)[0]
    assert widths(table)[1:] == [[first, second + third], [first, second, third]]
    many = written("<table><tr>" + "<td>Commissioner" * 20 + "</table>").tables[0]
    assert sum(widths(many)[0]) == pytest.approx(482 * 20, abs=20) and min(widths(many)[0]) > 0


def test_a_text_fills_a_cell_without_an_empty_line_before_it():
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    write_rich(cell, clean("<p>a</p><p>b</p>"))
    assert [paragraph.text for paragraph in cell.paragraphs] == ["a", "b"]


@given(documents)
@settings(max_examples=15, deadline=None)
def test_no_word_is_lost_on_the_way_to_word(text):
    document = written(text)
    said = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    lines = (line.lstrip() for line in to_text(text).splitlines())
    for word in {word for line in lines for word in line.split() if word.isalpha()}:
        assert word in said


@pytest.mark.parametrize("nothing", ["", "<p></p>"])
def test_no_text_writes_nothing(nothing):
    assert styles(written(nothing)) == []


def test_a_list_begins_and_counts_in_word_as_it_does_on_the_page():
    document = written('<ol start="3" type="a"><li>a</li><li>b</li></ol><ol start="7"><li>c</li></ol>')
    numbering = document.part.numbering_part.element
    found = []
    for paragraph in document.paragraphs:
        override = numbering.num_having_numId(paragraph._p.pPr.numPr.numId.val).find(qn("w:lvlOverride"))
        way = override.find(f"{qn('w:lvl')}/{qn('w:numFmt')}")
        found.append((override.find(qn("w:startOverride")).get(qn("w:val")), way.get(qn("w:val")) if way is not None else None))
    assert found == [("3", "lowerLetter"), ("3", "lowerLetter"), ("7", None)]
