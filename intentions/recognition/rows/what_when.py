"""Tables of what, description and timescale: a row an intention; a row that names nothing else begins a chapter.

A cell that lists initiatives, schemes or priorities holds an intention in each of its members.
"""

from __future__ import annotations

import re

from portal.reading.source import Block

from ..amounts import in_cell, told
from ..drafting import Drafting
from ..facts import WHEN
from ..pieces import Piece, whole
from ..proposed import MONEY, Proposal, Span
from ..sections import Section, bare, programme_of
from ..titles import label_of, title_of
from . import cells
from .heads import Heads
from .members import members

CHAPTERS = re.compile(r"programme|work ?stream|pathway|chapter|service area|domain|rhaglen", re.I)


def read(block: Block, heads: Heads, section: Section, drafting: Drafting) -> None:
    _Rows(block, heads, section, drafting).read()


class _Rows:
    def __init__(self, block: Block, heads: Heads, section: Section, drafting: Drafting) -> None:
        self.block, self.heads, self.section, self.drafting = block, heads, section, drafting
        self.chapter, self.theme = "", ""
        self.lists = heads.columns("items")

    def read(self) -> None:
        for row in range(self.heads.row + 1, len(self.block.cells)):
            if self._repeats(row):
                self.drafting.leave_out(
                    [whole(cells.key_of(self.block, row, at), cell.text).span for at, cell in cells.own(self.block, row)],
                    "the headings again",
                )
            elif cells.is_title(self.block, row):
                self._chapter(row)
            else:
                self._row(row)

    def _repeats(self, row: int) -> bool:
        return all(self.block.cell_at(row, column).text.strip() == name for column, name in self.heads.names.items()) and bool(
            self.heads.names
        )

    def _chapter(self, row: int) -> None:
        column, cell = cells.own(self.block, row)[0]
        span = Span(cells.key_of(self.block, row, column), 0, len(cell.text))
        programme = programme_of(bare(cell.text), self.drafting.known)
        why = "a row of the table that names nothing else" + (f", a programme ({programme})" if programme else "")
        self.chapter = self.drafting.chapter(_name(cell.text), [span], programme=programme, sure=0.9 if programme else 0.7, why=why).key

    def _row(self, row: int) -> None:
        pieces = {column: piece for column in range(len(self.block.cells[row])) if (piece := cells.piece_of(self.block, row, column))}
        if len(pieces) == 1 and not self._says(pieces, "what") and not self.lists:
            return  # a sentence across the table: it stays a passage of the chapter
        if len(pieces) == 1 and not self.lists and len(self.heads.roles) > 1 and next(iter(pieces.values())).words > 14:
            return
        programme = self._said(pieces, "programme")
        if programme:
            self._under(programme)
        if self.lists:
            self._members_of(row, pieces)
        else:
            self._one(pieces)

    def _under(self, programme: Piece) -> None:
        self.theme = _name(programme.text)
        kind = programme_of(bare(programme.text), self.drafting.known)
        column = next((self.heads.names[at] for at in self.heads.columns("programme") if at in self.heads.names), "")
        if (kind or CHAPTERS.search(column)) and not self.lists:
            why = f"its column “{column}” names programmes"
            self.chapter = self.drafting.chapter(self.theme, [programme.span], programme=kind or "other", sure=0.7, why=why).key

    def _one(self, pieces: dict[int, Piece]) -> None:
        what, description = self._said(pieces, "what"), [pieces[at] for at in self.heads.columns("description", "items") if at in pieces]
        if not what and not description:
            what = next((piece for column, piece in pieces.items() if column not in self.heads.roles), None)
        if not what and not description:
            return
        body = description or [piece for piece in [what] if piece]
        if any(_folded(body[0].text) == _folded(one.fields["title"]) for one in self.drafting.with_headings):
            return  # a table at a glance names what has a heading of its own
        title = _name(what.text) if what and (description or len(what.text.split()) <= 16) else title_of(body[0].text)
        made = self._propose(body, title, pieces, 0.95 if what and description else 0.75, "a row of a table of intentions")
        made.spans = list(dict.fromkeys([*([what.span] if what else []), *made.spans, *(pieces[at].span for at in self._told(pieces))]))
        self._money(pieces, made)

    def _members_of(self, row: int, pieces: dict[int, Piece]) -> None:
        """Each member of the cells that list; of a cell that a merged one covers, only once, where it begins."""
        columns = self.heads.columns("items", "what", "description")
        for column in [*columns, *self._swallowed(pieces, columns)]:
            if column not in pieces or self.block.cells[row][column].of:
                continue
            found = members(pieces[column].key, pieces[column].text, self.drafting.known)
            for member in found if column in columns else found[1:]:
                if len(member.text.split()) >= 3:
                    self._propose(
                        [member], title_of(member.text), pieces, 0.75, "a member of a cell that lists what is planned", member=member
                    )

    def _swallowed(self, pieces: dict[int, Piece], columns: list[int]) -> list[int]:
        """A cell of names that holds bullets too, beside an empty one: a page's text had run them together."""
        named = self.heads.columns("programme")
        return [at for at in named if at in pieces and "\n•" in pieces[at].text and at + 1 in columns and at + 1 not in pieces]

    def _propose(
        self, body: list[Piece], title: str, pieces: dict[int, Piece], sure: float, why: str, member: Piece | None = None
    ) -> Proposal:
        when, chapter = self._when(pieces), self.chapter or self.drafting.chapter_of(self.section)
        places = self.drafting.known.place_at_start(member.text) if member else self._places(pieces)
        made = self.drafting.intention(
            body, sure=sure, why=why, chapter=chapter, title=title, theme=self.theme, when=when, places=places or None
        )
        if provider := self._said(pieces, "provider"):
            made.fields["provider_text"] = provider.text
        return made

    def _when(self, pieces: dict[int, Piece]) -> str:
        piece = self._said(pieces, "timescale")
        if piece:
            return piece.text
        heading = next((self.heads.names[at] for at in self.lists if at in self.heads.names and WHEN.search(self.heads.names[at])), "")
        found = WHEN.search(heading)
        return found.group(0) if found else ""

    def _places(self, pieces: dict[int, Piece]) -> list[str]:
        piece = self._said(pieces, "place")
        return (self.drafting.known.places_in(piece.text) or [piece.text]) if piece else []

    def _money(self, pieces: dict[int, Piece], intention: Proposal) -> None:
        for column in self.heads.columns("money"):
            heading = self.heads.names[column]
            if column in pieces and (amount := in_cell(pieces[column].text, heading)):
                fields = {
                    "text": pieces[column].text,
                    "amount_gbp": amount,
                    "intention": intention.key,
                    **told(heading, f"{heading} {pieces[column].text}"),
                }
                self.drafting.add(
                    MONEY, fields, [pieces[column].span], sure=0.9, why=f"under the heading “{heading}”", chapter=intention.chapter
                )

    def _says(self, pieces: dict[int, Piece], role: str) -> bool:
        return self._said(pieces, role) is not None

    def _said(self, pieces: dict[int, Piece], role: str) -> Piece | None:
        return next((pieces[column] for column in self.heads.columns(role) if column in pieces), None)

    def _told(self, pieces: dict[int, Piece]) -> list[int]:
        return [at for at in self.heads.columns("timescale", "place", "provider", "reference", "target") if at in pieces]


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _name(text: str) -> str:
    name = re.sub(r"^\s*(?:\d[\d.]*[.)]?|[A-Z]\.)\s+", "", " ".join(text.split()))
    return label_of(name) if len(name.split()) > 16 and label_of(name) else name
