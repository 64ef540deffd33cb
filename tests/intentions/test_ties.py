"""Everything tied to a version comes in one query, and says the same as when it is asked one by one."""

from decimal import Decimal

import pytest

from intentions import actions
from intentions.models import Version
from intentions.models.ties import tie
from outcomes.models import Outcome

from .reading import EDIT


@pytest.fixture
def full(version, author, borough, trust):
    outcome = Outcome.objects.create(slug="seen-on-the-day", statement="I am seen on the day")
    money = [
        {"kind": "saving", "bearer": "system", "amount": Decimal("45000000.05"), "year_from": 2019, "is_recurrent": False, "basis": "x"},
        {"kind": "pressure"},
    ]
    content = {
        "strength": "will",
        "places": [borough],
        "providers": [trust],
        "affects_no_provider": False,
        "outcomes": [outcome],
        "money": money,
        "standards": [{"metric": "Wait", "operator": "at most", "value": "7", "unit": "days"}],
        "rollouts": [{"bundle": "Vital 5", "year": "2019/20", "coverage": "two acute trusts"}],
    }
    return actions.save_version(version=version, by=author, content=content, revision=version.revision)


def test_what_is_tied_says_the_same_in_one_query(full, django_assert_num_queries):
    one_by_one = Version.objects.with_everything().get().content()
    version = Version.objects.get()
    with django_assert_num_queries(1):
        assert tie([version])[0].content() == one_by_one


def test_nothing_tied_is_nothing(version, django_assert_num_queries):
    with django_assert_num_queries(1):
        content = tie([version])[0].content()
    assert (content["places"], content["money"], content["outcomes"]) == ([], [], [])


def test_the_editor_takes_thirteen_queries(at_desk, author, full, django_assert_max_num_queries):
    desk = at_desk(author)
    with django_assert_max_num_queries(13):
        assert desk.get(EDIT).status_code == 200
