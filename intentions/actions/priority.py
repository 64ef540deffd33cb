"""Prioritisation: set up, scored blind by a panel, closed, decided. What is asked cannot change once scoring has begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record, tell
from portal.moves import CannotMove, advance, lock
from portal.moves.clock import database_now
from portal.organisations.models import Membership, Organisation

from ..models import Candidate, Criterion, Exercise, Intention, Interest, Panellist, Round, Score
from ..states import CandidateKind, ExerciseStatus, Priority

SCALE = ["None", "A little", "Some", "Much", "Very much"]
USUAL = [  # (name, question, weight): where a commissioner may start from
    ("Benefit for patients", "How much better are people off?", 30),
    ("Evidence", "How sure are we that it works?", 20),
    ("Fairness", "How far does it narrow the differences between groups of people?", 20),
    ("Value for money", "How much does it give for what it costs?", 20),
    ("Can be done", "How likely is it that it works in time?", 10),
]


class NotReady(Exception):
    """What is missing before this can be done, in words."""


@transaction.atomic
def start_exercise(*, round: Round, title: str, by: User) -> Exercise:
    """It begins with the usual criteria, to be changed before scoring begins."""
    exercise = Exercise.objects.create(round=lock(round), title=title)
    Criterion.objects.bulk_create(
        Criterion(exercise=exercise, order=order, name=name, question=question, weight=weight, scale=SCALE)
        for order, (name, question, weight) in enumerate(USUAL, 1)
    )
    return _recorded(exercise, "started", f"started the prioritisation “{exercise}” of {round}", by)


@transaction.atomic
def add_criterion(*, exercise: Exercise, by: User, **fields: Any) -> Criterion:
    exercise = _being_set_up(exercise)
    criterion = Criterion.objects.create(exercise=exercise, order=_next(exercise.criteria), **fields)
    _recorded(exercise, "edited", f"added the criterion {criterion} to “{exercise}”", by)
    return criterion


@transaction.atomic
def add_candidates(*, exercise: Exercise, intentions: Iterable[Intention], by: User) -> list[Candidate]:
    """Intentions of the round; one that is weighed already is left alone."""
    exercise = _being_set_up(exercise)
    known = set(exercise.candidates.values_list("intention", flat=True))
    fresh = [one for one in intentions if one.pk not in known]
    first = _next(exercise.candidates)
    rows = [
        Candidate(exercise=exercise, order=order, kind=CandidateKind.INTENTION, intention=one, title=one.latest.title if one.latest else "")
        for order, one in enumerate(fresh, first)
    ]
    made = Candidate.objects.bulk_create(rows)
    if made:
        _recorded(exercise, "edited", f"added {len(made)} intentions to “{exercise}”", by)
    return made


@transaction.atomic
def add_aspiration(*, exercise: Exercise, title: str, by: User) -> Candidate:
    """Something wished for that no intention says yet."""
    exercise = _being_set_up(exercise)
    order = _next(exercise.candidates)
    candidate = Candidate.objects.create(exercise=exercise, order=order, kind=CandidateKind.ASPIRATION, title=title)
    _recorded(exercise, "edited", f"added the aspiration “{title}” to “{exercise}”", by)
    return candidate


@transaction.atomic
def seat_panellist(*, exercise: Exercise, user: User, by: User) -> Panellist:
    """A person sits once; asked twice, they sit. They sit for an organisation of theirs, one of the round's before another."""
    exercise = _being_set_up(exercise)
    panellist, is_new = Panellist.objects.get_or_create(exercise=exercise, user=user, defaults={"organisation": _sent_by(user, exercise)})
    if is_new:
        _recorded(exercise, "edited", f"asked {user} to score in “{exercise}”", by)
    return panellist


@transaction.atomic
def leave_out(*, thing: Criterion | Candidate | Panellist, by: User) -> None:
    """Before scoring begins anything may be left out again."""
    exercise = _being_set_up(thing.exercise)
    says = f"left {thing} out of “{exercise}”"
    thing.delete()
    _recorded(exercise, "edited", says, by)


@transaction.atomic
def begin(*, exercise: Exercise, by: User) -> Exercise:
    """From now on criteria, weights and candidates stand; the panel is told."""
    exercise = advance(exercise, "begin")
    panel = list(exercise.panel.select_related("user"))
    lacking = [
        says
        for says, is_there in (
            ("Add a criterion", exercise.criteria.exists()),
            ("Add at least 2 candidates", exercise.candidates.count() > 1),
            ("Ask at least one person to score", bool(panel)),
        )
        if not is_there
    ]
    if lacking:
        raise NotReady(". ".join(lacking))
    exercise.started_at = database_now()
    exercise.save(update_fields=["status", "started_at"])
    tell(
        "scoring begun",
        to=[one.user for one in panel if one.user.is_active],
        subject=f"Score {exercise.candidates.count()} candidates: {exercise}",
        template="emails/scoring_begun.txt",
        facts={"exercise": exercise, "by": by, "page": exercise.get_absolute_url()},
        about=exercise,
    )
    return _recorded(exercise, "begun", f"opened “{exercise}” for scoring", by)


@transaction.atomic
def declare(*, panellist: Panellist, interests: Mapping[Candidate, str], by: User) -> Panellist:
    """First of all: which candidates one has an interest in. Those are not scored; scores given to them before do not count."""
    _being_scored(panellist.exercise)
    panellist = _unfinished(panellist)
    panellist.interests.all().delete()
    Interest.objects.bulk_create(Interest(panellist=panellist, candidate=one, what=what) for one, what in interests.items())
    panellist.scores.filter(candidate__in=interests).delete()
    panellist.declared_at = database_now()
    panellist.save(update_fields=["declared_at"])
    said = f"an interest in {', '.join(str(one) for one in interests)}" if interests else "no interest"
    _recorded(panellist.exercise, "declared", f"declared {said} in “{panellist.exercise}”", by)
    return panellist


@transaction.atomic
def score(*, panellist: Panellist, candidate: Candidate, points: Mapping[Criterion, tuple[int, str]], by: User) -> None:
    """One candidate, criterion by criterion: points of its scale, and why. One's own may be changed until one has finished."""
    exercise = _being_scored(panellist.exercise)
    panellist = _unfinished(panellist)
    if panellist.declared_at is None:
        raise NotReady("Say first which candidates you have an interest in")
    if candidate.pk in panellist.barred:
        raise NotReady(f"You declared an interest in {candidate}: you do not score it")
    for criterion, (given, why) in points.items():
        if not 0 <= given <= criterion.most:
            raise NotReady(f"{criterion} is scored from 0 to {criterion.most}")
        said = {"points": given, "evidence": why, "exercise": exercise}
        Score.objects.update_or_create(panellist=panellist, candidate=candidate, criterion=criterion, defaults=said)


@transaction.atomic
def finish(*, panellist: Panellist, by: User) -> Panellist:
    """Everything is scored. From now on one sees the others' scores, and changes one's own no more."""
    _being_scored(panellist.exercise)
    panellist = _unfinished(panellist)
    left = unscored(panellist)
    if panellist.declared_at is None or left:
        raise NotReady(f"{len(left)} still to score" if panellist.declared_at else "Say first which candidates you have an interest in")
    panellist.finished_at = database_now()
    panellist.save(update_fields=["finished_at"])
    _recorded(panellist.exercise, "scored", f"scored every candidate of “{panellist.exercise}”", by)
    return panellist


def unscored(panellist: Panellist) -> list[Candidate]:
    """The candidates one still owes points, in their order."""
    count = panellist.exercise.criteria.count()
    given: dict[Any, int] = {}
    for candidate in panellist.scores.values_list("candidate", flat=True):
        given[candidate] = given.get(candidate, 0) + 1
    owed = panellist.exercise.candidates.select_related("intention").exclude(pk__in=panellist.barred).order_by("order")
    return [one for one in owed if given.get(one.pk, 0) < count]


@transaction.atomic
def close(*, exercise: Exercise, by: User) -> Exercise:
    """No more points. Everybody who may read the round reads the ranking."""
    exercise = advance(exercise, "close")
    if not exercise.panel.filter(finished_at__isnull=False).exists():
        raise NotReady("Nobody has scored every candidate yet")
    exercise.closed_at = database_now()
    exercise.save(update_fields=["status", "closed_at"])
    return _recorded(exercise, "closed", f"closed the scoring of “{exercise}”", by)


@transaction.atomic
def judge(*, candidate: Candidate, decision: str, reason: str, by: User) -> Candidate:
    """What becomes of a candidate, and why: the ranking advises, people decide."""
    exercise = lock(candidate.exercise)
    if exercise.status != ExerciseStatus.CLOSED:
        raise CannotMove("judge", exercise)
    candidate = lock(candidate)
    candidate.decision, candidate.reason = Priority(decision), reason
    candidate.save(update_fields=["decision", "reason"])
    _recorded(exercise, "judged", f"decided on {candidate}: {Priority(decision).label.lower()}", by, reason=reason)
    return candidate


@transaction.atomic
def settle(*, exercise: Exercise, by: User) -> Exercise:
    """Every candidate is decided; nothing changes any more."""
    exercise = advance(exercise, "settle")
    left = exercise.candidates.filter(decision="").count()
    if left:
        raise NotReady(f"{left} still to decide")
    exercise.decided_at = database_now()
    exercise.save(update_fields=["status", "decided_at"])
    return _recorded(exercise, "settled", f"settled the priorities of “{exercise}”", by)


def _being_set_up(exercise: Exercise) -> Exercise:
    return _in(exercise, ExerciseStatus.SETTING_UP, "edit")


def _being_scored(exercise: Exercise) -> Exercise:
    return _in(exercise, ExerciseStatus.SCORING, "score")


def _in(exercise: Exercise, status: ExerciseStatus, verb: str) -> Exercise:
    locked: Exercise = lock(exercise)
    if locked.status != status:
        raise CannotMove(verb, locked)
    return locked


def _sent_by(user: User, exercise: Exercise) -> Organisation | None:
    """The organisation from which somebody is asked to score."""
    ours = exercise.round.commissioner_ids()
    held = Membership.objects.current().filter(user=user).select_related("organisation").order_by("started_at", "pk")
    return min((one.organisation for one in held), key=lambda one: one.pk not in ours, default=None)


def _unfinished(panellist: Panellist) -> Panellist:
    """Theirs still to give, and theirs to give at this moment: a role that was taken from them took the seat along."""
    locked: Panellist = lock(panellist)
    if not Panellist.objects.seated().filter(pk=locked.pk).exists():
        raise NotReady("You are no longer on this panel: your role has ended")
    if locked.finished_at is not None:
        raise NotReady("You have finished: your scores stand")
    return locked


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _recorded(exercise: Exercise, verbed: str, says: str, by: User, **details: str) -> Exercise:
    record(f"exercise.{verbed}", target=exercise, by=by, says=says, owner=exercise.round.lead, **details)
    return exercise
