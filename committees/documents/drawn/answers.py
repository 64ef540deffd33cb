"""How providers answered an edition and what was decided: nothing in it that the public may not read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from intentions.documents.paper.sections import numbered, part, plain, section
from intentions.documents.paper.text import Facts, sentence, table, turned
from portal.organisations.models import Organisation
from providers.documents import decided
from providers.documents.matrix import SHORT
from providers.models import Position
from providers.states import Stance

from ...models import Paper
from .. import quoted
from ..sources import edition_of

HEADS = ["Intention", "Who said it", "You said", "We decided", "What changes"]
BESIDE = 6  # providers side by side in one table; more stand in the next


def responses(paper: Paper) -> list[Facts]:
    """Counts, the table intention by provider, and every published decision on the chosen programmes."""
    positions = _positions(paper)
    answered = {position.intention.reference for position in positions}
    spoken_of = [one for one in _intentions(paper) if one["reference"] in answered]
    return numbered(
        [
            section("Answers in numbers", partial(_summary, paper, spoken_of, positions)),
            section("Who answered what", partial(_matrix, spoken_of, positions)),
            section("What was said and what was decided", partial(_decisions, paper)),
        ]
    )


def _positions(paper: Paper) -> list[Position]:
    """Those that count and are open, without what is commercially sensitive."""
    found = Position.objects.that_count().opened().filter(response__round=edition_of(paper).round, is_sensitive=False)
    return list(found.select_related("intention", "response__organisation").order_by("response__organisation__name"))


def _intentions(paper: Paper) -> list[Facts]:
    return [one for chapter in quoted.chosen(paper) for one in chapter["intentions"]]


def _summary(paper: Paper, spoken_of: list[Facts], positions: list[Position], number: str) -> Facts:
    """A line for each intention that somebody answered; the others are named together."""
    if not positions:
        return plain([{"kind": "plain", "text": "Nobody has answered yet."}])
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for position in positions:
        counted[position.intention.reference][position.stance] += 1
    heads = ["Intention", *(str(stance.label) for stance in Stance)]
    rows = [[_named(one), *(str(counted[one["reference"]][stance]) for stance in Stance)] for one in spoken_of]
    others = [str(one["reference"]) for one in _intentions(paper) if one not in spoken_of]
    silent = [{"kind": "plain", "text": f"Nobody answered {sentence(others)}."}] if others else []
    return plain([table("How many said what", heads, rows), *silent])


def _matrix(spoken_of: list[Facts], positions: list[Position], number: str) -> Facts:
    bodies = list(dict.fromkeys(position.response.organisation for position in positions))
    said = {(position.intention.reference, position.response.organisation_id): SHORT[Stance(position.stance)] for position in positions}
    tables = []
    for some in (bodies[at : at + BESIDE] for at in range(0, len(bodies), BESIDE)):
        rows = [[_named(one), *(said.get((one["reference"], body.pk), "No answer") for body in some)] for one in spoken_of]
        tables.append(turned(table(_caption(some, bodies), ["Intention", *(body.short_name for body in some)], rows)))
    return plain(tables)


def _caption(some: Sequence[Organisation], bodies: Sequence[Organisation]) -> str:
    if len(some) == len(bodies):
        return "Intention by provider"
    first = bodies.index(some[0]) + 1
    return f"Intention by provider, {first} to {first + len(some) - 1} of {len(bodies)}"


def _named(one: Facts) -> str:
    return f"{one['reference']} {one['title']}"


def _decisions(paper: Paper, number: str) -> Facts:
    """Those on the chosen programmes, each with the title of its intention."""
    found: Any = decided.published(edition_of(paper).round).order_by(*decided.IN_ORDER)
    names = {str(one["reference"]): _named(one) for one in _intentions(paper)}
    rows = [
        [
            names[row.position.intention.reference],
            row.position.response.whose,
            decided.said(row),
            decided.verdict(row),
            decided.changed(row),
        ]
        for row in found
        if row.position.intention.reference in names
    ]
    if not rows:
        return plain([{"kind": "plain", "text": "No decision has been published yet."}])
    return {"blocks": [], "parts": [part(f"{number}.1", "You said, we did", [turned(table("Decisions", HEADS, rows))])]}
