"""What goes into whose contract, by schedule, and whether the contracts measure alike; each line traced to its decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from intentions.states import Cut
from outcomes.models import Measure

from ..models import Decision, Memorandum
from ..states import SCHEDULES
from .agreed import agreements, asked_of, refusals
from .marks import came, corrected_on
from .memorandum import trace

ORDER = [str(one.label) for one in SCHEDULES]


@dataclass(frozen=True)
class Line:
    """One item of a schedule: the agreed words, with what goes beside them and what is marked on it."""

    provider: str
    slug: str
    schedule: str
    reference: str
    cut: Cut | None  # of the intention, as it was answered; a point beside the intentions has none
    text: str
    verdict: str
    amounts: list[tuple[int, Decimal]]
    amount: str
    by_date: date | None
    activity: str
    contract: str
    owner: str
    source: str
    corrected: str
    came: str
    memorandum: Memorandum | None = None

    @property
    def place(self) -> int:
        """Schedules stand in the order of a contract."""
        return ORDER.index(self.schedule)


def schedules(decisions: Iterable[Decision], held: Mapping[Any, Memorandum] | None = None) -> list[Line]:
    """Everything agreed that is sent to a schedule, by provider; nothing that was refused, or merely asked.

    `held` says which memorandum has which.
    """
    lines = [line for decision in decisions for line in _lines(decision, held or {})]
    return sorted(lines, key=lambda line: (line.provider, line.place, line.reference))


def _lines(decision: Decision, held: Mapping[Any, Memorandum]) -> Iterator[Line]:
    position = decision.position
    organisation = position.response.organisation
    for one, condition in agreements(decision):
        if one.destination in SCHEDULES:
            yield Line(
                provider=organisation.name,
                slug=organisation.slug,
                schedule=str(one.get_destination_display()),
                reference=position.reference,
                cut=position.version.cut if position.version else None,
                text=one.agreed,
                verdict=str(one.get_verdict_display()),
                amounts=one.amounts,
                amount=one.amount_in_words,
                by_date=one.agreed_by_date,
                activity=one.agreed_activity,
                contract=one.contract_in_words,
                owner=decision.owner,
                source=trace(decision, condition),
                corrected=corrected_on(decision),
                came=came(position.response),
                memorandum=held.get((decision.pk, condition.pk if condition else None)),
            )


@dataclass(frozen=True)
class Refusal:
    """A point or condition of a provider that was not agreed, and why: it stands apart from the schedules."""

    provider: str
    reference: str
    text: str
    verdict: str
    reason: str


def refused(decisions: Iterable[Decision]) -> list[Refusal]:
    """What was not agreed, in the order of the round."""
    return [
        Refusal(
            decision.position.response.organisation.name,
            decision.position.reference,
            asked_of(decision, condition),
            str(one.get_verdict_display()),
            one.reason,
        )
        for decision in decisions
        for one, condition in refusals(decision)
    ]


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
    found = [decision for decision in decisions if not decision.position.is_own]
    providers = sorted({decision.position.response.organisation.name for decision in found})
    served: dict[Any, set[str]] = defaultdict(set)
    for decision in found:
        for outcome in decision.position.read.outcomes.all():
            served[outcome.pk].add(decision.position.response.organisation.name)
    measures = Measure.objects.filter(outcome__in=served).order_by("title")
    return [
        Alignment(one.title, sorted(served[one.outcome_id]), [name for name in providers if name not in served[one.outcome_id]])
        for one in measures
    ]
