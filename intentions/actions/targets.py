"""Targets set again with a round that is rolled forward, taken away with it while it is a draft, and set again when it is restored."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from outcomes.actions import add_target, remove_target
from outcomes.models import Measure, Target
from portal.accounts.models import User
from portal.organisations.models import Organisation, Place
from portal.revisions.kinds import plain

from ..documents.rolled.whole import Rolled
from ..models import CarriedTarget, Round
from ..states import Way

KEPT = ("operator", "value", "unit", "note", "place", "organisation")  # what no year is in


def set_targets(*, whole: Rolled, round: Round, taken: Collection[str], by: User | None) -> int:
    """Of the proposals those that are taken: a target of its own, with the same value, beside the one it comes from. How many."""
    chosen = [thing for thing in whole.of(Target) if any(one.way == Way.PROPOSED and one.key in taken for one in thing.places)]
    for thing in chosen:
        content = {name: getattr(thing.row, name) for name in KEPT} | dict(thing.after(taken))
        made = add_target(measure=thing.row.measure, by=by, **content)
        CarriedTarget.objects.create(round=round, target=made, said=plain({"measure": thing.row.measure, **content}))
    return len(chosen)


def take_targets_away(*, round: Round, by: User) -> None:
    """With the round that is deleted goes what was set with it."""
    for carried in round.carried_targets.filter(target__isnull=False).select_related("target__measure__outcome__owner"):
        target: Any = carried.target
        remove_target(target=target, by=by)
        carried.target, carried.is_away = None, True
        carried.save(update_fields=["target", "is_away"])


def bring_targets_back(*, round: Round, by: User) -> None:
    """What went with the round comes back with it, where its measure is still there."""
    for carried in round.carried_targets.filter(is_away=True):
        measure = Measure.objects.filter(pk=carried.said["measure"]).first()
        if measure:
            carried.target, carried.is_away = add_target(measure=measure, by=by, **_typed(carried.said)), False
            carried.save(update_fields=["target", "is_away"])


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    """Columns of a target again, out of plain JSON."""
    linked = {"place": Place, "organisation": Organisation}
    column: Any = Target._meta.get_field
    found = {name: column(name).to_python(value) for name, value in said.items() if name not in (*linked, "measure")}
    return found | {name: model._default_manager.filter(pk=said[name]).first() for name, model in linked.items()}
