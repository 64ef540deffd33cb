"""What is odd in a workbook that came back: each thing has its sentence, where it stands, and takes nothing else with it."""

from datetime import date

import pytest
from openpyxl import Workbook as Blank

from intentions import actions
from intentions.models import Workbook as Kept

from ..conftest import WHOLE
from ..reading import soup
from .books import HERE, as_file, brought, cell, column, content, put, take_in, taken_out, text

ODD = {
    "a formula": (lambda book: put(book, "Intentions", 2, Title="=1+1"), "Title: The cell holds a formula: paste its value instead"),
    "merged cells": (lambda book: book["Intentions"].merge_cells("D2:D3"), "Title: The cell is merged with others"),
    "a timescale that is two": (
        lambda book: put(book, "Intentions", 2, When="By 04/03/2019", Start_date=None, End_date=None),
        "“By 04/03/2019” may be two days: write the month in letters",
    ),
    "a date that is two": (lambda book: put(book, "Intentions", 2, Start_date="04/03/2019"), "may be two days: write the month in letters"),
    "no date": (lambda book: put(book, "Intentions", 2, Start_date="soon"), "“soon” is not a date, like 4 March 2027"),
    "not in the list": (lambda book: put(book, "Intentions", 2, Kind="Sort of"), "“Sort of” is not in the list of “Kind”"),
    "a place nobody knows": (lambda book: put(book, "Intentions", 2, Where="Eastham\nAtlantis"), "“Atlantis” is not in the list"),
    "a tampered reference": (lambda book: put(book, "Intentions", 2, Ref="UEC-77"), "“UEC-77” is none of this workbook"),
    "a reference twice": (lambda book: put(book, "Intentions", 3, Ref="UEC-01"), "UEC-01 stands in more than one row"),
    "an empty title": (lambda book: put(book, "Intentions", 2, Title=None), "Enter “Title”"),
    "a title too long": (lambda book: put(book, "Intentions", 2, Title="x" * 201), "“Title” must be 200 characters or less; this is 201"),
    "an amount in words": (lambda book: put(book, "Money", 2, Amount="a lot"), "“a lot” is not an amount in pounds"),
    "an amount below nothing": (lambda book: put(book, "Money", 2, Amount=-5), "“-5” is less than 0"),
    "money of nobody": (lambda book: put(book, "Money", 2, Ref=None), "Money: enter “Ref”, so that it is clear whose row it is"),
    "money of a stranger": (lambda book: put(book, "Money", 2, Ref="UEC-88"), "Money: “UEC-88” has no row on the first sheet"),
    "money without a kind": (lambda book: put(book, "Money", 2, What_kind_of_money=None), "Money, row 2, enter “What kind of money”"),
    "years in the wrong order": (
        lambda book: put(book, "Money", 2, First_year="2020/21", Last_year="2019/20"),
        "Money: Last year must be the same as or after the first year",
    ),
    "dates in the wrong order": (
        lambda book: put(book, "Intentions", 2, End_date=date(2018, 1, 1)),
        "End date must be the same as or after the start date",
    ),
    "six years of notice": (lambda book: put(book, "Contracts", 2, **{"Notice,_in_months": 72}), "Notice must be 60 months or less"),
    "both nobody and somebody": (
        lambda book: put(book, "Intentions", 2, No_provider_is_affected="Yes"),
        "Providers are named, and “No provider is affected” says Yes",
    ),
    "a description with a table": (lambda book: put(book, "Intentions", 3, Description="Plain now"), "change it on its page"),
    "another programme": (lambda book: put(book, "Intentions", 3, Programme=None), "Programme: It is moved from the draft list"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_each_odd_thing_in_a_cell_has_its_sentence_and_takes_nothing_else_with_it(sat, name):
    spoil, words = ODD[name]
    book = taken_out(sat)
    spoil(book)
    put(book, "Intentions", 4, Theme="A good one")

    preview = brought(sat, book)

    assert words in text(preview)
    take_in(sat, preview)
    assert content("UEC-03")["theme"] == "A good one"
    assert content("UEC-01")["title"] == WHOLE["title"]


NOTED = {
    "a hidden row": (lambda book: setattr(book["Intentions"].row_dimensions[2], "hidden", True), "The row is hidden or filtered out"),
    "a number kept as text": (lambda book: put(book, "Money", 2, Amount="1,500"), "is a number kept as text and was read as 1500"),
    "a date kept as text": (lambda book: put(book, "Intentions", 2, Start_date="3 May 2019"), "is text and was read as a date"),
    "a column of one's own": (lambda book: setattr(book["Intentions"].cell(1, 30), "value", "My notes"), "“My notes” is no column"),
    "a sheet of one's own": (lambda book: book.create_sheet("Scratch"), "The sheet “Scratch” is not part of the workbook"),
    "a sheet taken out": (lambda book: book.remove(book["Money"]), "The sheet “Money” is missing: what it said stays as it is"),
    "a column taken out": (lambda book: book["Intentions"].delete_cols(6), "the column “Theme” is missing, so what it said stays as it is"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTED)
def test_whatever_is_passed_over_or_read_in_some_way_is_said(sat, name):
    spoil, words = NOTED[name]
    book = taken_out(sat)
    spoil(book)

    preview = brought(sat, book)

    assert words in text(preview)
    if "taken out" in name:
        take_in(sat, preview)
        assert content("UEC-01")["theme"] == "Frailty" and len(content("UEC-01")["money"]) == 2


def test_columns_may_be_moved_and_rows_sorted(sat):
    book = taken_out(sat)
    page = book["Intentions"]
    at = column(page, "Theme")
    for row in page.iter_rows(min_row=1, max_row=4):
        row[at - 1].value, row[3].value = row[3].value, row[at - 1].value
    swapped = [[(cell.value, cell.data_type) for cell in page[row]] for row in (2, 4)]
    for row, values in zip((4, 2), swapped, strict=True):
        for number, (value, kind) in enumerate(values, start=1):
            page.cell(row, number).value = value
            page.cell(row, number).data_type = kind  # openpyxl would take "= staff" for a formula, and Excel does not

    assert "3 rows say what stands" in text(brought(sat, book))


REFUSED = {
    "a workbook of somebody's own": (lambda book: Blank(), "the hidden part by which it is known is missing or was changed"),
    "a hidden part that was changed": (
        lambda book: (setattr(book["Portal"]["A2"], "value", book["Portal"]["A2"].value.replace("UEC-01", "UEC-09")), book)[1],
        "the hidden part by which it is known is missing or was changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_workbook_of_the_portal_is_refused_at_the_field(sat, name):
    spoil, words = REFUSED[name]
    answer = sat.post(HERE, {"file": as_file(spoil(taken_out(sat)))})

    assert answer.status_code == 422 and words in soup(answer).get_text(" ")
    assert not Kept.objects.exists()


def test_the_workbook_of_another_round_is_refused_by_its_name(sat, round, author):
    book = taken_out(sat)
    other = actions.start_round(
        title="Next", slug="next", kind="annual", lead=round.lead, participants=[], year_from=2020, year_to=2020, by=author
    )

    answer = sat.post(f"/rounds/{other.slug}/draft/excel/", {"file": as_file(book)})

    assert answer.status_code == 422 and "This workbook is “Intentions of Intentions 2019/20”" in soup(answer).get_text(" ")


def test_ids_marks_and_what_the_portal_writes_are_locked_and_lists_drop_down(sat):
    book = taken_out(sat)
    page = book["Intentions"]

    assert page.protection.sheet and book["Portal"].sheet_state == "veryHidden"
    assert [cell(book, "Intentions", 2, name).protection.locked for name in ("Ref", "State", "Owner", "Title")] == [True, True, True, False]
    assert cell(book, "Intentions", 3, "Description").protection.locked
    assert {rule.formula1 for rule in page.data_validations.dataValidation} >= {"=list_Intentions_kind", "=list_Intentions_programme"}
    assert cell(book, "Intentions", 2, "Start date").value.date() == date(2019, 4, 1)
    assert cell(book, "Intentions", 2, "What it depends on").data_type == "s"
    assert "How to use" in book.sheetnames
