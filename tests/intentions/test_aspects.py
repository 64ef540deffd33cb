from datetime import date
from decimal import Decimal

import pytest

from intentions import actions
from intentions.documents import aspects
from intentions.models import Version
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind


@pytest.fixture
def places(borough):
    west = Place.objects.create(slug="westham", name="Westham", kind=PlaceKind.BOROUGH)
    north = Place.objects.create(slug="northham", name="Northham", kind=PlaceKind.BOROUGH)
    pair = Place.objects.create(slug="pair", name="East and West", kind=PlaceKind.GROUP)
    pair.members.set([borough, west])
    return {"east": borough, "west": west, "north": north, "pair": pair}


@pytest.fixture
def written(chapter, author):
    def write(*contents):
        for content in contents:
            actions.add_intention(chapter=chapter, by=author, content={"theme": "Frailty", **content})
        return list(
            Version.objects.order_by("intention__reference")
            .select_related("intention__chapter")
            .prefetch_related("places__members", "places__children", "money")
        )

    return write


def grid(versions, *places):
    boroughs, lines = aspects.by_borough(versions, places, lambda version: version.intention.chapter.title)
    return {
        line.name: {cell.borough: [note or one.intention.reference for one, note in cell.entries] or "blank" for cell in line.cells}
        for line in lines
    }, boroughs


def test_a_group_of_boroughs_is_shared_and_another_borough_is_blank(written, places):
    lines, boroughs = grid(written({"title": "Falls", "places": [places["pair"]]}), *places.values())

    assert boroughs == ["Eastham", "Northham", "Westham"]
    assert lines == {"Frailty": {"Eastham": ["Shared with Westham"], "Northham": "blank", "Westham": ["Shared with Eastham"]}}


def test_the_same_text_twice_is_a_copy_and_not_shared(written, places):
    same = "<p>Every <strong>older</strong> person is asked about falls.</p>"
    versions = written(
        {"title": "East", "description": same, "places": [places["east"]]},
        {"title": "West", "description": same.replace("strong", "em"), "places": [places["west"]]},
    )

    lines, _ = grid(versions, *places.values())

    assert lines["Frailty"]["Eastham"] == ["Same text as Westham"]


def test_what_covers_every_borough_says_so(written, places):
    lines, _ = grid(written({"title": "Falls", "places": [places["pair"], places["north"]]}), *places.values())

    assert [*lines["Frailty"].values()] == [["All boroughs"]] * 3


def test_an_intention_without_a_theme_has_a_line_of_its_own(written, places):
    lines, _ = grid(written({"title": "Falls", "theme": "", "places": [places["east"]]}), places["east"])

    assert list(lines) == ["Falls"]


def test_the_timeline_goes_by_quarter_then_year_and_ends_with_what_has_no_date(written):
    day = {"from_date": date(2019, 8, 1), "to_date": date(2019, 8, 31), "precision": "month"}
    year = {"from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31), "precision": "year"}

    found = aspects.by_quarter(written({"title": "No date", "timescale": ""}, {"title": "August", **day}, {"title": "All year", **year}))

    assert [(one.heading, [version.title for version in one.versions]) for one in found] == [
        ("2019/20", ["All year"]),
        ("July to September 2019 (quarter 2 of 2019/20)", ["August"]),
        ("No date yet", ["No date"]),
    ]


def test_illustrative_is_never_added_to_committed(written):
    def saving(amount, confidence):
        blank = {"bearer": "system", "year_from": None, "year_to": None, "is_recurrent": None, "basis": ""}
        return {"kind": "saving", "amount": amount, "confidence": confidence, **blank}

    versions = written(
        {"title": "One", "money": [saving(Decimal(100), "committed"), saving(None, "illustrative")]},
        {"title": "Two", "money": [saving(Decimal(50), "committed"), saving(Decimal(7), "illustrative")]},
    )

    found = aspects.sums(list(aspects.money_rows(versions)))

    assert [(one.confidence, one.amount, one.known, one.unknown) for one in found] == [("Committed", 150, 2, 0), ("Illustrative", 7, 1, 1)]
