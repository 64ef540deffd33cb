"""What the values of a measure say, in words: the sentence above a chart and the two icons beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from ..models import Measure, Observation, Target, in_words
from ..spc import Assurance, Variation, Xmr, assurance, variation, xmr
from ..states import Operator, Polarity

VARIATION = {
    Variation.COMMON: "no significant change",
    Variation.BETTER: "getting better",
    Variation.WORSE: "getting worse",
    Variation.HIGHER: "higher than before",
    Variation.LOWER: "lower than before",
}
ASSURANCE = {
    Assurance.PASS: "target met",
    Assurance.HIT_AND_MISS: "target met some of the time",
    Assurance.FAIL: "target not met yet",
}
UPWARDS = (Operator.ABOVE, Operator.AT_LEAST)
DOWNWARDS = (Operator.BELOW, Operator.AT_MOST)


@dataclass(frozen=True)
class Reading:
    """The values of one measure in one place or organisation, in the order of time."""

    measure: Measure
    where: str
    observations: tuple[Observation, ...]
    target: Target | None

    @property
    def latest(self) -> Observation:
        return self.observations[-1]

    @property
    def is_chart(self) -> bool:
        """Two values make a line; one is only a number."""
        return len(self.observations) > 1

    @cached_property
    def xmr(self) -> Xmr:
        breaks = [at for at, one in enumerate(self.observations) if one.starts_anew]
        return xmr([one.value for one in self.observations], breaks)

    @property
    def higher_is_better(self) -> bool | None:
        """By the indicator's polarity; where it has none, by the way its target points."""
        polarity = self.measure.indicator.polarity if self.measure.indicator else ""
        if polarity:
            return {Polarity.HIGHER: True, Polarity.LOWER: False}.get(Polarity(polarity))
        if self.target is None:
            return None
        return self.target.operator in UPWARDS

    @property
    def variation(self) -> Variation | None:
        return variation(self.xmr.signals[-1], self.higher_is_better) if self.is_chart else None

    @property
    def assurance(self) -> Assurance | None:
        if self.target is None:
            return None
        return assurance(self.xmr.latest, self.target.value, self.target.operator in UPWARDS)

    @property
    def words(self) -> str:
        """As icons say it: "getting better, target not met yet"."""
        if self.variation is None:
            provisional = ", provisional" if self.latest.is_provisional else ""
            return f"one value, {in_words(self.latest.value, self.unit)} for {self.latest.period}{provisional}"
        said = [VARIATION[self.variation]]
        if self.assurance:
            said.append(ASSURANCE[self.assurance])
        return ", ".join(said)

    @property
    def title(self) -> str:
        return f"{self.measure.title}, {self.where}" if self.where else self.measure.title

    @property
    def sentence(self) -> str:
        """What the chart says, for those who do not see it and those who do."""
        return f"{self.title}: {self.words}."

    @property
    def caveats(self) -> list[str]:
        """What to keep in mind: few points, provisional values, a change in how it is counted."""
        found = []
        if self.is_chart and self.xmr.latest.are_trial:
            found.append(f"Trial limits: only {self.xmr.latest.points} points.")
        provisional = [one.period for one in self.observations if one.is_provisional]
        if provisional:
            found.append(f"Provisional: {', '.join(provisional)}.")
        found += [f"Counted differently from {one.period} on." for one in self.observations if one.starts_anew]
        return found

    @property
    def unit(self) -> str:
        return self.measure.indicator.unit if self.measure.indicator else self.target.unit if self.target else ""


def readings(measure: Measure) -> list[Reading]:
    """One for each place or organisation that has values, from rows that were prefetched."""
    rows = sorted(measure.observations.all(), key=lambda one: (_where(one), one.date or date.min, one.period))
    return [
        Reading(measure, where, values := tuple(found), _target_for(measure.targets.all(), values[-1]))
        for where, found in groupby(rows, key=_where)
    ]


def _where(one: Observation) -> str:
    return one.place.name if one.place else one.organisation.name if one.organisation else ""


def _target_for(targets: Iterable[Target], latest: Observation) -> Target | None:
    """The target a level can be held against: of the same place or organisation, or of none in particular."""
    levels = [one for one in targets if one.operator in UPWARDS + DOWNWARDS]
    here = [one for one in levels if (one.place_id, one.organisation_id) == (latest.place_id, latest.organisation_id)]
    return next(iter(here + [one for one in levels if not one.place_id and not one.organisation_id]), None)
