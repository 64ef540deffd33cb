"""A step is one transaction: a fault at its last word leaves nothing of it in the round, the history, the post and what is kept."""

import pytest

from intentions.actions import many
from intentions.actions.many import replacing
from intentions.models import Chapter, Intention, Many, Section, Version
from portal.audit.models import Email, Event
from portal.revisions.models import Revision

from .pages import undo


class Fault(Exception):
    """As a database that goes away."""


@pytest.fixture
def fails(monkeypatch):
    """The last thing that a step writes fails: its line of history."""

    def arm():
        def fail(*_, **__):
            raise Fault

        monkeypatch.setattr(many, "record", fail)
        monkeypatch.setattr(replacing, "record", fail)

    return arm


def everything():
    """Every row that a step may write."""
    rows = (Version, Version.places.through, Intention, Chapter, Section, Many)
    counted = (Event, Email, Revision)
    return [sorted(map(repr, one._base_manager.values())) for one in rows] + [one._base_manager.count() for one in counted]


STEPS = {
    "owner": {"kind": "owner", "owner": "nobody"},
    "dates": {"kind": "dates", "timescale": "Q3 2019/20"},
    "theme": {"kind": "theme", "theme": "Frailty"},
    "strength": {"kind": "strength", "strength": "likely"},
    "programme": {"kind": "programme", "chapter": "CAN"},
    "submit": {"kind": "submit"},
    "withdraw": {"kind": "withdraw", "reason": "Done elsewhere"},
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_half_way_leaves_nothing(three, cancer, approver, change, fails, step):
    before = everything()
    fails()
    with pytest.raises(Fault):
        change(**STEPS[step])
    assert everything() == before


def test_copies_that_fail_half_way_leave_nothing(three, westham, change, fails):
    before = everything()
    fails()
    with pytest.raises(Fault):
        change(kind="copy", place=str(westham.pk))
    assert everything() == before


def test_words_replaced_half_way_stay_as_they_were(spoken, replace, fails):
    before = everything()
    fails()
    with pytest.raises(Fault):
        replace(find="trust", by="provider")
    assert everything() == before


def test_an_undo_that_fails_half_way_leaves_the_step_as_it_is(three, change, client, fails):
    change(kind="theme", theme="Frailty")
    before = everything()
    fails()
    with pytest.raises(Fault):
        undo(client)
    assert everything() == before
    assert Many.objects.get().undone_at is None
