"""A world that stands ends before what comes next is made, whatever that is."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from . import standing

BLOCKER = SimpleNamespace(unblock=nullcontext)


def asking(*builders):
    return SimpleNamespace(stash={standing.ASKED: {one.__name__: one for one in builders}})


def people():
    """A fixture that stands."""


def places():
    """Another one."""


@pytest.fixture
def stood(monkeypatch):
    world = standing.Standing()
    world.asked = frozenset({people})
    monkeypatch.setattr(standing, "STANDING", world)
    return world


@pytest.mark.parametrize(
    ("following", "stays"),
    [(asking(people), True), (asking(), False), (asking(places), False), (asking(people, places), False), (None, False)],
    ids=["the same", "nothing", "another", "more", "the last"],
)
def test_it_stays_only_for_a_test_that_asks_for_the_same(stood, following, stays):
    standing.stand_no_longer(following, BLOCKER)
    assert bool(stood.asked) is stays
