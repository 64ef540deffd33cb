"""Proposals as they are found: numbered in order, each with the words it rests on."""

from __future__ import annotations

from typing import Any

from portal.reading.source import Block, Source

from .facts import of_intention
from .known import Known
from .pieces import Piece
from .proposed import CHAPTER, INTENTION, Named, Proposal, Proposed, Span
from .sections import Section
from .titles import title_of

LETTERS = {
    "round": "R",
    "chapter": "C",
    "passage": "P",
    "intention": "I",
    "outcome": "O",
    "money": "M",
    "plan": "L",
    "acronym": "A",
    "reference": "F",
    "version": "V",
    "figure": "G",
}


class Drafting:
    def __init__(self, source: Source, known: Known) -> None:
        self.source, self.known = source, known
        self.proposed = Proposed(source=source)
        self.blocks: dict[str, Block] = {block.key: block for block in source.blocks}
        self.counts: dict[str, int] = {}
        self.years: tuple[int, int] | None = None
        self.with_headings: list[Proposal] = []
        self.headed: dict[str, Proposal] = {}  # by the blocks that stand in the section of an intention
        self.chapters: dict[str, Proposal] = {}  # by the name they were proposed under

    def add(self, kind: str, fields: dict[str, Any], spans: list[Span], *, sure: float, why: str, chapter: str = "") -> Proposal:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        block = self.blocks[spans[0].key.partition(".")[0]] if spans else None
        page, line = (block.page, block.line) if block else (0, 0)
        made = Proposal(
            f"{LETTERS[kind]}{self.counts[kind]}", kind, fields, spans, page, line, round(max(0.05, min(1.0, sure)), 2), why, chapter
        )
        self.proposed.proposals.append(made)
        return made

    def leave_out(self, spans: list[Span], why: str) -> None:
        self.proposed.left_out.append(Named(spans, why))

    def intention(
        self, pieces: list[Piece], *, sure: float, why: str, chapter: str, title: str = "", theme: str = "", when: str = "",
        places: list[str] | None = None, lead_in: str = "",
    ) -> Proposal:  # fmt: skip
        """An intention of these pieces; its facts are read from all of them, and from what led into them."""
        text = "\n".join(piece.text for piece in pieces)
        facts = of_intention(f"{lead_in} {text}".strip(), self.known, when=when, places=places, years=self.years)
        if not facts["timescale"]:
            facts["timescale"] = None
        fields = {"title": title or title_of(pieces[0].text), "description": text, "theme": theme, **facts}
        return self.add(INTENTION, fields, [piece.span for piece in pieces], sure=sure, why=why, chapter=chapter)

    def extend(self, intention: Proposal, piece: Piece) -> None:
        """More words of the same intention."""
        intention.spans.append(piece.span)
        intention.fields["description"] += f"\n{piece.text}"

    def chapter(self, name: str, spans: list[Span], *, programme: str, sure: float, why: str) -> Proposal:
        """The chapter of this name, proposed once."""
        key = name.lower()
        if key not in self.chapters:
            known = self.known.programmes_in(name)
            fields = {"name": name, "programme": programme or "other", "known": known[0] if known else "", "objectives": []}
            self.chapters[key] = self.add(CHAPTER, fields, spans, sure=sure, why=why)
        return self.chapters[key]

    def chapter_of(self, section: Section) -> str:
        """The outermost section that names a programme, else the one just under what announces intentions, else the section itself."""
        above = [one for one in section.above() if one.heading]
        if not above:
            return ""
        named = [one for one in above if one.programme]
        chosen = named[-1] if named else _announced(above)
        heading = chosen.heading
        assert heading is not None  # noqa: S101 - filtered above
        why = f"its heading names a programme ({chosen.programme})" if named else "its heading stands over intentions"
        span = Span(heading.key, 0, len(heading.text))
        return self.chapter(heading.text.rstrip(" :"), [span], programme=chosen.programme, sure=0.85 if named else 0.6, why=why).key

    def theme_of(self, section: Section, chapter: str) -> str:
        """The nearest heading under the chapter that says more than "Commissioning intentions"."""
        name = next((one.fields["name"] for one in self.chapters.values() if one.key == chapter), "")
        for one in section.above():
            if one.title.rstrip(" :") == name:
                return ""
            if one.heading and one.role and not (one.own_role == "intentions" and len(one.title.split()) < 4):
                return one.title
            if one.heading and not one.role:
                return one.title
        return ""


def _announced(above: list[Section]) -> Section:
    """Without a programme's name: what "Actions" stands under; else just below what announces intentions, so that each part is one."""
    at = next((at for at, one in enumerate(above) if one.own_role == "intentions"), 0)
    if len(above[at].title.split()) <= 3 and at + 1 < len(above):
        return above[at + 1]
    return above[max(0, at - 1)]
