"""Whoever puts the id of another, or a field that nobody asked for, where their own may stand, does nothing and learns nothing.

Thousands of them, in four scenes, are tried in tests/proof; here some dozens in one. Everybody asks for every address of
others in tests/world.
"""

import pytest

from tests.world.doors import names

from .foreign import Watch, cases, chosen
from .own import AMONG, Person
from .planted import FOREIGN
from .twins import twins_of

SIZE, SEED = 60, 7
EVERYBODYS = {"api:outcome-detail"}  # no outcome is anybody's own
PLANTED = {  # some guards, and who comes to which address if they are gone
    "receipts._receipt": ("provider", "providers:receipt"),
    "beside.resolve_remark": ("provider", "providers:resolve_remark"),
    "position.attachment": ("provider", "providers:attachment"),
    "questions._asked": ("commissioner", "providers:answer"),
    "point.remove_point": ("provider", "providers:remove_point"),
    "statement.enclosure": ("provider", "providers:enclosure"),
    "bulk.lists_of": ("commissioner", "providers:undo_list"),
    "deciding.points_of": ("commissioner", "providers:adopt"),
}


@pytest.fixture
def twins(db, request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return twins_of(request, "settled")


def test_ids_of_others_and_extra_fields_have_no_effect(twins):
    people = [Person(twins, who) for who in ("provider", "commissioner")]
    addresses = {name for name, _ in names() if name.startswith(AMONG)}
    assert addresses - {page.name for person in people for page in person.pages.values()} == EVERYBODYS

    watches = {person.who: Watch(person) for person in people}
    tried = chosen([case for person in people for case in cases(person)], SIZE, SEED)
    faults = [fault for case in tried if (fault := watches[case.person.who].fault(case))]
    assert len(tried) == SIZE
    assert not faults, "\n".join(faults)


def test_a_guard_that_is_taken_out_is_missed(twins, monkeypatch):
    for guard, (who, name) in PLANTED.items():
        person = Person(twins, who, among=(name,))
        watch, tried = Watch(person), [case for case in cases(person) if case.where == "path"]
        assert not [fault for case in tried if (fault := watch.fault(case))]

        with monkeypatch.context() as patch:
            next(plant for plant in FOREIGN if plant.where.endswith(guard)).put(patch)
            assert any(watch.fault(case) for case in tried), guard
