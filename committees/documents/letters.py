"""Letters that no font here has: said to whoever clears a paper or issues a pack, before it is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from portal.printing import writing

from ..models import Meeting, Paper
from .paper import paper_facts


def unprintable(paper: Paper) -> list[str]:
    """In a paper, what it quotes included."""
    facts = json.dumps(paper.facts or paper_facts(paper), ensure_ascii=False, default=str)
    return writing.in_words(writing.lacking(paper.title + facts))


def unprintable_in_pack(meeting: Meeting) -> list[str]:
    """On the front of a pack and in the papers that are printed already, item by item."""
    return list(_of_pack(meeting))


def _of_pack(meeting: Meeting) -> Iterator[str]:
    yield from writing.in_words(writing.lacking(f"{meeting.committee.name}{meeting.committee.host.name}{meeting.venue}"))
    for item in meeting.items.select_related("paper__document", "annex"):
        said = writing.in_words(writing.lacking(item.title))
        said += [words for words in (item.document.faults if item.document else []) if writing.is_said(words)]
        yield from (f"Item {item.number}: {words}" for words in dict.fromkeys(said))
