"""What changed between two editions: what is new, changed and dropped, with the words struck out and added."""

from __future__ import annotations

from functools import partial

from intentions.documents.comparison import Difference, between
from intentions.documents.paper.sections import numbered, part, plain, said, section
from intentions.documents.paper.text import Facts, anchor, flat, table
from intentions.models import Edition

from ...models import Paper
from ..sources import edition_before, edition_of

WORD_FOR_WORD = "2"  # the section after the table


def changes(paper: Paper) -> list[Facts]:
    found = [one for one in between(_chosen(paper, edition_before(paper)), _chosen(paper, edition_of(paper))) if one.is_change]
    if not found:
        return numbered([section("What changed", lambda number: plain([{"kind": "plain", "text": "Nothing changed."}]))])
    return numbered(
        [section("What changed", lambda number: plain([_overview(found)])), section("Word for word", partial(_word_for_word, found))]
    )


def _chosen(paper: Paper, edition: Edition) -> Facts:
    """Without the programmes that were not chosen. One that is gone could not be chosen: that it is gone is said."""
    left_out = {chapter["code"] for chapter in edition_of(paper).content["chapters"]}.difference(paper.programmes)
    return {**edition.content, "chapters": [one for one in edition.content["chapters"] if one["code"] not in left_out]}


def _overview(found: list[Difference]) -> Facts:
    """A line for each, that leads to its words in the next section."""
    rows = [
        [
            one.key,
            {"text": one.title, "to": anchor(f"{WORD_FOR_WORD}.{at}")},
            one.word,
            ", ".join(change.label for change in one.changes) or "All of it",
        ]
        for at, one in enumerate(found, 1)
    ]
    return table("At a glance", ["Reference", "Title", "What became of it", "What changed in it"], rows)


def _word_for_word(found: list[Difference], number: str) -> Facts:
    """Struck out is what was removed, underlined what was added; each is said in words too."""
    parts: list[Facts] = []
    for one in found:
        blocks = [block for change in one.changes for block in ({"kind": "lead", "words": change.label}, said(change.drawn))]
        if not blocks and one.facts.get("description"):
            was = [{"kind": "lead", "words": "It said"}] if one.word == "Dropped" else []
            blocks = [*was, said(flat(one.facts["description"]))]
        heading = one.title if one.title == one.key else f"{one.key} {one.title}"
        parts.append(
            part(f"{number}.{len(parts) + 1}", f"{heading}: {one.word.lower()}", blocks or [{"kind": "plain", "text": f"{one.word}."}])
        )
    return {"blocks": [], "parts": parts}
