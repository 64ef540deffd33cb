"""Everything that may be written about outcomes. One function, one transaction, one line of history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.audit.actions import record
from portal.moves import lock
from portal.moves.clock import database_now
from portal.revisions.actions import keep

from ..documents.revised import OUTCOME
from ..models import Indicator, Measure, Observation, Outcome, OutcomeRow, OutcomeTable, Target


class Stale(Exception):
    """Somebody saved after the writer opened the page. Nothing is overwritten; `current` is what stands now."""

    def __init__(self, current: Any):
        super().__init__(f"{current} has changed")
        self.current = current


@transaction.atomic
def add_indicator(*, slug: str, title: str, by: Any, **fields: Any) -> Indicator:
    """A published way of counting joins the library."""
    indicator = Indicator.objects.create(slug=slug, title=title, **fields)
    record("indicator.added", target=indicator, by=by, says=f"added the indicator “{indicator}”")
    return indicator


@transaction.atomic
def add_outcome(
    *,
    slug: str,
    statement: str,
    by: Any,
    owner: Any = None,
    population: str = "",
    prioritised_by: str = "",
    attribute_of_care: str = "",
    places: Iterable[Any] = (),
    note: str = "",
    source: str = "",
    is_published: bool = False,
) -> Outcome:
    """An outcome begins with its statement; the rest may follow."""
    outcome = Outcome.objects.create(
        slug=slug,
        statement=statement,
        owner=owner,
        population=population,
        prioritised_by=prioritised_by,
        attribute_of_care=attribute_of_care,
        note=note,
        source=source,
        is_published=is_published,
    )
    outcome.places.set(places)
    record("outcome.written", target=outcome, by=by, says=f"wrote the outcome “{outcome}”", owner=owner)
    return outcome


@transaction.atomic
def edit_outcome(*, outcome: Outcome, by: Any, revision: int, **fields: Any) -> Outcome:
    """The named fields change, if nobody saved since `revision` was read."""
    outcome = _unchanged_since(outcome, revision)
    before = OUTCOME.said(outcome)
    places = fields.pop("places", None)
    if places is not None:
        outcome.places.set(places)
    _change(outcome, fields)
    after = OUTCOME.said(outcome)
    parts = [name for name in after if after[name] != before[name]]
    keep(outcome, before=before, after=after, parts=parts, by=by, at=database_now())
    record("outcome.edited", target=outcome, by=by, says=f"edited the outcome “{outcome}”", owner=outcome.owner)
    return outcome


@transaction.atomic
def publish_outcome(*, outcome: Outcome, by: Any) -> Outcome:
    """From now on everyone may read it. Publishing twice is publishing once."""
    outcome = lock(outcome)
    if not outcome.is_published:
        outcome.is_published = True
        outcome.save(update_fields=["is_published"])
        record("outcome.published", target=outcome, by=by, says=f"published the outcome “{outcome}”", owner=outcome.owner)
    return outcome


@transaction.atomic
def add_measure(*, outcome: Outcome, title: str, by: Any, indicator: Indicator | None = None, **fields: Any) -> Measure:
    """The outcome is counted in one more way, after those it has."""
    outcome = lock(outcome)
    last = outcome.measures.aggregate(last=Max("order"))["last"] or 0
    measure = Measure.objects.create(outcome=outcome, title=title, indicator=indicator, **{"order": last + 1, **fields})
    _record_about(measure, "measure.added", by, f"added the measure “{measure}”")
    return measure


@transaction.atomic
def edit_measure(*, measure: Measure, by: Any, revision: int, **fields: Any) -> Measure:
    """The named fields change, if nobody saved since `revision` was read."""
    measure = _unchanged_since(measure, revision)
    _change(measure, fields)
    _record_about(measure, "measure.edited", by, f"edited the measure “{measure}”")
    return measure


@transaction.atomic
def remove_measure(*, measure: Measure, by: Any) -> None:
    """A measure goes with its targets and values; the history keeps that it was there."""
    _record_about(measure, "measure.removed", by, f"removed the measure “{measure}”")
    measure.delete()


@transaction.atomic
def add_target(*, measure: Measure, by: Any, operator: str, value: Decimal | int | str, **fields: Any) -> Target:
    """How far the measure should go: for a place or organisation, in a period."""
    target = Target.objects.create(measure=measure, operator=operator, value=value, **fields)
    says = f"set a target for “{measure}”: {target.get_operator_display()} {value} {target.unit}".strip()
    _record_about(measure, "target.added", by, says)
    return target


@transaction.atomic
def edit_target(*, target: Target, by: Any, **fields: Any) -> Target:
    """How far it should go is put right; of which measure it is never changes."""
    target = lock(target)
    for name, value in fields.items():
        setattr(target, name, value)
    target.save(update_fields=list(fields))
    _record_about(target.measure, "target.edited", by, f"changed a target of “{target.measure}”: {target.in_words}")
    return target


@transaction.atomic
def remove_target(*, target: Target, by: Any) -> None:
    """A target that no longer holds goes; the history keeps that it was there."""
    _record_about(target.measure, "target.removed", by, f"removed a target of “{target.measure}”")
    target.delete()


@transaction.atomic
def add_observation(*, measure: Measure, by: Any, period: str, value: Decimal | int | str, **fields: Any) -> Observation:
    """One counted value."""
    observation = Observation.objects.create(measure=measure, period=period, value=value, **fields)
    _record_about(measure, "observation.added", by, f"added the value of “{measure}” for {period}")
    return observation


@transaction.atomic
def edit_observation(*, observation: Observation, by: Any, **fields: Any) -> Observation:
    """What was counted is put right."""
    observation = lock(observation)
    for name, value in fields.items():
        setattr(observation, name, value)
    observation.save(update_fields=list(fields))
    _record_about(observation.measure, "observation.edited", by, f"changed the value of “{observation.measure}” for {observation.period}")
    return observation


@transaction.atomic
def remove(*, thing: Any, by: Any) -> bool:
    """A draft outcome, a measure, a value or a target goes; False where something stands on it. The history keeps that it was there."""
    thing = lock(thing)
    if isinstance(thing, Outcome):
        if thing.is_published or thing.measures.exists() or thing.versions.exists() or thing.rows.exists():
            return False
        record("outcome.removed", target=thing, by=by, says=f"removed the outcome “{thing}”", owner=thing.owner)
    elif isinstance(thing, Measure):
        if thing.targets.exists() or thing.observations.exists():
            return False
        _record_about(thing, "measure.removed", by, f"removed the measure “{thing}”")
    elif isinstance(thing, Target):
        _record_about(thing.measure, "target.removed", by, f"removed a target of “{thing.measure}”")
    else:
        _record_about(thing.measure, "observation.removed", by, f"removed the value of “{thing.measure}” for {thing.period}")
    thing.delete()
    return True


@transaction.atomic
def put_observations(*, measure: Measure, by: Any, rows: Iterable[Mapping[str, Any]], place: Any = None, organisation: Any = None) -> int:
    """Pasted rows: a period that is known gets the new value, one that is not is added. How many there were."""
    measure = lock(measure)
    rows = list(rows)
    for row in rows:
        Observation.objects.update_or_create(
            measure=measure,
            place=place,
            organisation=organisation,
            period=row["period"],
            defaults={key: value for key, value in row.items() if key != "period"},
        )
    noun = "value" if len(rows) == 1 else "values"
    _record_about(measure, "observations.put", by, f"saved {len(rows)} {noun} of “{measure}”")
    return len(rows)


@transaction.atomic
def add_table(*, slug: str, title: str, by: Any, source: str = "") -> OutcomeTable:
    """A table of outcomes as a document has it."""
    table = OutcomeTable.objects.create(slug=slug, title=title, source=source)
    record("outcome_table.added", target=table, by=by, says=f"added the table “{title}”")
    return table


@transaction.atomic
def add_row(
    *, table: OutcomeTable, outcome: Outcome, by: Any, order: int, tier: str = "", prioritised_by: str = "", note: str = ""
) -> OutcomeRow:
    """An outcome takes its place in a table, in the tier that table gives it."""
    row = OutcomeRow.objects.create(table=table, outcome=outcome, order=order, tier=tier, prioritised_by=prioritised_by, note=note)
    says = f"placed the outcome “{outcome}” in the table “{table.title}”"
    record("outcome_row.added", target=row, by=by, says=says, owner=outcome.owner)
    return row


def _unchanged_since(thing: Any, revision: int) -> Any:
    locked = lock(thing)
    if locked.revision != revision:
        raise Stale(locked)
    return locked


def _change(thing: Any, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.revision += 1
    thing.save(update_fields=[*fields, "revision"])


def _record_about(measure: Measure, name: str, by: Any, says: str) -> None:
    outcome = measure.outcome
    record(name, target=outcome, by=by, says=says, owner=outcome.owner, measure=str(measure.pk))
