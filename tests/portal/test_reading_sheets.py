"""Spreadsheets and CSV, read as they were shown."""

import datetime
import io

import openpyxl
import pytest

from portal.reading import CannotRead, read
from tests.portal.test_reading_refusals import archive

ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:body>{}</office:body></office:document-content>"""


def book(*rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    return made


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_sheet_is_a_heading_and_a_table_and_days_are_days():
    made = book(["What", "When"], ["Open a clinic", datetime.date(2030, 4, 1)], ["Close a ward", None], ["Beds", 20.0])
    made.active.title = "Plans"

    heading, table = read(saved(made), "a.xlsx").blocks

    assert (heading.kind, heading.text) == ("heading", "Plans")
    assert [[cell.text for cell in row] for row in table.cells[1:]] == [
        ["Open a clinic", "1 April 2030"],
        ["Close a ward", ""],
        ["Beds", "20"],
    ]


def test_merged_cells_of_a_sheet_name_the_cell_they_belong_to():
    made = book(["a", "b", "c"], ["together", None, "x"], [None, None, "y"])
    made.active.merge_cells("A2:B3")

    table = read(saved(made), "a.xlsx").blocks[1]

    assert table.cell_at(2, 1).text == "together" and table.cells[2][1].of == (1, 0)


def test_what_is_hidden_is_left_out_and_named():
    made = book(["a", "b"], ["seen", "x"], ["hidden", "y"])
    made.active.row_dimensions[3].hidden = True
    made.create_sheet("Secret").sheet_state = "hidden"

    source = read(saved(made), "a.xlsx")

    assert "hidden" not in str([cell.text for row in source.blocks[1].cells for cell in row])
    assert {(one.what, one.count) for one in source.left_out} == {("hidden rows", 1), ("hidden sheets", 1)}


def test_formulas_are_told():
    assert "1 formula was read" in read(saved(book(["a", "b"], [1, "=1+1"])), "a.xlsx").problems[0]


def test_too_many_rows_of_a_sheet_are_refused():
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet()
    for at in range(20_001):
        sheet.append([at])

    with pytest.raises(CannotRead, match="20,001 rows"):
        read(saved(made), "a.xlsx")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_a_table_whatever_parts_it(mark):
    text = f'What{mark}When\n"Open, a; clinic"{mark}2030\nClose{mark}\n'

    (table,) = read(text.encode("utf-8-sig"), "a.csv").blocks

    assert [[cell.text for cell in row] for row in table.cells] == [["What", "When"], ["Open, a; clinic", "2030"], ["Close", ""]]


def test_an_opendocument_sheet_is_read_with_its_spans():
    table = (
        '<office:spreadsheet><table:table table:name="Plans"><table:table-row>'
        '<table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p>'
        "</table:table-cell><table:covered-table-cell/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS.format(table)}

    heading, block = read(archive(parts), "a.ods").blocks

    assert heading.text == "Plans"
    assert [[cell.text for cell in row] for row in block.cells] == [["wide", "", "c"], ["x", "x", "x"]] and block.cells[0][1].of == (0, 0)


def test_an_opendocument_text_is_read_in_its_order():
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"'
        ' text:start-value="2"/'
        ">"
        "</text:list-style>"
    )
    body = (
        f'<office:text>{styles}<text:h text:outline-level="2">Urgent care</text:h><text:p>We will'
        f'<text:s/>open<text:note text:id="n1"><text:note-body>'
        "<text:p>Report of 2029</text:p></text:note-body></text:note> it.</text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>one thing</text:p></text:list-item>'
        "<text:list-item><text:p>two things</text:p>"
        "</text:list-item></text:list></office:text>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODS.format(body)}

    found = read(archive(parts), "a.odt").blocks

    assert [(one.kind, one.number, one.text) for one in found] == [
        ("heading", "", "Urgent care"),
        ("paragraph", "", "We will open it."),
        ("footnote", "fn1", "Report of 2029"),
        ("item", "b)", "one thing"),
        ("item", "c)", "two things"),
    ]
    assert (found[0].level, found[1].notes) == (2, ["fn1"])
