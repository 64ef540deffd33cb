"""A draft round goes out as a workbook and comes back: what is new, changed, changed by both or wrong is said before anything is saved."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook as Blank

from intentions import actions
from intentions.models import Intention, Many, Version
from intentions.models import Workbook as Kept

from ...standing import standing
from ..conftest import MONEY, WHOLE
from ..reading import soup
from ..reading import text as words_of
from .books import HERE, as_file, brought, cell, column, put, take_in, taken_out, tokens

CONTRACT = {"reference": "C-17", "provider": "Acute Trust", "ends_on": date(2020, 3, 31), "notice_months": 0, "clause": "", "unserved": ""}
TABLE = "<table><tbody><tr><td><p>Beds</p></td><td><p>12</p></td></tr></tbody></table>"
ALL = {
    "description": "<p>First <strong>bold</strong>.</p><ul><li><p>One</p></li><li><p>Two</p></li></ul>",
    "theme": "Frailty",
    "kind": "service-change",
    "strength": "will",
    "setting": "both",
    "timescale": "from the spring",
    "from_date": date(2019, 4, 1),
    "to_date": None,
    "precision": "day",
    "dependencies": "= staff\nand estates",
    "lever": "SDIP 4",
    "schedule": "sdip",
    "affects_no_provider": False,
    "provider_kinds": ["acute-trust"],
    "money": [MONEY, {**MONEY, "kind": "investment", "amount": None, "year_from": None, "year_to": None, "is_recurrent": None}],
    "standards": [{"metric": "Wait", "operator": "less than", "value": "7", "unit": "days", "population": ""}],
    "rollouts": [{"bundle": "Vital 5", "year": "2019/20"}],
    "policies": [{"subject": "IVF", "referrer_duty": "Refer once"}],
    "duties": [{"report": "Staffing", "frequency": "monthly"}],
    "contracts": [CONTRACT],
}


def text(answer):
    return words_of(soup(answer))


@standing
def whole(chapter, author, trust, borough):
    """UEC-01 says everything that an intention can say, UEC-02 holds a table, UEC-03 little."""
    said = {**WHOLE, **ALL, "places": [borough], "providers": [trust]}
    actions.add_intention(chapter=chapter, by=author, content=said, owner=author)
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Beds", "description": TABLE})
    return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Little"})


@pytest.fixture
def sat(at_desk, author, whole):
    return at_desk(author)


def content(reference):
    return Intention.objects.get(reference=reference).latest.content()


def test_what_goes_out_and_comes_back_unchanged_changes_nothing(sat):
    preview = brought(sat, taken_out(sat))

    assert "3 rows say what stands" in text(preview)
    assert tokens(preview, "all") == []


def test_every_cell_that_was_changed_is_shown_and_saved_and_undone_in_one_step(sat, trust):
    before, book = content("UEC-01"), taken_out(sat)
    put(book, "Intentions", 2, Title="A new title", Start_date=date(2019, 7, 1), Strength_of_intent="Review", Providers=None)
    put(book, "Money", 2, Amount=1200.5, Recurrent="No")
    put(book, "Contracts", 2, Contract_reference="C-18")

    preview = brought(sat, book)
    assert [token.partition(":")[0] for token in tokens(preview)] == ["UEC-01"]
    assert "Title" in text(preview) and "A new title" in text(preview)
    assert content("UEC-01") == before

    after = take_in(sat, preview)
    said = content("UEC-01")
    assert (said["title"], said["from_date"], said["strength"], list(said["providers"])) == ("A new title", date(2019, 7, 1), "review", [])
    assert (said["money"][0]["amount"], said["money"][0]["is_recurrent"]) == (Decimal("1200.50"), False)
    assert said["contracts"] == [{**CONTRACT, "reference": "C-18"}]
    assert "You can undo this step" in text(after)

    step = Many.objects.get()
    sat.post(f"/rounds/intentions-2019-20/draft/many/{step.pk}/undo/")
    again = content("UEC-01")
    assert {key: list(value) if key in ("places", "providers", "outcomes") else value for key, value in again.items()} == {
        key: list(value) if key in ("places", "providers", "outcomes") else value for key, value in before.items()
    }


def test_a_new_row_is_a_new_intention_with_its_rows_unsaid_and_undone(sat):
    book = taken_out(sat)
    put(book, "Intentions", 5, Programme="UEC Urgent and emergency care", Title="Quite new", Description="- one\n- two", When="2019/20")

    preview = brought(sat, book)
    take_in(sat, preview)

    made = Intention.objects.get(reference="UEC-04")
    assert made.latest.title == "Quite new"
    assert made.latest.description == "<ul><li>one</li><li>two</li></ul>"
    assert made.latest.from_date == date(2019, 4, 1)
    sat.post(f"/rounds/intentions-2019-20/draft/many/{Many.objects.get().pk}/undo/")
    assert not Intention.objects.filter(reference="UEC-04").exists()


def test_what_others_changed_meanwhile_is_shown_beside_and_not_overwritten_unless_it_is_ticked(sat, colleague):
    book = taken_out(sat)
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content={"title": "Theirs"}, revision=latest.revision)
    put(book, "Intentions", 2, Title="Mine")

    preview = brought(sat, book)
    assert tokens(preview) == [] and "Theirs" in text(preview) and "Mine" in text(preview)
    assert "Changed by others too" in text(preview)
    take_in(sat, preview, tokens(preview, "all"))
    assert content("UEC-01")["title"] == "Mine"


def test_what_only_others_changed_stays_as_they_left_it(sat, colleague):
    book = taken_out(sat)
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content={"theme": "Theirs"}, revision=latest.revision)
    put(book, "Intentions", 2, Title="Mine")

    take_in(sat, brought(sat, book))

    assert (content("UEC-01")["theme"], content("UEC-01")["title"]) == ("Theirs", "Mine")


def test_what_was_changed_between_looking_and_taking_in_is_left_alone(sat, colleague):
    book = taken_out(sat)
    put(book, "Intentions", 2, Title="Mine")
    preview = brought(sat, book)
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content={"theme": "Theirs"}, revision=latest.revision)

    after = take_in(sat, preview)

    assert "Changed after you looked" in text(after) and content("UEC-01")["title"] == WHOLE["title"]


ODD = {
    "a formula": (lambda book: put(book, "Intentions", 2, Title="=1+1"), "Title: The cell holds a formula: paste its value instead"),
    "merged cells": (lambda book: book["Intentions"].merge_cells("D2:D3"), "Title: The cell is merged with others"),
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


def test_what_cannot_be_edited_as_it_stands_says_what_to_do_first(sat, author):
    actions.submit(version=Intention.objects.get(reference="UEC-03").latest, by=author)
    book = taken_out(sat)
    put(book, "Intentions", 4, Title="Mine")
    put(book, "Standards", 3, Ref="UEC-03", What_is_measured="Wait")

    said = text(brought(sat, book))
    assert "Title: In review. Take it back first" in said and "Standards: In review. Take it back first" in said


def test_nothing_is_taken_in_twice(sat):
    book = taken_out(sat)
    put(book, "Intentions", 5, Programme="UEC Urgent and emergency care", Title="Quite new")
    preview = brought(sat, book)
    take_in(sat, preview)

    again = take_in(sat, preview)

    assert "It was taken in" in text(again) and Intention.objects.filter(latest__title="Quite new").count() == 1


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


def test_only_whoever_brought_it_sees_what_a_workbook_says(sat, at_desk, colleague, viewer, stranger):
    preview = brought(sat, taken_out(sat))
    address = preview.request["PATH_INFO"]

    assert at_desk(colleague).get(address).status_code == 404
    assert at_desk(viewer).get(address).status_code == 403
    assert at_desk(stranger).get(address).status_code == 404
    assert at_desk(viewer).get(f"{HERE}download/").status_code == 200
    assert at_desk(viewer).post(HERE, {}).status_code == 403


def test_the_pages_ask_little_however_many_rows(sat, django_assert_max_num_queries):
    book = taken_out(sat)
    for row in range(5, 45):
        put(book, "Intentions", row, Programme="UEC Urgent and emergency care", Title=f"Number {row}")
    preview = brought(sat, book)
    with django_assert_max_num_queries(14):
        sat.get(preview.request["PATH_INFO"])
    with django_assert_max_num_queries(14):
        sat.get(f"{HERE}download/")
    with django_assert_max_num_queries(45):
        take_in(sat, preview)
    assert Version.objects.count() == 43
