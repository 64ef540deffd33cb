from datetime import date
from pathlib import Path

import pytest

from intentions import actions, checks
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind

from .conftest import WHOLE


def found(chapter, author, **content):
    somewhere, _ = Place.objects.get_or_create(slug="somewhere", defaults={"name": "Somewhere", "kind": PlaceKind.BOROUGH})
    whole = {**WHOLE, "strength": "will", "places": [somewhere], **content}
    version = actions.add_intention(chapter=chapter, by=author, content=whole).latest
    return [(one.check, one.severity, one.message) for one in checks.of_version(version, chapter.round)]


def test_a_whole_intention_has_no_problem(chapter, author):
    assert found(chapter, author) == []


@pytest.mark.parametrize(
    ("content", "check", "severity", "says"),
    [
        ({"title": ""}, "title", "must", "UEC-01 has no title"),
        ({"description": ""}, "description", "must", "UEC-01 has no description"),
        ({"timescale": ""}, "timescale", "must", "UEC-01 has no timescale"),
        (
            {"affects_no_provider": False},
            "providers",
            "must",
            "UEC-01 does not say which providers it affects; “no provider” is an answer",
        ),
        (
            {"provider_kinds": ["acute-trust"]},
            "providers",
            "must",
            "UEC-01 names providers and says that no provider is affected",
        ),
        (
            {"money": [{"kind": "saving", "is_recurrent": True}]},
            "basis",
            "must",
            "UEC-01 has recurrent money with no basis",
        ),
        ({"places": []}, "place", "look", "UEC-01 does not say where it holds"),
        ({"strength": ""}, "strength", "look", "UEC-01 does not say how firmly it is meant"),
        (
            {"timescale": "2019/29"},
            "period",
            "look",
            "UEC-01 has a timescale that could not be read as a period: “2019/29”",
        ),
        (
            {"timescale": "2018/19"},
            "year",
            "look",
            "UEC-01 is for 2018/19, outside the years of the round (2019/20)",
        ),
        (
            {"money": [{"kind": "investment", "confidence": "committed"}]},
            "commitment",
            "look",
            "UEC-01 commits money without an amount",
        ),
    ],
)
def test_each_check_finds_its_problem_and_says_where(chapter, author, content, check, severity, says):
    assert found(chapter, author, **content) == [(check, severity, says)]


def test_a_period_without_words_is_a_timescale(chapter, author):
    assert found(chapter, author, timescale="", from_date=date(2019, 4, 1), to_date=None, precision="day") == []


def test_every_check_has_a_failing_and_a_passing_case():
    here, elsewhere = Path(__file__).parent, Path(__file__).parents[1] / "providers" / "actions" / "test_succession.py"
    own = [
        here / name
        for name in ("pictures/test_checks.py", "test_notice.py", "test_checks.py", "test_checks_of_sources.py", "test_checks_of_claims.py")
    ]
    tested = "".join(file.read_text() for file in [*own, elsewhere])
    assert [name for name in checks.CHECKS if f'"{name}"' not in tested] == []


def test_every_check_says_what_it_looks_for():
    assert [one.name for one in checks.CHECKS.values() if not one.asks.endswith(".")] == []


def test_a_round_lists_what_is_being_written_in_its_order_and_not_what_is_public_or_withdrawn(edition, chapter, round, author):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Second"}, reference="UEC-03")
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "", "description": "<p>Other</p>"}, reference="UEC-02")
    gone = actions.add_intention(chapter=chapter, by=author, content={})
    actions.withdraw(version=gone.latest, by=author, reason="x")
    listed = [one for one in checks.problems(round) if one.version]
    must = [one for one in listed if one.is_must]
    assert [one.version.intention.reference for one in must] == ["UEC-03", "UEC-03", "UEC-03", "UEC-02"]
    assert listed[: len(must)] == must
    assert all(one.chapter == chapter for one in listed)


def test_the_number_of_queries_does_not_grow_with_the_round(chapter, round, author, django_assert_max_num_queries):
    for number in range(6):
        actions.add_intention(chapter=chapter, by=author, content={"title": f"Number {number}"})
    with django_assert_max_num_queries(12):
        checks.problems(round)


def test_a_reference_that_the_round_does_not_have_is_found(chapter, round, author):
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "description": "<p>With UEC-01, UEC-45 and ISO-27.</p>"})
    says = [one.message for one in checks.problems(round) if one.check == "reference"]
    assert says == ["UEC-01 speaks of UEC-45, which the round does not have"]


def test_of_what_is_carried_over_somebody_says_that_it_is_still_true(round, intention, lead, author):
    assert not [one for one in checks.problems(round) if one.check == "still-true"]
    later = {"title": "Next", "slug": "next", "lead": lead, "participants": [], "year_from": 2020, "year_to": 2020}
    new = actions.roll_forward(round=round, by=author, **later)
    says = [one.message for one in checks.problems(new) if one.check == "still-true"]
    assert says == ["The round carries 1 intention over from an earlier round of which nobody has said that it is still true"]
    carried = new.intentions.get()
    actions.confirm(intention=carried, by=author, answer="yes")
    assert not [one for one in checks.problems(new) if one.check == "still-true"]
