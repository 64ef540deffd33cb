"""A few random histories of every kind of thing that people write: each state at a save is brought back exactly."""

from dataclasses import replace
from random import Random

import pytest

from intentions.documents.revised import KINDS as KEPT
from intentions.models import Section
from portal.revisions.models import Revision
from portal.views.saved.shelves import SHELVES

from .histories import KINDS, lived, of_everything

SAVES = 8


@pytest.fixture
def everything(town, round, edition, chapter, outcome):
    return of_everything(town, round, outcome)


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_of_a_random_history_is_brought_back_exactly(everything, kind):
    thing, by, typed = everything.things[kind]
    states, lost = lived(kind, thing, by, typed, Random(kind), SAVES)
    assert states >= SAVES // 2
    assert lost == []
    assert Revision.objects.of(thing).filter(restores__isnull=False).exists()


def test_every_kind_that_has_saved_states_has_a_history():
    assert set(KINDS) == set(SHELVES)


def test_a_column_that_is_not_kept_is_found_out(everything, monkeypatch):
    """Planted: what is kept of a passage forgets its text."""
    planted = replace(KEPT[Section], columns=("heading",))
    monkeypatch.setitem(KEPT, Section, planted)
    monkeypatch.setitem(SHELVES, "section", replace(SHELVES["section"], kind=planted))
    _, lost = lived("section", *everything.things["section"], Random(1), SAVES)
    assert lost and "body" in lost[0]
