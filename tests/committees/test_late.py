"""Late items always carry the reason and the chair's agreement, whatever kind they are. The whole product is in tests/proof."""

from random import Random

import pytest
from django.db import IntegrityError, transaction

from committees import actions
from committees.models import AgendaItem
from committees.states import Lateness

from .conftest import LATE
from .documents.test_drawn import make, plan, second_edition  # noqa: F401  fixtures
from .documents.test_drawn_memorandum import signed  # noqa: F401  a fixture
from .late import CASES, TRIED, URGENT, World, papers_of_every_form, wrong


@pytest.fixture
def world(files, committee, clerk, approver, make, edition, second_edition, plan, signed):  # noqa: F811
    return World(committee, clerk, approver, papers_of_every_form(make, edition, second_edition, plan, signed))


def test_nothing_comes_late_without_its_reason_whatever_it_is(world):
    chance = Random(7)
    drawn = [(*tried, chance.choice([case for case in CASES if case.is_late])) for tried in TRIED]
    drawn += [(*chance.choice(TRIED), case) for case in chance.sample(CASES, 20)]
    found = [(way.__name__, form, part, case, said) for way, form, part, case in drawn if (said := wrong(world, way, form, part, case))]
    assert found == []


def test_the_days_are_of_every_kind():
    assert {case.is_late for case in CASES} == {True, False}
    assert any(case.on == case.meets for case in CASES) and any(case.on > case.meets for case in CASES)
    assert any(case.on.weekday() >= 5 for case in CASES)


@pytest.mark.parametrize("name", ["chair_reason", "chair_agreed_by", "chair_agreed_date"])
def test_the_database_keeps_nothing_late_without_each_of_them(published, clerk, name):
    item = actions.add_item(meeting=published, title="Fire", by=clerk, at=LATE, **URGENT)
    assert item.lateness == Lateness.LATE
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(is_supplementary=False, **{name: getattr(AgendaItem(), name)})


def test_the_reason_of_what_came_late_is_not_taken_away(published, clerk):
    item = actions.add_item(meeting=published, title="Fire", by=clerk, at=LATE, **URGENT)
    with pytest.raises(actions.NotReady, match="stay with it"):
        actions.edit_item(item=item, by=clerk, chair_reason="")
