"""Rows over two pages: a short one never, a long one rather than a page half empty, and the head always stands above."""

from __future__ import annotations

import io

import pikepdf
import pytest

from portal.printing.breaking import let_long_rows_break

from .printing_samples import page, printed, words


def table(*cells, attributes=""):
    rows = "".join(f'<tr{attributes}><th scope="row">{n}</th><td>{cell}</td></tr>' for n, cell in enumerate(cells))
    return f'<table><thead><tr><th scope="col">No</th><th scope="col">Words</th></tr></thead><tbody>{rows}</tbody></table>'


def pages_of(source):
    made = printed(page("x", source), title="x")
    assert made.faults == []
    return len(pikepdf.open(io.BytesIO(made.pdf)).pages)


def test_a_row_of_a_few_lines_stays_whole():
    source = table(words(60))
    assert let_long_rows_break(source) == source


@pytest.mark.parametrize("cell", [words(200), "<p>x</p>" * 13, "<ul>" + "<li>x</li>" * 13 + "</ul>"])
def test_a_row_of_many_lines_may_break(cell):
    assert '<tr class="long"><th scope="row">0</th>' in let_long_rows_break(table(cell))


def test_a_row_keeps_the_classes_it_has():
    assert '<tr class="long total">' in let_long_rows_break(table(words(200), attributes=' class="total"'))


def test_a_row_with_a_table_inside_is_left_alone():
    source = table(table(words(200)))
    assert '<tr class="long"><th scope="row">0</th><td><table>' not in let_long_rows_break(source)


def test_a_long_row_leaves_no_page_half_empty():
    assert pages_of(f"<p>{words(200)}</p>{table(words(900), words(900))}") == 3


def test_a_cell_longer_than_a_page_goes_on_over_the_pages_under_its_head():
    made = printed(page("x", table(words(2_000))), title="x")
    assert made.pages > 2
    assert made.faults == []


def test_lines_are_counted_paragraph_by_paragraph():
    items = "".join(f"<li>{'x' * 59}</li>" for _ in range(12))
    assert let_long_rows_break(table(f"<ul>{items}</ul>")) == table(f"<ul>{items}</ul>")
