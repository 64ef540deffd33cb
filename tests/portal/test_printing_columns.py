"""Columns are as wide as their words ask for; a table that does not fit is turned, and words without end are broken."""

import io
import re

import pikepdf
import pytest

from portal.printing import columns, pdf
from portal.printing.columns import set_columns
from portal.printing.refusals import CannotPrint

HEADS = "".join(f'<th scope="col">{name}</th>' for name in ("Reference", "Intention", "Money"))
ADDRESS = "https://example.org/" + "x" * 400


def table(*rows, attributes=""):
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table{attributes}><caption>Money</caption><thead><tr>{HEADS}</tr></thead><tbody>{body}</tbody></table>"


def shares(source):
    return [float(share) for share in re.findall(r"width:([\d.]+)%", set_columns(source))]


def page(body):
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>x</title></head><body><main><h1>x</h1>{body}</main></body></html>'


def test_a_column_of_sentences_is_wider_than_one_of_numbers_and_together_they_fill_the_page():
    narrow, broad, last = shares(table(["UEC-01", "Every acute site sees people on the day they come. " * 3, "£1,000"]))
    assert broad > narrow and broad > last
    assert sum([narrow, broad, last]) == pytest.approx(100, abs=0.1)


def test_a_date_and_a_programme_stay_on_one_line_beside_a_column_of_titles():
    words = ["Community services development plan: Bexley, Greenwich and Lewisham", "Urgent and emergency care", "30 June 2019"]
    _, programme, day = shares(table(words))
    assert programme * columns.PORTRAIT / 100 >= columns.width(words[1])
    assert day * columns.PORTRAIT / 100 >= columns.width(words[2])


def test_beside_paragraphs_what_is_short_is_broken_sooner_than_they_are():
    _, when, _ = shares(table(["Every acute site sees people on the day they come. " * 20, "Commencing quarter 3 of 2014/15", "£1,000"]))
    assert when * columns.PORTRAIT / 100 < columns.width("Commencing quarter 3 of 2014/15")


def test_the_caption_still_stands_first():
    assert "<caption>Money</caption><colgroup>" in set_columns(table(["a", "b", "c"]))


@pytest.mark.parametrize("inside", ['<td colspan="2">x</td>', "<td><table><tr><td>x</td></tr></table></td>"])
def test_a_table_with_spans_or_tables_inside_is_left_alone(inside):
    source = f"<table><tr><td>x</td>{inside}</tr></table>"
    assert set_columns(source).count("<col ") == 0


def test_a_table_whose_words_do_not_fit_side_by_side_is_turned():
    cells = "".join(f"<td>Commissioningintention{n}</td>" for n in range(5))
    made = pikepdf.open(io.BytesIO(pdf.render(page(f"<table><tr>{cells}</tr></table>")).pdf))
    assert [float(one.MediaBox[2]) > float(one.MediaBox[3]) for one in made.pages] == [False, True]
    assert 'class="set wide"' in set_columns(f"<table><tr>{cells}</tr></table>")


def test_an_address_without_end_is_broken_and_nothing_runs_over_the_edge():
    assert pdf.render(page(table(["UEC-01", ADDRESS, "£1"]))).warnings == []


def test_a_table_that_fits_no_page_is_refused_by_its_section():
    cells = "".join(f"<td>Commissioningintention{n}</td>" for n in range(14))
    with pytest.raises(CannotPrint, match="the table in section “6 Money” is too wide"):
        pdf.render(page(f"<h2>6 Money</h2><table><tr>{cells}</tr></table>"))


def test_headings_turn_with_the_table_they_stand_over():
    cells = "".join(f"<td>Commissioningintention{n}</td>" for n in range(5))
    source = f'<h2 id="a">Kept</h2><p>x</p><h2 id="b">Section</h2>\n<h3>Part</h3>\n<table><tr>{cells}</tr></table>'
    made = set_columns(source)
    assert '<h2 id="a">' in made
    assert '<h2 id="b" class="wide">' in made and '<h3 class="wide">' in made
    with pikepdf.open(io.BytesIO(pdf.render(page(source)).pdf)) as file:
        assert len(file.pages) == 2
