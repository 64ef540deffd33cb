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
from providers.states import ON_INTENTIONS, Stance

from ...models import Paper
from .. import quoted
from ..sources import edition_of

HEADS = ["Intention", "Who said it", "You said", "We decided", "What changes"]
POINTS = ("Decisions on points that hang on no intention", "Point")
BESIDE = 6  # providers side by side in one table; more stand in the next


def responses(paper: Paper) -> list[Facts]:
    """Counts, the table intention by provider, and every published decision on the chosen programmes."""
    positions = _positions(paper)
    answered = {position.reference for position in positions}
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
    found = Position.objects.that_count().on_intentions().opened().filter(response__round=edition_of(paper).round, is_sensitive=False)
    return list(found.select_related("intention", "response__organisation").order_by("response__organisation__name"))


def _intentions(paper: Paper) -> list[Facts]:
    return [one for chapter in quoted.chosen(paper) for one in chapter["intentions"]]


def _summary(paper: Paper, spoken_of: list[Facts], positions: list[Position], number: str) -> Facts:
    """A line for each intention that somebody answered; the others are named together."""
    if not positions:
        return plain([{"kind": "plain", "text": "Nobody has answered yet."}])
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for position in positions:
        counted[position.reference][position.stance] += 1
    heads = ["Intention", *(str(stance.label) for stance in ON_INTENTIONS)]
    rows = [[_named(one), *(str(counted[one["reference"]][stance]) for stance in ON_INTENTIONS)] for one in spoken_of]
    others = [str(one["reference"]) for one in _intentions(paper) if one not in spoken_of]
    silent = [{"kind": "plain", "text": f"Nobody answered {sentence(others)}."}] if others else []
    return plain([table("How many said what", heads, rows), *silent])


def _matrix(spoken_of: list[Facts], positions: list[Position], number: str) -> Facts:
    bodies = list(dict.fromkeys(position.response.organisation for position in positions))
    said = {(position.reference, position.response.organisation_id): SHORT[Stance(position.stance)] for position in positions}
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
    """Those on the chosen programmes, each with the title of its intention; then those on points that hang on none."""
    found = list(decided.published(edition_of(paper).round).order_by(*decided.IN_ORDER))
    names = {str(one["reference"]): _named(one) for one in _intentions(paper)}
    chosen = {str(chapter["code"]) for chapter in quoted.chosen(paper)}
    rows = [_row(names[one.position.reference], one) for one in found if not one.position.is_own and one.position.reference in names]
    beside = [_row(_called(one), one) for one in found if one.position.is_own and _is_chosen(one.position, chosen)]
    parts = [
        part(f"{number}.{place}", title, [turned(table(caption, [head, *HEADS[1:]], some))])
        for place, (title, caption, head, some) in enumerate(
            [one for one in [("You said, we did", "Decisions", HEADS[0], rows), (decided.BESIDE, *POINTS, beside)] if one[-1]], start=1
        )
    ]
    return {"blocks": [], "parts": parts} if parts else plain([{"kind": "plain", "text": "No decision has been published yet."}])


def _row(named: str, one: Any) -> list[str]:
    return [named, one.position.response.whose, decided.said(one), decided.verdict(one), decided.changed(one)]


def _called(one: Any) -> str:
    """Of a sensitive point not even its title."""
    return str(one.position.reference) if one.is_private else f"{one.position.reference} {one.position.heading}"


def _is_chosen(position: Position, codes: set[str]) -> bool:
    """A point on a chapter goes with it; any other is about the whole round."""
    return position.frozen_chapter is None or position.frozen_chapter.code in codes
