"""Intentions with a heading of their own that begins with a reference: "UEC-01 Same day care". What stands under it is its text.

A heading is one only where others of the document begin with the same letters and another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from portal.reading.source import ITEM, PARAGRAPH, TABLE, Block

from ..states import IntentionKind, Setting, Strength
from .drafting import Drafting
from .headed_money import read_amounts
from .pieces import Piece, whole
from .proposed import OUTCOME, Proposal
from .rows import cells
from .sections import Section
from .vocabulary import first

REFERENCE = re.compile(r"^(?P<stem>[A-Z]{2,8}(?:-[A-Z]{2,8})?)[-–. ]?(?P<number>\d{1,3})[a-z]?(?:\s*[:.)–—-]\s*|\s+)(?=\S)")
CHOICES: dict[str, Any] = {
    "strength": Strength,
    "setting": Setting,
    "kind": IntentionKind,
}  # facts said by the words of a choice
OUTCOMES = re.compile(r"^outcomes?\b|^canlyniad", re.I)
LABELS = {"lever": re.compile(r"^contract lever|^lever", re.I), "dependencies": re.compile(r"^depend|^yn dibynnu", re.I)}


def read_headed(sections: list[Section], drafting: Drafting) -> list[Section]:
    """The sections that are read so, with all that stands in them."""
    heads = [section for section in _referenced(sections) if any(block.kind in (PARAGRAPH, ITEM) for block in section.blocks)]
    done: list[Section] = []
    for head in heads:
        made = _intention(head, drafting)
        drafting.with_headings.append(made)
        inside = [one for one in sections if one is not head and head in one.above()]
        drafting.headed |= {block.key: made for one in inside for block in one.blocks}
        for block in (block for one in [head, *inside] for block in one.blocks if block.kind == TABLE):
            read_amounts(block, made, drafting)
        done += [head, *inside]
    return done


def _referenced(sections: list[Section]) -> list[Section]:
    named = [(section, found) for section in sections if (found := REFERENCE.match(section.title))]
    numbers: dict[str, set[str]] = {}
    for _, found in named:
        numbers.setdefault(found["stem"], set()).add(found["number"])
    return [section for section, found in named if len(numbers[found["stem"]]) > 1]


def _intention(head: Section, drafting: Drafting) -> Proposal:
    assert head.heading is not None  # noqa: S101 - it has a title
    pieces = [whole(block.key, block.text) for block in head.blocks if block.kind in (PARAGRAPH, ITEM)]
    rows = [row for block in head.blocks if block.kind == TABLE for row in _facts(block)]
    said = {role: value for role, _, value in rows}
    above = head.parent if head.parent and head.parent.heading else head
    chapter = drafting.chapter_of(above)
    made = drafting.intention(
        pieces,
        sure=0.9,
        why=f"its heading begins with a reference, “{head.title.split()[0]}”",
        chapter=chapter,
        title=head.title,
        when=said["timescale"].text if "timescale" in said else "",
        places=drafting.known.places_in(said["place"].text) if "place" in said else None,
    )
    named = drafting.known.organisations_in(said["provider"].text) if "provider" in said else []
    made.fields["organisations"] = list(dict.fromkeys([*made.fields["organisations"], *named]))
    made.fields |= {role: _choice(role, said[role].text) for role in CHOICES if role in said}
    made.fields |= {role: said[role].text.strip() for role in LABELS if role in said}
    for piece in [said["outcomes"]] if "outcomes" in said else []:
        _outcomes(piece, made, drafting)
    made.fields["told"] = [piece.text for role, *both in rows if _is_kept(role, made) for piece in both]
    made.spans = [whole(head.heading.key, head.title).span, *made.spans, *(piece.span for _, *both in rows for piece in both)]
    return made


def _outcomes(piece: Piece, made: Proposal, drafting: Drafting) -> None:
    """Each that the row names, parted by semicolons."""
    start = 0
    for text in piece.text.split(";"):
        part = piece.part(start, start + len(text))
        start += len(text) + 1
        if part.text:
            fields = {"statement": part.text, "tier": "", "prioritised_by": "", "measures": [], "with": [made.key]}
            drafting.add(OUTCOME, fields, [part.span], sure=0.9, why="an outcome that its intention names", chapter=made.chapter)


def _facts(block: Block) -> Iterator[tuple[str, Piece, Piece]]:
    """(what it is, label, value) of each row of a table of two columns; the role is empty where the label says none that is known."""
    for row in range(len(block.cells)):
        label, value = cells.piece_of(block, row, 0), cells.piece_of(block, row, 1) if len(block.cells[row]) == 2 else None
        if not label or not value:
            continue
        yield _role(label.text, value.text), label, value


def _role(label: str, value: str) -> str:
    if OUTCOMES.search(label):
        return "outcomes"
    if chosen := next((role for role in CHOICES if _choice(role, value)), ""):
        return chosen
    if named := next((role for role, words in LABELS.items() if words.search(label)), ""):
        return named
    role = first("columns", label)[0]
    return role if role in ("timescale", "place", "provider") else ""


def _choice(role: str, text: str) -> str:
    return next((str(one.value) for one in CHOICES[role] if str(one.label).lower() == text.strip().lower()), "")


def _is_kept(role: str, made: Proposal) -> bool:
    """Was it recognised as a fact of the intention? What was not stays in its words."""
    found = {"place": made.fields["places"], "provider": made.fields["organisations"], "": None}
    return bool(found.get(role, True))
