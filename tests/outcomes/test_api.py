import pytest

from outcomes.models import Indicator, Measure, Observation, Outcome, Target

LIST = "/api/v1/outcomes/"


def slugs(client, query=""):
    return [one["slug"] for one in client.get(f"{LIST}{query}").json()["results"]]


def test_a_draft_is_its_organisations_own(client, outcome, published, author, stranger):
    assert slugs(client) == ["early-help"]
    client.force_login(stranger)
    assert slugs(client) == ["early-help"]
    assert client.get(f"{LIST}live-at-home/").json() == client.get(f"{LIST}not-there/").json()
    client.force_login(author)
    assert slugs(client) == ["early-help", "live-at-home"]


def test_an_outcome_comes_with_measures_targets_and_values(client, measure, borough):
    Target.objects.create(measure=measure, operator="reduce-by", value="3.5", unit="%", place=borough)
    Observation.objects.create(measure=measure, period="2014/15", value=12, is_provisional=True)

    found = client.get(f"{LIST}early-help/").json()["measures"][0]

    assert found["targets"][0] | {"value": float(found["targets"][0]["value"])} == {
        "place": "eastham",
        "organisation": None,
        "period": "",
        "from_date": None,
        "to_date": None,
        "operator": "reduce-by",
        "value": 3.5,
        "unit": "%",
    }
    assert found["observations"][0]["is_provisional"] is True


@pytest.mark.parametrize(
    ("query", "count"),
    [("?framework=NHSOF", 1), ("?framework=other", 0), ("?population=all+citizens", 1), ("?place=eastham", 1), ("?prioritised_by=both", 0)],
)
def test_outcomes_are_filtered_and_each_counts_once(client, measure, borough, query, count):
    indicator = Indicator.objects.create(slug="admissions", title="Admissions", framework="NHSOF")
    measure.outcome.places.add(borough)
    Measure.objects.update(indicator=indicator)
    Measure.objects.create(outcome=measure.outcome, title="Again", indicator=indicator)

    assert len(slugs(client, query)) == count


def test_a_list_takes_the_same_queries_for_one_outcome_or_three(client, measure, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(12) as found:
            slugs(client)
        return len(found)

    one = queries()
    for number in range(2):
        other = Outcome.objects.create(slug=f"other-{number}", statement="Other", is_published=True)
        Target.objects.create(measure=Measure.objects.create(outcome=other, title="Other"), operator="<=", value=1)

    assert queries() == one
