"""What says one thing together stays together; what is named safely; what costs too much; what is forgotten."""

from datetime import date, timedelta

import pytest
from openpyxl.worksheet.cell_range import CellRange

from intentions import actions
from intentions.models import Intention
from intentions.models import Workbook as Kept
from portal.moves.clock import database_now
from portal.organisations.models import Organisation, Place
from portal.organisations.states import Kind, PlaceKind
from portal.printing.child import Limits
from portal.workbooks import apart, stamp
from portal.workbooks.apart import read_apart
from portal.workbooks.reading import NotOurs

from ..reading import soup
from .books import HERE, as_file, brought, cell, column, content, put, take_in, taken_out, text, tokens


def theirs(colleague, **said):
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content=said, revision=latest.revision)


@pytest.mark.parametrize(
    ("gone", "said", "stays"),
    [
        ("Start date", {"When": "In good time"}, ("from_date", date(2019, 4, 1))),
        ("Providers", {"Every_provider_of_a_kind": "Community provider"}, ("providers", ["Acute Trust"])),
        ("Every provider of a kind", {"Providers": None}, ("provider_kinds", ["acute-trust"])),
    ],
)
def test_a_column_that_was_taken_out_keeps_its_part_of_what_is_said_together(sat, gone, said, stays):
    book = taken_out(sat)
    book["Intentions"].delete_cols(column(book["Intentions"], gone))
    put(book, "Intentions", 2, **said)

    take_in(sat, brought(sat, book))

    name, wanted = stays
    found = content("UEC-01")[name]
    assert (list(map(str, found)) if isinstance(wanted, list) else found) == wanted


def test_dates_that_others_set_meanwhile_are_a_conflict_of_the_words_that_go_with_them(sat, colleague):
    book = taken_out(sat)
    put(book, "Intentions", 2, When="In good time")
    theirs(colleague, timescale="from the spring", from_date=date(2019, 9, 1), to_date=None, precision="day")

    preview = brought(sat, book)

    assert tokens(preview) == [] and "Changed by others too" in text(preview)
    take_in(sat, preview, tokens(preview, "all"))
    assert (content("UEC-01")["timescale"], content("UEC-01")["from_date"]) == ("In good time", date(2019, 9, 1))


def test_what_others_changed_in_another_part_is_not_put_back(sat, colleague):
    book = taken_out(sat)
    put(book, "Intentions", 2, When="In good time")
    theirs(colleague, lever="Theirs")

    take_in(sat, brought(sat, book))

    assert (content("UEC-01")["timescale"], content("UEC-01")["lever"]) == ("In good time", "Theirs")


def test_only_providers_are_offered_and_what_stands_there_already(sat, trust, lead, elsewhere):
    closed = Organisation.objects.create(slug="gone", name="Gone Trust", kinds=[Kind.ACUTE_TRUST], closed_date=date(2018, 1, 1))
    Intention.objects.get(reference="UEC-03").latest.providers.add(closed)
    never = Organisation.objects.create(slug="never", name="Never Trust", kinds=[Kind.ACUTE_TRUST], closed_date=date(2018, 1, 1))

    book = taken_out(sat)

    lists = book["Lists"]
    at = next(one.column for one in lists[1] if one.value == "Intentions: Providers")
    offered = {lists.cell(row, at).value for row in range(2, lists.max_row + 1)} - {None}
    assert {trust.name, closed.name} <= offered
    assert not offered & {lead.name, elsewhere.name, never.name}
    assert "3 rows say what stands" in text(brought(sat, book))


def test_a_provider_that_left_the_list_since_is_named_and_nothing_breaks(sat, trust):
    book = taken_out(sat)
    put(book, "Intentions", 2, Every_provider_of_a_kind="Community provider")
    Organisation.objects.filter(pk=trust.pk).update(name="Renamed Trust")

    preview = brought(sat, book)

    take_in(sat, preview, tokens(preview, "all"))
    assert list(content("UEC-01")["providers"]) == [trust]


@pytest.mark.parametrize("name", ["=1+1", "+44", "@SUM(A1)", "-2"])
def test_a_name_is_never_a_formula_in_any_sheet(sat, round, name):
    round.places.add(Place.objects.create(slug="odd", name=name, short_name=name, kind=PlaceKind.BOROUGH))

    book = taken_out(sat)

    assert [one.coordinate for page in book for row in page.iter_rows() for one in row if one.data_type == "f"] == []
    put(book, "Intentions", 4, Where=name)
    cell(book, "Intentions", 4, "Where").data_type = "s"
    take_in(sat, brought(sat, book))
    assert [place.name for place in content("UEC-03")["places"]] == [name]


def test_no_piece_of_the_hidden_part_begins_as_a_formula_or_ends_in_a_blank(sat, monkeypatch):
    monkeypatch.setattr(stamp, "LINE", 1)

    book = taken_out(sat)

    pieces = [one.value for (one,) in book["Portal"].iter_rows(max_col=1)]
    assert len(pieces) > 1000 and all(one == one.strip() and one[0] not in "=+-@" for one in pieces[1:])
    assert "3 rows say what stands" in text(brought(sat, book))


def test_a_range_of_a_thousand_million_merged_cells_is_refused_in_words(sat, monkeypatch):
    monkeypatch.setattr(read_apart, "__kwdefaults__", {"limits": Limits(cpu=3, memory=256, wall=10)})
    book = taken_out(sat)
    book["Money"].merged_cells.add(CellRange("A1:XFD90000"))

    answer = sat.post(HERE, {"file": as_file(book)})

    assert answer.status_code == 422 and apart.TOO_MUCH in soup(answer).get_text(" ")


def test_bytes_that_are_no_workbook_are_refused_in_words():
    with pytest.raises(NotOurs, match="damaged"):
        read_apart(b"PK\x03\x04 and no more", [], kind="kind", of="of")


def test_a_workbook_is_forgotten_after_thirty_days_and_its_step_stays(sat):
    book = taken_out(sat)
    put(book, "Intentions", 2, Title="Mine")
    take_in(sat, brought(sat, book))
    brought(sat, taken_out(sat))

    actions.forget_workbooks(at=database_now() + timedelta(days=29))
    assert Kept.objects.count() == 2
    actions.forget_workbooks(at=database_now() + timedelta(days=31))

    assert not Kept.objects.exists()
    assert sat.get(HERE).content.decode().count("/undo/") == 1
