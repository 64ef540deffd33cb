"""S12: no cell of a download is a formula, whatever people typed, and each says the very words that were typed."""

import csv
import io
import random
import re
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from portal.nhsuk.lists import Column
from portal.nhsuk.lists.downloads import answer
from portal.workbooks.shape import About, Kind, Row, Sheet
from portal.workbooks.shape import Column as Cell
from portal.workbooks.writing import write

ROOT = Path(__file__).resolve().parents[2]
SIZE = 200
STARTS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "'=", "＝", "＋", "－", "＠", "=+", "'", '"=', "=-", "@=", "=@", "+-", "-+"]
BODIES = [
    "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org/?"&A1,"here")', "DDE(\"cmd\";\"/C calc\";\"x\")",
    'IMPORTXML("http://example.org","//a")', "WEBSERVICE(A1)", "2+5+cmd|' /C notepad'!'A1'", "A1", "10%",
]  # fmt: skip
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WRITERS = {"portal/nhsuk/lists/downloads.py", "portal/workbooks/writing.py"}
READS_ONLY = {"portal/people/forms/bulk.py"}  # it turns a workbook that came into the text that its box takes
PAYLOADS = random.Random(12).sample([start + body for start in STARTS for body in BODIES], SIZE)


@pytest.fixture(scope="module")
def listing():
    rows = [SimpleNamespace(said=text) for text in PAYLOADS]
    return SimpleNamespace(title="=Title", columns=[Column("=Said", "said")], found=rows)


def test_a_csv_file_runs_nothing_and_says_the_very_words(listing):
    text = answer(listing, "csv").content.decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
    assert not [cell for cell in cells if cell.startswith(RUN)]
    assert [cell.removeprefix("'") for cell in cells] == ["=Said", *PAYLOADS]


def test_a_list_in_excel_holds_text_alone(listing):
    book = openpyxl.load_workbook(io.BytesIO(answer(listing, "xlsx").content))
    cells = [row[0] for row in book.active.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [said(cell.value) for cell in cells] == ["=Said", *map(said, PAYLOADS)]
    assert book.sheetnames == ["=Title"] and [sheet.sheet_state for sheet in book] == ["visible"]
    assert not list(book.defined_names) and not [cell for cell in cells if cell.hyperlink]


def test_a_workbook_to_fill_in_holds_text_alone():
    """Its lists have names, and one hidden sheet knows what it said (ADR 27): neither is a formula that is run."""
    sheet = Sheet(
        "Said", [Cell("ref", "Ref", is_locked=True), Cell("said", "=Said", Kind.LONG), Cell("chosen", "Chosen", Kind.CHOICE, PAYLOADS)]
    )
    rows = [Row(f"R-{number}", {"said": text, "chosen": text}) for number, text in enumerate(PAYLOADS)]
    book = openpyxl.load_workbook(io.BytesIO(write(About("kind", "of", "=Title", "=today"), [(sheet, rows)])))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [said(book["Said"].cell(row, 2).value) for row in range(2, 2 + SIZE)] == list(map(said, PAYLOADS))
    assert not [cell for cell in cells if cell.hyperlink]


def test_nothing_else_writes_such_files():
    pattern = re.compile(r"csv\.(?:writer|DictWriter)|= Workbook\(")
    files = {
        file.relative_to(ROOT).as_posix()
        for app in ("portal", "outcomes", "intentions", "providers", "committees")
        for file in ROOT.glob(f"{app}/**/*.py")
        if pattern.search(file.read_text())
    }
    assert files == WRITERS | READS_ONLY


def said(text):
    """Line ends as XML gives them back."""
    return text.replace("\r", "\n").replace("_x000D_", "\n")
