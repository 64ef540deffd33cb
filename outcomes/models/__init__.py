"""What commissioners want to become true for people, how anyone would know, and what a workbook said of it."""

from .outcome import (
    Indicator,
    IndicatorQuerySet,
    Measure,
    MeasureQuerySet,
    Observation,
    Outcome,
    OutcomeQuerySet,
    OutcomeRow,
    OutcomeTable,
    OutcomeTableQuerySet,
    Target,
    TargetQuerySet,
    in_words,
    measured,
)
from .workbook import Step, Workbook

__all__ = [
    "Indicator",
    "IndicatorQuerySet",
    "Measure",
    "MeasureQuerySet",
    "Observation",
    "Outcome",
    "OutcomeQuerySet",
    "OutcomeRow",
    "OutcomeTable",
    "OutcomeTableQuerySet",
    "Step",
    "Target",
    "TargetQuerySet",
    "Workbook",
    "in_words",
    "measured",
]
