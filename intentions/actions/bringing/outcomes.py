"""Outcomes of a document: linked to the commissioner's, or made new, with the intentions they were proposed with; and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from outcomes.actions import add_measure, add_outcome, remove
from outcomes.models import Measure, Outcome
from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.organisations.slugs import free_slug

from ...documents.matching import folded
from ...documents.outcomes_named import Known, measures_of, named, outcome_of
from ...models import Brought, Finding, Round
from ...models.version import VersionOutcome
from ...states import FindingKind, Status, Verdict
from ..many.step import SINCE, Left
from .judging import CannotJudge, held_finding, saved_finding

MOST = 400


def outcomes_of(round: Round) -> Any:
    """Those of its commissioners."""
    return Outcome.objects.filter(owner__in=round.commissioner_ids())


def match_outcomes(round: Round, findings: Iterable[Finding]) -> None:
    """Each outcome that a document proposes beside the one that is there already; nothing is saved here."""
    going = [one for one in findings if one.kind == FindingKind.OUTCOME]
    there = outcomes_of(round).prefetch_related("measures__indicator").order_by("statement", "pk") if going else []
    of = {one.pk: one for one in there}
    found = named(going, [Known(one.pk, one.statement, _codes(one)) for one in of.values()]) if of else {}
    for one in going:
        if match := found.get(one.pk):
            one.outcome, one.match_sure, one.match_why = of.get(match.key), match.sure, match.why[:MOST]


def _codes(outcome: Outcome) -> list[str]:
    """A code of one letter or figure is found in every other sentence."""
    return [one.indicator.code for one in outcome.measures.all() if one.indicator and len(one.indicator.code) > 1]


@transaction.atomic
def link_outcome(*, finding: Finding, outcome: Outcome | None, intentions: Sequence[Finding], seen: int, by: User, at: datetime) -> Finding:
    """Somebody says which outcome it is, or that it is new, and with which intentions it goes; so it is accepted."""
    held = held_finding(finding, seen)
    if held.kind != FindingKind.OUTCOME:
        raise CannotJudge("Only an outcome is linked to one")
    facts = {**held.facts, "with": [one.facts["key"] for one in intentions if one.facts.get("key")]}
    why = f"{'linked' if outcome else 'said to be new'} by {by}"
    return saved_finding(held, by, at, outcome=outcome, match_sure=1, match_why=why[:MOST], facts=facts, verdict=Verdict.ACCEPTED)


def make_outcomes(round: Round, brought: Brought, findings: Sequence[Finding], by: User) -> list[dict[str, Any]]:
    """What is new becomes a draft outcome with its measures, once for each statement; each proposal then knows the one it is."""
    owner = _owner(round, by)
    made: dict[str, dict[str, Any]] = {}
    kept: dict[str, Outcome] = {}
    for one in (one for one in findings if one.kind == FindingKind.OUTCOME and one.outcome is None):
        said = outcome_of(one)
        key = folded(said["statement"])
        if key not in kept:
            slug = free_slug(Outcome.objects, said["statement"], fallback="outcome")
            kept[key] = add_outcome(slug=slug, owner=owner, by=by, source=f"From {brought.name}"[:120], **said)
            measures = [add_measure(outcome=kept[key], by=by, **measure) for measure in measures_of(one)]
            made[key] = {"pk": str(kept[key].pk), "measures": [str(measure.pk) for measure in measures], "findings": []}
        made[key]["findings"].append(str(one.pk))
        one.outcome = kept[key]
    return list(made.values())


def _owner(round: Round, by: User) -> Organisation:
    """The lead, or the partner for whom this person writes."""
    return next(one for one in [round.lead, *round.participants.all()] if by.has_perm("outcomes.create", Outcome(owner=one)))


def outcomes_back(made: Sequence[dict[str, Any]], by: User) -> Left:
    """Gone again, with their measures; what somebody changed, published or used since stays, is named, and is known when it comes anew."""
    left: Left = []
    for row in made:
        outcome = Outcome.objects.filter(pk=row["pk"]).select_for_update(of=("self",)).first()
        if outcome is None:
            continue
        if not _is_as_made(outcome, row):
            left.append((outcome.statement[:80], SINCE))
            Finding.objects.filter(pk__in=row["findings"]).update(outcome=outcome)
            continue
        VersionOutcome.objects.filter(outcome=outcome).delete()  # of intentions that are deleted: none else is left
        for measure in outcome.measures.order_by("-order"):
            remove(thing=measure, by=by)
        remove(thing=outcome, by=by)
    return left


def _is_as_made(outcome: Outcome, row: dict[str, Any]) -> bool:
    measures = list(Measure.objects.filter(outcome=outcome))
    touched = any(one.revision or one.targets.exists() or one.observations.exists() for one in measures)
    same = {str(one.pk) for one in measures} == set(row["measures"])
    gone = {"version__intention__deleted_at__isnull": False, "version__status": Status.DRAFT}
    used = VersionOutcome.objects.filter(outcome=outcome).exclude(**gone).exists() or outcome.rows.exists()
    return same and not (touched or used or outcome.revision or outcome.is_published)
