"""In Excel: an author takes a draft out and back, and a provider's colleagues fill in the answers; each looked at before it is taken in."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from .test_quick import starts

pytestmark = pytest.mark.journey


def downloaded(who, folder) -> Path:
    with who.page.expect_download() as coming:
        who.page.get_by_role("link", name="Download the workbook").click()
    coming.value.save_as(folder / "filled.xlsx")
    return folder / "filled.xlsx"


def filled(file, sheet, **said):
    """In the first row in which these headings may be changed; its key."""
    book = load_workbook(file)
    page = book[sheet]
    heads = {cell.value.replace(" ", "_"): cell.column for cell in page[1]}
    row = next(at for at in range(2, page.max_row + 1) if not said.get("Title") or not page.cell(at, 1).value)
    for heading, value in said.items():
        page.cell(row, heads[heading]).value = value if value is not ... else page.cell(2, heads[heading]).value
    book.save(file)
    return page.cell(row, 1).value


def brings_back(who, file):
    who.page.set_input_files("input[type=file]", str(file))
    who.presses("See what would change")


def test_an_author_takes_a_draft_out_adds_to_it_and_undoes_it(person, tmp_path):
    # Given a draft taken out of the portal, with a row added
    author = person("author@eastmere.example")
    author.opens("/rounds/eastmere-live/draft/")
    author.follows("Work on it in Excel")
    author.finds_no_barrier()
    file = downloaded(author, tmp_path)
    filled(file, "Intentions", Title="Added from the workbook", Programme=...)

    # When it comes back, she sees it as new and nothing else as changed
    brings_back(author, file)
    author.sees("New: 1")
    author.sees("Nothing is changed yet")
    author.finds_no_barrier()

    # Then it is taken in, and undone in one step
    author.presses("Take in what is ticked")
    author.sees("You can undo this step")
    author.presses("Undo")
    author.sees("Undone for 1 intention")


def test_a_provider_answers_in_excel_and_nothing_is_sent(person, tmp_path):
    # Given a response whose workbook a colleague filled in
    signatory = starts(person)
    response = signatory.page.url
    signatory.follows("Answer in Excel or Word")
    signatory.finds_no_barrier()
    file = downloaded(signatory, tmp_path)
    reference = filled(file, "Answers", Position="Support", Comment="Filled in by a colleague")

    # When it comes back, what it would change is shown
    brings_back(signatory, file)
    signatory.sees("Filled in by a colleague")
    signatory.finds_no_barrier()

    # Then it is in the draft, and the response is a draft still
    signatory.presses("Take what is ticked into the draft")
    signatory.sees("Nothing is sent")
    signatory.page.goto(f"{response}{reference}/")
    signatory.sees("Filled in by a colleague")
