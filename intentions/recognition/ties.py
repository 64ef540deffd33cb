"""Which intentions an outcome is proposed with: those of its own section, else of the nearest one that it stands in."""

from __future__ import annotations

from .drafting import Drafting
from .proposed import INTENTION, OUTCOME, Proposal
from .sections import Section

MOST = 12  # intentions: of more nobody could say that the outcome is theirs


def tie_outcomes(sections: list[Section], drafting: Drafting) -> None:
    outcomes = [one for one in drafting.proposed.of(OUTCOME) if "with" not in one.fields]
    of = {block.key: section for section in sections for block in section.blocks} if outcomes else {}
    inside: dict[int, list[Proposal]] = {}
    for one in drafting.proposed.of(INTENTION) if outcomes else ():
        section = next((of[key] for span in one.spans if (key := span.key.partition(".")[0]) in of), None)
        for above in section.above() if section else ():
            inside.setdefault(id(above), []).append(one)
    for one in outcomes:
        one.fields["with"] = [found.key for found in _nearest(of.get(one.spans[0].key.partition(".")[0]), inside)] if one.spans else []


def _nearest(section: Section | None, inside: dict[int, list[Proposal]]) -> list[Proposal]:
    """Not beyond the heading of a programme, nor into the whole document."""
    for above in section.above() if section else ():
        found = inside.get(id(above), [])
        if found or above.programme or above.heading is None:
            return found if len(found) <= MOST and above.heading else []
    return []
