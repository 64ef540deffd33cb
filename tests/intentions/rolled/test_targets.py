"""Targets of the outcomes that a round serves are proposed for the later time, set when ticked, and go with the round they came with."""

from datetime import date

import pytest

from intentions import actions
from intentions.documents.rolled.span import Span
from intentions.documents.rolled.whole import rolled, settled
from intentions.models import CarriedTarget, Round
from outcomes import actions as outcomes
from outcomes.models import Target
from portal.audit.models import Event

from ..conftest import WHOLE
from ..reading import soup, text
from .pages import boxes

HOME = "target-1.time"
SAME = ("measure_id", "place_id", "operator", "value", "unit", "note")
YEAR = {"period": "2019/20", "from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31)}


@pytest.fixture
def measure(lead, chapter, author):
    outcome = outcomes.add_outcome(slug="home-soon", statement="I am home soon", owner=lead, is_published=True, by=author)
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "outcomes": [outcome]})
    return outcomes.add_measure(outcome=outcome, title="Hours until leaving", by=author, status="available")


@pytest.fixture
def goal(measure, borough, author):
    return outcomes.add_target(measure=measure, by=author, operator="<=", value=24, unit="hours", place=borough, note="A note", **YEAR)


def shown(answer):
    """The lines of what the page shows of targets."""
    return [text(one) for one in soup(answer).select("section.app-roll li") if text(one).startswith("Target")]


def new():
    return Round.objects.get(slug="intentions-2020-21")


def test_a_target_is_a_proposal_with_a_box_that_is_not_ticked(goal, look):
    answer = look()
    assert boxes(answer)[HOME] is False
    [line] = shown(answer)
    assert "Tick to set it again with the same value, beside this one" in line
    assert [text(one) for one in soup(answer).select("section.app-roll li ins")] == ["Added: 2020/21", "Added: 2020", "Added: 2021"]
    page = text(soup(answer).main)
    assert "A target that you tick is set again for the later time, beside the one it comes from." in page
    assert "Target: I am home soon: Hours until leaving" in page


def test_what_is_ticked_is_set_for_the_later_time_beside_the_one_it_comes_from(goal, look, again):
    again(look(), tick=[HOME])
    made = Target.objects.exclude(pk=goal.pk).get()
    goal.refresh_from_db()
    assert goal.period == "2019/20"
    assert (made.period, made.from_date, made.to_date) == ("2020/21", date(2020, 4, 1), date(2021, 3, 31))
    assert [getattr(made, name) for name in SAME] == [getattr(goal, name) for name in SAME]
    assert Event.objects.filter(name="target.added").count() == 2


def test_what_is_not_ticked_is_not_set(goal, look, again):
    again(look())
    assert new() and Target.objects.get() == goal


def test_deleting_the_new_round_takes_its_targets_away_and_restoring_brings_them_back(goal, look, again, author):
    again(look(), tick=[HOME])
    made = Target.objects.exclude(pk=goal.pk).get()

    gone = actions.delete_round(round=new(), by=author)
    assert Target.objects.get() == goal
    assert "the targets set with it go too" in text(soup(look(title="Another")).main)

    actions.restore_round(round=gone, by=author)
    back = Target.objects.exclude(pk=goal.pk).get()
    assert [getattr(back, name) for name in (*SAME, *YEAR)] == [getattr(made, name) for name in (*SAME, *YEAR)]
    assert new().carried_targets.get().target == back


def test_a_target_that_somebody_took_away_does_not_come_back(goal, look, again, author):
    again(look(), tick=[HOME])
    outcomes.remove_target(target=Target.objects.exclude(pk=goal.pk).get(), by=author)
    actions.restore_round(round=actions.delete_round(round=new(), by=author), by=author)
    assert Target.objects.get() == goal


def test_restoring_where_the_measure_is_gone_sets_nothing(goal, measure, look, again, author):
    again(look(), tick=[HOME])
    gone = actions.delete_round(round=new(), by=author)
    outcomes.remove_measure(measure=measure, by=author)
    actions.restore_round(round=gone, by=author)
    assert not Target.objects.exists() and CarriedTarget.objects.get().is_away


def test_targets_of_an_outcome_of_others_are_named_and_never_set(goal, look, again, elsewhere):
    measure = goal.measure
    type(measure.outcome).objects.filter(pk=measure.outcome_id).update(owner=elsewhere)
    answer = look()
    assert HOME not in boxes(answer)
    assert f"Only authors of {elsewhere} may set targets of this outcome" in text(soup(answer).main)
    again(answer, tick=[HOME])
    assert new() and Target.objects.get() == goal


def test_a_target_that_is_there_already_is_not_set_twice(goal, measure, borough, author, look):
    later = {"period": "2020/21", "from_date": date(2020, 4, 1), "to_date": date(2021, 3, 31)}
    outcomes.add_target(measure=measure, by=author, operator="<=", value=20, unit="hours", place=borough, **later)
    assert HOME not in boxes(look())
    assert "Is set already 1" in text(soup(look()).main)


CASES = {  # period, from, to: later by one year, or what is said instead
    "a leap day": ("", date(2020, 2, 29), date(2020, 2, 29), ("", date(2021, 2, 28), date(2021, 2, 28))),
    "the end of a month": ("by the end of 2019", None, None, ("by the end of 2020", None, None)),
    "a quarter of no year": ("Q4", None, None, "“Q4” names no year: set the target on the page of its outcome"),
    "years before": ("2014/15", None, None, ("2015/16", None, None)),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_time_moves_or_is_named_with_why(round, measure, lead, author, case):
    period, first, last, expected = CASES[case]
    outcomes.add_target(measure=measure, by=author, operator="<=", value=24, period=period, from_date=first, to_date=last)
    whole = rolled(round, Span(2019, 2019, 2020, 2020), settled(round), writers=(), owners={str(lead.pk)})
    [thing] = whole.of(Target)
    after = thing.after(whole.proposed)
    [place] = thing.places
    assert (place.why if isinstance(expected, str) else (after["period"], after["from_date"], after["to_date"])) == expected


@pytest.mark.parametrize(("about", "years"), [({}, (2020, 2020)), (YEAR, (2019, 2019))])
def test_without_a_time_or_without_other_years_nothing_is_proposed(round, measure, lead, author, about, years):
    outcomes.add_target(measure=measure, by=author, operator="<=", value=24, **about)
    whole = rolled(round, Span(2019, 2019, *years), settled(round), writers=(), owners={str(lead.pk)})
    assert [thing.places for thing in whole.of(Target)] == [()]
