"""What is wrong or odd in a round, found before providers read it. "must" stops publishing; "look" wants a look.

The rules are kept by what they read: the fields of a version (`required`), a text (`wording`, and what it reckons: `claims`), the whole
round (`twins`, `shape`, `sums`). Each has a name in CHECKS; its docstring says to people what it looks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef

from ..models import Accepted, Round, Version
from ..models.version import VersionProvider
from ..states import Status
from . import claims, lives, notice, pictures, required, shape, sums, twins, wording
from .beside import Beside, beside
from .finding import CHECKS, LOOK, MUST, Check, Problem, problem, reading
from .shape import not_a_working_day
from .whole import SETTLED, Text, Whole, texts_of

__all__ = [
    "CHECKS",
    "LOOK",
    "MUST",
    "SETTLED",
    "Check",
    "Problem",
    "Text",
    "Whole",
    "accepted",
    "beside",
    "blocking",
    "faults",
    "loaded",
    "not_a_working_day",
    "of_version",
    "of_whole",
    "problems",
    "written",
]
RULES = (required, pictures, notice, wording, claims, twins, shape, sums, lives)  # loading them fills CHECKS, in this order


def problems(round: Round) -> list[Problem]:
    """Everything found in what is being written or waits to be published, but for what somebody said is right."""
    return of_whole(written(round))


def accepted(whole: Whole) -> list[tuple[Problem, Accepted]]:
    """What is still found and somebody said is right, with who and why."""
    if not whole.beside.right:
        return []
    right = {one.key: one for one in whole.round.accepted.select_related("by")}
    return [(found, right[found.key]) for found in _all(whole) if found.key in right]


def blocking(round: Round, going: Iterable[Version] | None = None) -> list[Problem]:
    """What stops the next edition: the must-fix problems of what would go into it."""
    going = list(loaded(Version.objects.for_next_edition_of(round)) if going is None else going)
    fresh = [version for version in going if version.status not in SETTLED]
    whole = Whole(round, going)
    found = [*_of_round(whole), *_of_texts(whole, (*whole.front, *(one for version in fresh for one in texts_of(version))))]
    own = [one for version in fresh for one in _of_fields(version, round)]
    judged = weighed([*own, *found], round)
    return [one for one in judged if one.is_must and not (one.version and one.version.status in SETTLED)]


def of_version(version: Version, round: Round, known: Beside | None = None) -> list[Problem]:
    """What its own fields and texts say wrongly, whatever else the round holds. What stands beside is `known` to who asks of many."""
    version.intention.round = round
    whole = Whole(round, [version])
    if known is not None:
        whole.beside = known
    found = [*_of_fields(version, round), *_of_texts(whole, texts_of(version))]
    return _open(found, whole)


def faults(versions: Iterable[Version], round: Round) -> dict[Any, str]:
    """{version: what must be fixed in it}, of those in which something must."""
    known = beside(round)
    found = {version.pk: [one.message for one in of_version(version, round, known) if one.is_must] for version in versions}
    return {pk: "; ".join(messages) for pk, messages in found.items() if messages}


def of_whole(whole: Whole) -> list[Problem]:
    """Every finding that nobody accepted: what must be fixed first, then in the order of the round."""
    return _open(_all(whole), whole)


def written(round: Round) -> Whole:
    """The round as it is being written: the newest version of each intention that is not withdrawn."""
    alive = Version.objects.filter(latest_of__round=round).exclude(status=Status.WITHDRAWN)
    return Whole(round, loaded(alive.order_by("intention__chapter__order", "intention__order", "intention__reference")))


def loaded(versions: Any) -> Any:
    """With what every check asks of a version."""
    named = Exists(VersionProvider.objects.filter(version=OuterRef("pk")))
    return versions.annotate(has_providers=named).select_related("intention__chapter").prefetch_related("places", "money", "contracts")


def _all(whole: Whole) -> list[Problem]:
    own = [one for version in whole.open for one in _of_fields(version, whole.round)]
    return sorted([*own, *_of_texts(whole, whole.texts), *_of_round(whole)], key=lambda one: not one.is_must)


def _of_fields(version: Version, round: Round) -> Iterator[Problem]:
    for check in reading("version"):
        for severity, field, says in check.find(version, round):
            yield problem(severity, version, field, says, check.name)


def _of_texts(whole: Whole, texts: Iterable[Text]) -> Iterator[Problem]:
    rules = reading("text")
    for text in texts:
        for check in rules:
            for severity, field, says in check.find(text, whole):
                yield problem(severity, text.about, field, says, check.name)


def _of_round(whole: Whole) -> Iterator[Problem]:
    for check in reading("round"):
        yield from check.find(whole)


def _open(found: list[Problem], whole: Whole) -> list[Problem]:
    """Without what somebody said is right; only what wants a look can be right."""
    return [one for one in weighed(found, whole.round) if one.is_must or one.key not in whole.beside.right]


def weighed(found: list[Problem], round: Round) -> list[Problem]:
    """The faults of a paper are part of the record: they want a look and stop nothing. A title is asked for even so."""
    if not round.is_from_paper:
        return found
    return [one if one.field == "title" else replace(one, severity=LOOK) for one in found]
