"""What goes into whose contract, by schedule, and whether the contracts measure alike; each line traced to its decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from intentions.states import Lever
from outcomes.models import Measure

from ..models import Decision
from .memorandum import AGREED, trace

ORDER = [str(label) for label in Lever.labels]


@dataclass(frozen=True)
class Line:
    """One item of a schedule."""

    provider: str
    slug: str
    schedule: str
    reference: str
    text: str
    owner: str
    source: str

    @property
    def place(self) -> int:
        """Schedules stand in the order of a contract."""
        return ORDER.index(self.schedule)


def schedules(decisions: Iterable[Decision]) -> list[Line]:
    """Every accepted point and condition that names a schedule, by provider."""
    lines = [line for decision in decisions for line in _lines(decision)]
    return sorted(lines, key=lambda line: (line.provider, line.place, line.reference))


def _lines(decision: Decision) -> Iterable[Line]:
    position = decision.position
    organisation = position.response.organisation
    about = {"provider": organisation.name, "slug": organisation.slug, "reference": position.intention.reference, "owner": decision.owner}
    conditions = list(position.conditions.all())
    for condition in conditions:
        ruling = getattr(condition, "ruling", None)
        verdict, schedule = (ruling.verdict, ruling.destination) if ruling else (decision.verdict, decision.destination)
        if verdict in AGREED and schedule != Lever.NONE:
            yield Line(schedule=str(Lever(schedule).label), text=condition.text, source=trace(decision, condition), **about)
    if not conditions and decision.destination != Lever.NONE:
        text = decision.reason or position.version.title
        yield Line(schedule=str(Lever(decision.destination).label), text=text, source=trace(decision, None), **about)


@dataclass(frozen=True)
class Alignment:
    """A measure, and in whose contracts it is to be."""

    measure: str
    held: list[str]
    missing: list[str]

    @property
    def is_harmonised(self) -> bool:
        return not self.missing


def alignment(decisions: Iterable[Decision]) -> list[Alignment]:
    """The measures of the outcomes that the accepted points serve: a measure is harmonised when every contract has it."""
    found = list(decisions)
    providers = sorted({decision.position.response.organisation.name for decision in found})
    served: dict[Any, set[str]] = defaultdict(set)
    for decision in found:
        for outcome in decision.position.version.outcomes.all():
            served[outcome.pk].add(decision.position.response.organisation.name)
    measures = Measure.objects.filter(outcome__in=served).order_by("title")
    return [
        Alignment(one.title, sorted(served[one.outcome_id]), [name for name in providers if name not in served[one.outcome_id]])
        for one in measures
    ]
