"""What the columns of a table hold, found in the row of headings - even one whose words a page's text had run together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portal.reading.source import Block

from ..known import Known
from ..vocabulary import first, rules

LOOKED, MOST_LETTERS = 5, 90


@dataclass
class Heads:
    row: int = -1  # of the headings; -1 when there is none
    roles: dict[int, str] = field(default_factory=dict)  # by column
    names: dict[int, str] = field(default_factory=dict)
    places: dict[int, list[str]] = field(default_factory=dict)  # keys of the portal, or names as written

    def columns(self, *roles: str) -> list[int]:
        return [column for column, role in self.roles.items() if role in roles]

    def column(self, role: str) -> int | None:
        return next(iter(self.columns(role)), None)


def heads_of(block: Block, known: Known) -> Heads:
    """The row of headings with the most that is known of; a row of places counts most."""
    best, score, passed = Heads(), 0, False
    for at in range(min(LOOKED, len(block.cells) - 1)):
        found = _places(block, at, known) or (_roles(block, at) if not passed else Heads())
        passed = passed or len([cell for cell in block.cells[at] if cell.text.strip()]) >= 2
        count = len(found.roles) + len(found.places)
        if count >= 2 and count > score:
            best, score = found, count
    return best


def _roles(block: Block, at: int) -> Heads:
    heads, seen = Heads(at), set()
    for column in range(len(block.cells[at])):
        cell = block.cell_at(at, column)
        text = cell.text.strip()
        if not text or len(text) > MOST_LETTERS or (id(cell) in seen and cell.columns < 2):
            continue
        seen.add(id(cell))
        heads.names[column] = text
        role, _ = first("columns", text)
        if role:
            heads.roles[column] = role
    return heads if len(heads.names) >= 2 and not _is_sentence(heads) else Heads()


def _is_sentence(heads: Heads) -> bool:
    return any(name.endswith(".") and len(name.split()) > 6 for name in heads.names.values())


def _places(block: Block, at: int, known: Known) -> Heads | None:
    """Headings that are places; of words that ran together, the places in their order when there are as many as columns."""
    row = [block.cell_at(at, column).text.strip() for column in range(len(block.cells[at]))]
    named = {column: known.places_in(text) for column, text in enumerate(row) if column and len(text) < 40 and known.places_in(text)}
    if len(named) >= 2 and len(named) >= (len([text for text in row[1:] if text]) + 1) // 2:
        return Heads(at, {0: "programme"}, {column: row[column] for column in named}, named)
    below = [cell.text.strip() for cell in block.cells[at + 1] if cell.text.strip()] if at + 1 < len(block.cells) else []
    rest = below if len(below) == 1 and known.places_in(below[0]) else []  # a row of headings that a page's end had cut in two
    texts = [text for text in row if text]
    glued = _glued(" ".join([*texts[:1], *rest, *texts[1:]]), known)
    width = max((at + 1 for one in block.cells for at, cell in enumerate(one) if cell.text.strip()), default=0)
    if len(glued) >= 3 and len(glued) in (width - 1, width):
        return Heads(at + len(rest), {0: "programme"}, {}, {column + 1: [place] for column, place in enumerate(glued[: width - 1])})
    return _proper(at, row)


def _glued(text: str, known: Known) -> list[str]:
    """Places in a run of letters: "FocusAshfordBriarDale", the last perhaps cut off."""
    found: list[tuple[int, str]] = []
    for place in known.places:
        for name in place.names:
            cut = name[: max(5, len(name) - 3)]
            if len(name) > 4 and (at := text.find(cut)) >= 0:
                found.append((at, place.key))
                break
    ordered = [key for _, key in sorted(found)]
    return list(dict.fromkeys(ordered)) if len(text) < 400 else []


def _proper(at: int, row: list[str]) -> Heads | None:
    """Three headings or more that are names and nothing a column holds: places nobody told us of."""
    words = rules("people")["not_places"]
    names = {column: text for column, text in enumerate(row) if column and text}
    good = [
        text for text in names.values() if re.fullmatch(r"[A-ZÂÊÎÔÛŴŶ][\w’'-]+(?: (?:and|&|of|upon|y)? ?[A-ZÂÊÎÔÛŴŶ][\w’'-]+){0,2}", text)
    ]
    told = [text for text in good if not first("columns", text)[0] and not re.search("|".join(words), text, re.I)]
    if len(told) < 3 or len(told) < len(names):
        return None
    return Heads(at, {0: "programme"}, names, {column: [text] for column, text in names.items()})
