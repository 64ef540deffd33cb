"""The problems of a round on one page after another: kind by kind, chapter by chapter, each way with its address."""

import pytest

from intentions import actions, checks
from intentions.models import Programme, Version
from intentions.states import ProgrammeKind

from ..standing import standing
from .conftest import WHOLE
from .crowd import crowd
from .reading import DRAFT, soup, text

PROBLEMS, ROWS, STEP = f"{DRAFT}problems/", 25, 40


@standing
def many(chapter, author, trust, borough):
    """Each wants two looks (its money has no years; it does not say how firmly it is meant), and two have no timescale."""
    crowd(chapter, author, trust, borough, ROWS, strength="")
    Version.objects.filter(intention__reference__in=("UEC-004", "UEC-009")).update(timescale="")


@pytest.fixture
def read(at_desk, author):
    desk = at_desk(author)
    return lambda query="": soup(desk.get(f"{PROBLEMS}{query}"))


def fixes(page):
    return [text(one.find_parent("li")) for one in page.select("main a") if text(one).startswith("Fix")]


def test_problems_stand_kind_by_kind_so_many_a_page(many, round, read):
    found, first = checks.problems(round), read()
    listed = [one for number in range(1, 2 + (len(found) - 1) // STEP) for one in fixes(read(f"?page={number}"))]
    assert len(listed) == len(found) > STEP
    assert sorted(listed) == sorted(fixes(read("?page=all"))), "a problem is on no page, or on two"
    assert len(fixes(first)) == STEP
    kinds = [text(one) for one in first.select("main h3")]
    assert kinds[0] == checks.CHECKS["timescale"].asks and len(kinds) == len(set(kinds))
    assert text(first.find(id="must")) == "2 must fix"


def test_one_kind_and_one_chapter_have_their_own_addresses(many, round, author, read):
    cancer = Programme.objects.create(slug="cancer", name="Cancer", kind=ProgrammeKind.CANCER, order=2)
    other = actions.add_chapter(round=round, programme=cancer, code="CAN", title="Cancer", by=author)
    actions.add_intention(chapter=other, by=author, content={**WHOLE, "timescale": ""})
    ways = {text(one): one["href"] for one in read().select("nav[aria-label='Kinds of problem'] a")}
    kind, chapter = ways[f"{checks.CHECKS['timescale'].asks} (3)"], next(href for name, href in ways.items() if name.startswith("CAN ("))
    of_kind = read(kind.partition("problems/")[2])
    assert [text(one) for one in of_kind.select("main h3")] == [checks.CHECKS["timescale"].asks]
    assert len(fixes(of_kind)) == 3
    assert "CAN-01 has no timescale" in text(read(chapter.partition("problems/")[2]).find("main"))
    assert not any("UEC-0" in one for one in fixes(read("?chapter=CAN")))
    assert "CAN-01 has no timescale" in fixes(read("?chapter=CAN&check=timescale"))[0]


def test_a_kind_that_finds_nothing_says_so_and_leads_back(many, read):
    page = read("?check=weekday")
    assert "Nothing of this kind is found." in text(page.find("main"))
    assert page.find("a", string="All problems")["href"] == PROBLEMS
    assert "Nothing of this kind is found." in text(read("?check=no-such-check").find("main"))


def test_what_was_said_to_be_right_is_all_read_on_a_page_of_its_own(many, round, author, read):
    for found in [one for one in checks.problems(round) if one.check == "strength"][:7]:
        actions.accept(round=round, problem=found, reason="It is so", by=author)
    first = read()
    assert text(first.find(id="right")) == "7 said to be right"
    assert len(first.find(id="right").find_next("ul").find_all("li")) == 5
    every = first.find("a", string="All 7 said to be right")["href"]
    assert len(read(every).find(id="right").find_next("ul").find_all("li")) == 7
    assert read("?page=2").find(id="right") is None


def test_a_round_without_intentions_says_what_comes_first(round, author, read):
    for found in checks.problems(round):
        actions.accept(round=round, problem=found, reason="It is so", by=author)
    said = text(read().find("main"))
    assert "Nothing is checked until the first intention is written." in said
    assert "No problems found" not in said
