from decimal import Decimal

import pytest

from outcomes import actions
from outcomes.models import Measure, Observation, Outcome, Target
from portal.audit.models import Event


def test_an_outcome_is_written_with_its_places_and_one_line_of_history(author, commissioner, borough):
    outcome = actions.add_outcome(slug="safe", statement="I feel safe", by=author, owner=commissioner, places=[borough])

    assert list(outcome.places.all()) == [borough]
    event = Event.objects.get()
    assert (event.name, event.owner, event.by) == ("outcome.written", commissioner, author)
    assert event.says == "wrote the outcome “I feel safe”"


def test_an_edit_changes_only_what_is_named_and_raises_the_revision(author, outcome):
    edited = actions.edit_outcome(outcome=outcome, by=author, revision=0, population="Carers")

    assert (edited.population, edited.statement, edited.revision) == ("Carers", outcome.statement, 1)


def test_a_stale_edit_of_an_outcome_changes_nothing_and_says_what_stands_now(author, outcome):
    actions.edit_outcome(outcome=outcome, by=author, revision=0, statement="I live where I choose")

    with pytest.raises(actions.Stale) as refusal:
        actions.edit_outcome(outcome=outcome, by=author, revision=0, statement="Mine")

    assert refusal.value.current.statement == "I live where I choose"
    outcome.refresh_from_db()
    assert outcome.statement == "I live where I choose"


def test_publishing_twice_is_publishing_once(approver, outcome):
    actions.publish_outcome(outcome=outcome, by=approver)
    actions.publish_outcome(outcome=outcome, by=approver)

    assert Outcome.objects.get(pk=outcome.pk).is_published
    assert Event.objects.filter(name="outcome.published").count() == 1


def test_measures_stand_in_the_order_in_which_they_were_added(author, outcome):
    first = actions.add_measure(outcome=outcome, title="Days at home", by=author)
    second = actions.add_measure(outcome=outcome, title="Falls", by=author, joined_by="or", status="new")

    assert (first.order, second.order, second.joined_by) == (1, 2, "or")


def test_a_stale_edit_of_a_measure_changes_nothing(author, measure):
    actions.edit_measure(measure=measure, by=author, revision=0, title="Admissions")

    with pytest.raises(actions.Stale):
        actions.edit_measure(measure=measure, by=author, revision=0, title="Mine")

    assert Measure.objects.get().title == "Admissions"


def test_a_measure_goes_with_its_targets_and_the_history_keeps_its_name(author, measure):
    actions.add_target(measure=measure, by=author, operator="<=", value="3.5", unit="%")

    actions.remove_measure(measure=measure, by=author)

    assert not Target.objects.exists()
    assert Event.objects.filter(says="removed the measure “Emergency admissions”").exists()


def test_a_target_is_recorded_in_words(author, measure, borough):
    actions.add_target(measure=measure, by=author, operator="reduce-by", value="3.5", unit="%", place=borough)

    assert Event.objects.get().says == "set a target for “Emergency admissions”: reduce by 3.5 %"


def test_pasted_values_replace_the_periods_that_are_known(author, measure):
    actions.add_observation(measure=measure, by=author, period="2014/15", value=10)

    count = actions.put_observations(
        measure=measure,
        by=author,
        rows=[{"period": "2014/15", "value": Decimal(12)}, {"period": "2015/16", "value": Decimal(9)}],
    )

    assert count == 2
    assert list(Observation.objects.order_by("period").values_list("value", flat=True)) == [12, 9]
    assert Event.objects.filter(says="saved 2 values of “Emergency admissions”").exists()


def test_an_outcome_may_stand_in_two_tables_in_two_tiers(author, published):
    for order, (slug, tier) in enumerate([("contract-year", "This year"), ("annex-2", "Overarching")], start=1):
        table = actions.add_table(slug=slug, title=slug, by=author)
        actions.add_row(table=table, outcome=published, by=author, order=order, tier=tier)

    assert sorted(published.rows.values_list("tier", flat=True)) == ["Overarching", "This year"]
