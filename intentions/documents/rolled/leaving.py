"""Which intentions are offered for leaving out of the new round: what is stopped, and what was to be done by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from portal.nhsuk import words

from ...models import Candidate, Round, Version
from ...states import ExerciseStatus, IntentionKind, Precision, Priority
from .span import Span

ONE_OFF = (Precision.DAY, Precision.MONTH, Precision.QUARTER)


def stopped(round: Round) -> dict[Any, str]:
    """{intention id: why}: what a prioritisation that is decided does not go on with."""
    decided = Candidate.objects.filter(exercise__round=round, exercise__status=ExerciseStatus.DECIDED, decision=Priority.STOP)
    return dict(decided.exclude(intention=None).order_by("exercise__decided_at").values_list("intention", "reason"))


def offers(versions: Iterable[Version], span: Span, decided: Mapping[Any, str]) -> dict[Any, str]:
    """{intention id: why it may be left out}; most have none."""
    found = {version.intention_id: _why(version, span, decided) for version in versions}
    return {pk: why for pk, why in found.items() if why}


def _why(version: Version, span: Span, decided: Mapping[Any, str]) -> str:
    if version.intention_id in decided:
        return f"Decided not to go on: {decided[version.intention_id]}"
    last, begins = version.to_date, date(span.to_first, 4, 1)
    day = version.from_date or last
    if version.kind == IntentionKind.DECOMMISSION and day and day < begins:
        return f"Stops a service from {words.day(day)}, before {words.financial_year(span.to_first)} begins"
    if last and last < span.begins:
        return f"Its time was over on {words.day(last)}, before {words.financial_year(span.first)} began"
    if last and last < begins and version.precision in ONE_OFF:
        return f"Was to be delivered by {words.day(last)}"
    return ""
