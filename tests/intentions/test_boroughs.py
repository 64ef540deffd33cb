"""The draft by borough: cells that are filled, blank, shared or copied; gaps; a copy for one more borough; twins linked."""

import pytest

from intentions import actions, checks
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind

from .conftest import WHOLE
from .reading import DRAFT, banner, problems, soup, text

BOROUGHS = f"{DRAFT}boroughs/"
TEXT = "<p>Care coordinators in every practice, paid for together.</p>"


@pytest.fixture
def places(round):
    made = [Place.objects.create(slug=name.lower(), name=name, kind=PlaceKind.BOROUGH) for name in ("Bexley", "Lambeth", "Southwark")]
    round.places.set(made)
    return made


@pytest.fixture
def say(chapter, author):
    def add(*places, **content):
        return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "places": places, **content})

    return add


def row(desk, focus):
    page = soup(desk.get(BOROUGHS))
    line = next(one for one in page.find("tbody").find_all("tr") if text(one.find("th")).startswith(focus))
    return [text(cell) for cell in line.find_all("td")]


def test_filled_blank_shared_and_copied_cells_are_told_apart_in_words(at_desk, viewer, places, say):
    bexley, lambeth, southwark = places
    say(lambeth, theme="Care coordinator", title="One", description=TEXT)
    say(southwark, theme="Care coordinator", title="Two", description=TEXT)
    say(bexley, lambeth, theme="Diagnostics", title="Three", description="<p>Scans near home</p>")
    say(*places, theme="Falls", title="Four", description="<p>For all</p>")
    desk = at_desk(viewer)
    assert row(desk, "Care coordinator") == [
        "Nothing planned",
        "UEC-01 One, Lambeth Same text as Southwark",
        "UEC-02 Two, Southwark Same text as Lambeth",
    ]
    assert row(desk, "Diagnostics") == [
        "UEC-03 Three, Bexley Shared with Lambeth",
        "UEC-03 Three, Lambeth Shared with Bexley",
        "Nothing planned",
    ]
    assert row(desk, "Falls")[0] == "UEC-04 Four, Bexley All boroughs"


def test_gaps_are_found_and_a_copy_fills_one(at_desk, author, places, say):
    say(places[1], theme="Care coordinator", title="One", description=TEXT)
    desk = at_desk(author)
    listed = [text(one) for one in soup(desk.get(BOROUGHS)).find(id="gaps").find_next("ul").find_all("li")]
    assert listed[0].startswith("Bexley has nothing planned for Care coordinator")
    assert len(listed) == 2
    answer = desk.post(f"{DRAFT}UEC-01/copy/", {"place": "bexley"}, follow=True)
    assert banner(answer) == "UEC-02 is a copy of UEC-01 for Bexley. Make it their own."
    assert "Same text as Lambeth" in row(desk, "Care coordinator")[0]


def test_a_copy_says_everything_and_stands_by_itself(say, places, author, round):
    first = say(places[1], title="One", description=TEXT, money=[{"kind": "saving", "amount": 5}])
    copy = actions.copy_to_place(intention=first, place=places[0], by=author)
    said, was = copy.latest.content(), first.latest.content()
    assert said | {"places": []} == was | {"places": []}
    assert (said["places"], copy.source, copy.latest.writers) == ([places[0]], "Copied from UEC-01", [author.pk])
    assert "copied" in {one.check for one in checks.problems(round)}


def test_what_names_no_place_leaves_no_gap(at_desk, viewer, places, say):
    say(theme="Everywhere", title="One")
    assert "No gaps found." in text(soup(at_desk(viewer).get(BOROUGHS)).find("main"))


@pytest.mark.parametrize(("place", "status"), [("nowhere", 404), ("", 404)])
def test_a_copy_needs_a_borough_that_is_there(at_desk, author, say, places, place, status):
    say(places[0])
    assert at_desk(author).post(f"{DRAFT}UEC-01/copy/", {"place": place}).status_code == status


def test_a_viewer_copies_and_links_nothing(at_desk, viewer, say, places):
    say(places[0])
    desk = at_desk(viewer)
    assert desk.post(f"{DRAFT}UEC-01/copy/", {"place": "bexley"}).status_code == 403
    assert desk.post(f"{DRAFT}UEC-01/relate/", {"other": "UEC-01"}).status_code == 403


def test_twins_are_linked_from_the_list_of_problems(at_desk, author, round, say):
    say(title="MSK", timescale="Commencing Q3 2014/15", description="<p>One</p>")
    say(title="MSK", timescale="2015/16", description="<p>Other</p>")
    desk = at_desk(author)
    form = soup(desk.get(f"{DRAFT}problems/")).find("form", action=f"{DRAFT}UEC-01/relate/")
    answer = desk.post(form["action"], {"other": form.find("input", attrs={"name": "other"})["value"]}, follow=True)
    assert banner(answer) == "UEC-01 and UEC-02 are linked."
    assert "twins" not in {one.check for one in checks.problems(round)}


def test_what_says_the_same_is_linked_by_its_reference_and_taken_apart(at_desk, author, say):
    say(title="MSK")
    say(title="Joints and muscles")
    desk, address = at_desk(author), f"{DRAFT}UEC-01/relate/"
    assert problems(desk.post(address, {"other": ""})) == ["Enter a reference"]
    assert problems(desk.post(address, {"other": "uec-09"})) == ["There is no other intention UEC-09 in this round"]
    assert problems(desk.post(address, {"other": "UEC-01"})) == ["There is no other intention UEC-01 in this round"]
    linked = desk.post(address, {"other": "uec-02"}, follow=True)
    assert banner(linked) == "UEC-01 and UEC-02 are linked."
    assert "UEC-02 Joints and muscles" in text(soup(linked).find("main"))
    apart = desk.post(f"{DRAFT}UEC-01/unrelate/", {"other": "UEC-02"}, follow=True)
    assert "UEC-01 is linked with no other." in text(soup(apart).find("main"))
    assert desk.post(f"{DRAFT}UEC-01/unrelate/", {"other": "UEC-02"}).status_code == 404
