"""The texts of a round that a document would change: each as it stands, and with the proposal laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from ...documents.laid_over import laid_over
from ...documents.outcomes_named import outcomes_with
from ...documents.revised import VERSION
from ...documents.said import amounts_of, content, pictures_of
from ...models import Finding, Round, Version
from ...models.content import keys_of, touched
from ...models.ties import tied
from ...states import Verdict
from ..intention import read
from .known import Named, named_in


class Over:
    """A proposal laid over the text that stands: what would be saved, and the mark of what it is laid over."""

    def __init__(self, finding: Finding, version: Version, said: Mapping[str, Any]) -> None:
        self.finding, self.version, self.said = finding, version, said
        self.stands = mark_of(version)

    @property
    def after(self) -> dict[str, Any]:
        return self.version.content() | self.said

    @property
    def is_seen(self) -> bool:
        """Is it what was there when the proposal was accepted?"""
        return self.finding.verdict != Verdict.ACCEPTED or self.finding.stands == self.stands


def mark_of(version: Version) -> str:
    """Changes with every word of what it says, and with nothing else."""
    return sha256(repr(sorted(VERSION.plain(version.content()).items())).encode()).hexdigest()[:16]


def texts_that_stand(findings: Iterable[Finding]) -> dict[Any, Version]:
    """{id of an intention: its newest version, with everything tied to it} of all that are matched; in one query."""
    wanted = {one.match_id for one in findings if one.is_matched}
    found = Version.objects.filter(latest_of__in=wanted).select_related("intention", "changed_by")
    return {one.intention_id: one for one in tied(found)} if wanted else {}


def laid_over_all(
    round: Round, findings: Sequence[Finding], beside: Sequence[Finding], versions: Mapping[Any, Version], named: Named | None = None
) -> dict[Any, Over]:
    """{id of a matched proposal: it over what stands}; `beside` are amounts and outcomes, of which each has those that are its own."""
    going = [one for one in findings if one.is_matched and one.match_id in versions]
    amounts, outcomes = amounts_of([*going, *beside]) if going else {}, outcomes_with(going, beside)
    figures = pictures_of([*going, *beside])
    named = named or named_in(going)
    found = {}
    for one in going:
        version = versions[one.match_id]
        offered = content(one, amounts[one.pk], named.places, named.organisations, outcomes.get(one.pk, ()), figures[one.pk])
        stands = version.content()
        said = read(laid_over(one, offered, stands, version.intention.reference), round)
        keys = [key for part in touched(said, stands) for key in keys_of(part) if key in said]
        found[one.pk] = Over(one, version, {key: said[key] for key in keys})
    return found
