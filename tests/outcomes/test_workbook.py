"""Outcomes, measures, values and targets go out to Excel and come back: nothing silent, nothing lost, one step."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from outcomes import actions
from outcomes.models import Measure, Observation, Outcome, Step, Workbook
from outcomes.states import Book
from outcomes.tasks import forget_workbooks
from portal.moves.clock import database_now

from .books import as_file, brought, cell, here, put, soup, take_in, taken_out, text, ticked, undo


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def measure(outcome, author):
    return actions.add_measure(outcome=outcome, title="Falls", by=author)


@pytest.fixture
def value(measure, borough, author):
    return actions.add_observation(measure=measure, period="2019/20", value=Decimal("81.5"), place=borough, by=author)


# ── Out and back ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_comes_back_unchanged_changes_nothing(desk, outcome, measure, value, author):
    actions.add_target(measure=measure, operator="reduce-by", value=Decimal("3.5"), unit="%", by=author)
    for kind in Book.values:
        preview = brought(desk, kind, taken_out(desk, kind))
        assert "1 row says what stands" in text(preview)
        assert ticked(preview) == []


def test_an_outcome_is_changed_and_another_is_new_in_one_step_and_both_are_taken_back_in_one(desk, outcome, borough):
    book = taken_out(desk, "outcomes")
    put(book, 2, Who_it_is_for="Carers", Places="Eastham", Prioritised_by="Citizens")
    put(book, 3, Statement="I am not alone")
    preview = brought(desk, "outcomes", book)
    assert "Changed: 1" in text(preview)
    assert "New: 1" in text(preview)
    assert Outcome.objects.count() == 1

    page = take_in(desk, preview)
    outcome.refresh_from_db()
    assert (outcome.population, outcome.prioritised_by, list(outcome.places.all())) == ("Carers", "citizens", [borough])
    assert Outcome.objects.get(statement="I am not alone").is_published is False

    page = undo(desk, page)
    assert "Undone" in text(page)
    outcome.refresh_from_db()
    assert (outcome.population, list(outcome.places.all()), Outcome.objects.count()) == ("", [], 1)


def test_a_measure_is_changed_and_a_new_one_stands_under_the_outcome_of_its_row(desk, measure, outcome):
    book = taken_out(desk, "measures")
    put(book, 2, Who_measures_it="The council", Is_it_settled_who_measures_it="No")
    put(book, 3, Outcome="I live in my own home", Measure="Admissions", State="Sample")
    page = take_in(desk, brought(desk, "measures", book))
    assert sorted(outcome.measures.values_list("title", "status", "is_measurer_settled", "who_measures")) == [
        ("Admissions", "sample", True, ""),
        ("Falls", "not-yet-known", False, "The council"),
    ]
    undo(desk, page)
    assert list(outcome.measures.values_list("title", "is_measurer_settled", "who_measures")) == [("Falls", True, "")]


def test_values_are_numbers_and_a_new_period_is_read_as_where_it_is_pasted(desk, value, measure):
    book = taken_out(desk, "values")
    assert cell(book, 2, "Value").value == 81.5
    put(book, 2, Value=80.25, Provisional="Yes")
    put(book, 3, Measure="I live in my own home: Falls", Period="Q1 2020/21", Value=-3)
    page = take_in(desk, brought(desk, "values", book))
    assert sorted(measure.observations.values_list("period", "value", "is_provisional")) == [
        ("2019/20", Decimal("80.2500"), True),
        ("Quarter 1 of 2020/21", Decimal("-3.0000"), False),
    ]
    undo(desk, page)
    assert list(measure.observations.values_list("period", "value", "is_provisional")) == [("2019/20", Decimal("81.5000"), False)]


def test_the_workbook_has_guidance_lists_and_locked_references(desk, measure, value):
    book = taken_out(desk, "values")
    assert book.sheetnames == ["How to use", "Values", "Lists", "Portal"]
    assert book["Portal"].sheet_state == "veryHidden"
    assert cell(book, 2, "Ref").protection.locked
    assert not cell(book, 2, "Value").protection.locked
    assert cell(book, 2, "Period").protection.locked
    assert len(book["Values"].data_validations.dataValidation) == 4


# ── Conflicts and chosen rows ───────────────────────────────────────────────────────────────────────────────────────
def test_what_others_changed_since_is_shown_and_overwritten_only_when_ticked(desk, outcome, approver):
    book = taken_out(desk, "outcomes")
    put(book, 2, Statement="I stay at home")
    actions.edit_outcome(outcome=outcome, by=approver, revision=0, statement="I live where I choose")
    preview = brought(desk, "outcomes", book)
    assert "Changed by others too: 1" in text(preview)
    assert ticked(preview) == []
    assert "Tick what is to be taken in" in text(take_in(desk, preview, []))
    take_in(desk, preview, ticked(preview, all_of=True))
    assert Outcome.objects.get().statement == "I stay at home"


def test_a_row_that_was_changed_after_the_look_is_left_and_named(desk, outcome, approver):
    book = taken_out(desk, "outcomes")
    put(book, 2, Note="From the workbook")
    preview = brought(desk, "outcomes", book)
    actions.edit_outcome(outcome=outcome, by=approver, revision=0, population="Carers")
    assert "Changed after you looked: live-at-home" in text(take_in(desk, preview))
    assert Outcome.objects.get().note == ""


def test_only_the_chosen_rows_are_taken_in(desk, outcome):
    book = taken_out(desk, "outcomes")
    put(book, 2, Note="One")
    put(book, 3, Statement="I am not alone")
    preview = brought(desk, "outcomes", book)
    take_in(desk, preview, [one for one in ticked(preview) if one.startswith("row-")])
    assert sorted(Outcome.objects.values_list("statement", "note")) == [("I am not alone", ""), ("I live in my own home", "")]


def test_a_workbook_is_taken_in_once_and_a_step_undone_once(desk, outcome, author):
    book = taken_out(desk, "outcomes")
    put(book, 3, Statement="I am not alone")
    preview = brought(desk, "outcomes", book)
    page = take_in(desk, preview)
    assert "It was taken in" in text(take_in(desk, preview))
    undo(desk, page)
    step = Step.objects.get()
    again = desk.post(f"{here('outcomes')}{step.pk}/undo/", follow=True)
    assert "This step was undone already" in text(again)
    assert Outcome.objects.count() == 1


def test_what_somebody_changed_or_built_on_since_the_step_stays_and_is_named(desk, outcome, approver):
    book = taken_out(desk, "outcomes")
    put(book, 2, Note="From the workbook")
    put(book, 3, Statement="I am not alone")
    page = take_in(desk, brought(desk, "outcomes", book))
    outcome.refresh_from_db()
    actions.edit_outcome(outcome=outcome, by=approver, revision=outcome.revision, note="Put right")
    actions.add_measure(outcome=Outcome.objects.get(slug="i-am-not-alone"), title="Calls", by=approver)
    said = text(undo(desk, page))
    assert "Changed since the step: live-at-home" in said
    assert "Something was added to it since the step: i-am-not-alone" in said
    assert sorted(Outcome.objects.values_list("note", flat=True)) == ["", "Put right"]


def test_a_period_that_is_counted_already_is_left_and_named(desk, value, borough):
    book = taken_out(desk, "values")
    put(book, 3, Measure="I live in my own home: Falls", Place="Eastham", Period="2019/20", Value=1)
    page = take_in(desk, brought(desk, "values", book))
    assert "This period is counted already: change the row that stands: Row 3" in text(page)
    assert Observation.objects.get().value == Decimal("81.5")


# ── What is odd ─────────────────────────────────────────────────────────────────────────────────────────────────────
ODD = {
    "a formula": ({"Value": "=1+1"}, "Value: The cell holds a formula: paste its value instead"),
    "no number": ({"Value": "many"}, "Value: “many” is not a number, like 81.5"),
    "too many places": ({"Value": 1.23456}, "must be a number with at most 4 decimal places"),
    "too large": ({"Value": 10_000_000_000}, "Value must be below 10,000,000,000"),
    "an empty value": ({"Value": None}, "Enter “Value”"),
    "another period": ({"Period": "2020/21"}, "Period: It stays with what it was written for: add a new row instead"),
    "not in the list": ({"Provisional": "Perhaps"}, "“Perhaps” is not in the list of “Provisional”"),
    "a tampered reference": ({"Ref": "0123456789abcdef"}, "“0123456789abcdef” is none of this workbook"),
}


@pytest.mark.parametrize("name", ODD)
def test_each_odd_cell_has_its_sentence_and_cannot_go(desk, value, name):
    said, words = ODD[name]
    book = taken_out(desk, "values")
    put(book, 2, **said)
    preview = brought(desk, "values", book)
    assert words in text(preview)
    assert ticked(preview, all_of=True) == []


def test_a_period_that_is_none_a_merged_cell_and_a_statement_too_long_are_named(desk, value):
    book = taken_out(desk, "values")
    put(book, 3, Measure="I live in my own home: Falls", Period="soon", Value=1)
    assert "Period: “soon” is not a period" in text(brought(desk, "values", book))
    book = taken_out(desk, "outcomes")
    book["Outcomes"].merge_cells("B2:C2")
    put(book, 3, Statement="x" * 501)
    said = text(brought(desk, "outcomes", book))
    assert "Statement: The cell is merged with others" in said
    assert "“Statement” must be 500 characters or less; this is 501" in said


def test_a_hidden_row_and_a_number_kept_as_text_are_said_and_read(desk, value):
    book = taken_out(desk, "values")
    put(book, 2, Value="1,500.5")
    book["Values"].row_dimensions[2].hidden = True
    said = text(brought(desk, "values", book))
    assert "The row is hidden or filtered out, and was read like the others" in said
    assert "“1,500.5” is a number kept as text and was read as 1500.5" in said


def test_another_file_another_book_and_another_organisations_book_each_have_their_sentence(desk, client, outcome, stranger):
    book = taken_out(desk, "outcomes")
    assert "This workbook is “Outcomes of North CCG”, and not of this page" in text(brought(desk, "measures", book))
    del book["Portal"]
    answer = brought(desk, "outcomes", book)
    assert answer.status_code == 422
    assert "the hidden part by which it is known is missing or was changed" in text(answer)
    fresh = taken_out(desk, "outcomes")
    client.force_login(stranger)
    answer = client.post(here("outcomes", "south-ccg"), {"file": as_file(fresh)})
    assert "This workbook is “Outcomes of North CCG”" in text(answer)


# ── Who ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_only_who_writes_for_the_organisation_takes_a_workbook_out(client, viewer, stranger, outcome):
    for user in (viewer, stranger):
        client.force_login(user)
        for address in (here("outcomes"), f"{here('outcomes')}download/"):
            assert client.get(address).status_code == 403


def test_what_came_back_is_seen_by_who_brought_it_alone_and_nothing_of_others_goes_out(desk, client, outcome, approver, neighbour):
    Outcome.objects.create(slug="theirs", statement="A secret of South", owner=neighbour)
    book = taken_out(desk, "outcomes")
    assert not any("secret" in str(one.value) for page in book for row in page.iter_rows() for one in row)
    put(book, 2, Note="Mine")
    address = brought(desk, "outcomes", book).request["PATH_INFO"]
    client.force_login(approver)
    assert client.get(address).status_code == 404


def test_what_came_back_is_forgotten_after_thirty_days_and_its_step_stays(desk, outcome):
    book = taken_out(desk, "outcomes")
    put(book, 2, Note="Mine")
    take_in(desk, brought(desk, "outcomes", book))
    forget_workbooks()
    assert Workbook.objects.count() == 1
    actions.forget_workbooks(at=database_now() + timedelta(days=31))
    assert (Workbook.objects.count(), Step.objects.count()) == (0, 1)


def test_a_renamed_outcome_does_not_keep_its_new_measure_from_being_taken_back(desk, outcome, approver):
    book = taken_out(desk, "measures")
    put(book, 2, Outcome="I live in my own home", Measure="Admissions", State="Sample")
    page = take_in(desk, brought(desk, "measures", book))
    actions.edit_outcome(outcome=outcome, by=approver, revision=0, statement="I live where I choose")
    undo(desk, page)
    assert Measure.objects.count() == 0


def test_what_came_back_is_never_changed(desk, outcome):
    brought(desk, "outcomes", taken_out(desk, "outcomes"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Workbook.objects.update(name="other.xlsx")


def test_no_such_book_is_not_there_and_the_library_leads_to_them(desk, outcome):
    assert desk.get(here("indicators")).status_code == 404
    links = [link["href"] for link in soup(desk.get("/outcomes/")).select("a")]
    assert here("outcomes") in links


def test_two_measures_of_one_name_are_told_apart_in_the_list(desk, measure, outcome, author):
    actions.add_measure(outcome=outcome, title="falls", by=author)
    book = taken_out(desk, "values")
    names = [one.value for one in next(column for column in book["Lists"].columns if column[0].value == "Values: Measure")]
    assert names[1:] == ["I live in my own home: Falls", "I live in my own home: falls (2)"]
    assert Measure.objects.count() == 2
