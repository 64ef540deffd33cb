"""Intentions in running text: sentences that commit, bullets that say what is done, paragraphs written without a subject.

How much is believed depends on where a sentence stands: under a heading that announces intentions each commitment is one;
in the chapter of a programme it must say who does what; in a section about money it is proposed with doubt; elsewhere
what is written is a passage.
"""

from __future__ import annotations

import re

from portal.reading.source import ITEM, PARAGRAPH, Block

from .drafting import Drafting
from .facts import said_when, strength_of
from .pieces import Piece, enumerated, halves, sentences, whole
from .proposed import Proposal
from .sections import Section
from .titles import label_of
from .vocabulary import holds, openers

EXPLICIT, CHAPTER, MONEY, DATED, NONE = "explicit", "chapter", "money", "dated", ""
AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|can|may|would|could|should|will|must|recognise[sd]?|remain)\b", re.I)
MOST_OF_ONE = 70  # words of a numbered paragraph that is one intention


def intentions_of(section: Section, drafting: Drafting) -> None:
    mode = mode_of(section)
    if mode:
        _Prose(section, drafting, mode).read()


def mode_of(section: Section) -> str:
    if section.role == "intentions":
        return EXPLICIT
    if section.role == "ambition":
        return DATED
    in_chapter = any(one.programme for one in section.above())
    if section.role == "money":
        return MONEY if any(one.programme for one in section.above()[1:]) else NONE
    return CHAPTER if in_chapter and not section.role else NONE


class _Prose:
    def __init__(self, section: Section, drafting: Drafting, mode: str) -> None:
        self.section, self.drafting, self.mode = section, drafting, mode
        self.lead, self.label = "", ""
        self.when = ""  # what the paragraph that leads in says of time
        self.item: tuple[Block, Proposal] | None = None  # the bullet before, and what was proposed of it
        if section.heading and section.heading.why == "a line without a full stop before bullets":
            self.lead = section.title

    def read(self) -> None:
        blocks = [block for block in self.section.blocks if block.kind in (PARAGRAPH, ITEM)]
        for at, block in enumerate(blocks):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if block.kind == ITEM:
                self._item(block)
            else:
                self.item = None
                self._paragraph(block, is_lead=block.text.endswith(":") or (after is not None and after.kind == ITEM))

    # ── Paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────────
    def _paragraph(self, block: Block, *, is_lead: bool) -> None:
        parts = sentences(whole(block.key, block.text))
        self.when = said_when(block.text, exactly=True) if is_lead else self.when if self.lead.endswith(":") else ""
        self.lead, self.label = "", ""
        if is_lead and parts:
            self._lead_in(parts.pop())
        if self.mode == EXPLICIT and block.number and len(block.text.split()) <= MOST_OF_ONE and not is_lead and self._commits(parts):
            self._propose(parts, 0.8, "a numbered paragraph under intentions that says what will be done")
            return
        before: list[Proposal] = []
        for at, part in enumerate(parts):
            before = self._sentence(part, before, is_first=at == 0) or before

    def _lead_in(self, part: Piece) -> None:
        """What leads into bullets; one with a label and something to do is an intention itself."""
        self.lead, self.label = part.text, label_of(part.text)
        if self.mode == EXPLICIT and re.match(r"^[^.:;]{3,60} [–—-] to \w+", part.text, re.I):
            self._propose([part], 0.55, "it leads into bullets and says itself what is done")

    def _sentence(self, part: Piece, before: list[Proposal], *, is_first: bool) -> list[Proposal]:
        """What is proposed of the sentence; none when it goes with the one before, or tells without committing."""
        if holds("asking", part.text):
            return []
        lists = holds("includes", part.text)
        if before and holds("anaphora", part.text) and not lists:
            self.drafting.extend(before[-1], part)
            return []
        if self._is_commitment(part.text) or (lists and before):
            sure, why = self._judged(part.text)
            return self._parted(part, sure, why)
        if self.mode == EXPLICIT and is_first and _is_nominal(part.text):
            return self._parted(part, 0.7, "a paragraph under intentions that names what is done")
        if before:
            self.drafting.extend(before[-1], part)
        return []

    def _is_commitment(self, text: str) -> bool:
        if self.mode == MONEY:
            return holds("needs", text)
        if not holds("commits", text) or (holds("results", text) and not re.search(r"\bwe (?:will|wish)\b", text, re.I)):
            return False
        if self.mode == DATED and not said_when(text):
            return False
        return self.mode == EXPLICIT or (holds("strong", text))

    def _commits(self, parts: list[Piece]) -> bool:
        return any(holds("commits", part.text) for part in parts) or bool(
            parts and (openers().match(parts[0].text) or label_of(parts[0].text))
        )

    def _judged(self, text: str) -> tuple[float, str]:
        strength, word = strength_of(text)
        where = {
            EXPLICIT: "under a heading that announces intentions",
            CHAPTER: "in the chapter of a programme",
            MONEY: "in a section about money",
            DATED: "for a time that is named",
        }
        sure = {EXPLICIT: 0.85, CHAPTER: 0.6, MONEY: 0.5, DATED: 0.5}[self.mode] - (0.1 if strength in ("likely", "consider") else 0.0)
        return sure, f"“{word or text.split()[0]}” commits, {where[self.mode]}"

    # ── Bullets ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _item(self, block: Block) -> None:
        if self.item and block.level > self.item[0].level >= 1:
            self.drafting.extend(self.item[1], whole(block.key, block.text))
            return
        if not self._may_be_intentions(block.text):
            self.item = None
            return
        found: list[Proposal] = []
        for part in self._item_parts(whole(block.key, block.text)):
            made = self._parted(part, self._sure_of_item(part.text), "a bullet that says what is done")
            found = made or found
        self.item = (block, found[-1]) if found else None

    def _item_parts(self, piece: Piece) -> list[Piece]:
        """The whole bullet, unless a later sentence of it commits to something of its own."""
        parts = sentences(piece)
        cuts = [0]
        for part in parts[1:]:
            if re.search(r"\b(?:is|are) required to\b|\bpriority is\b", part.text) and not holds("anaphora", part.text):
                cuts.append(part.start - piece.start)
        return [piece.part(start, end) for start, end in zip(cuts, [*cuts[1:], len(piece.text)], strict=True)]

    def _may_be_intentions(self, text: str) -> bool:
        if holds("qualities", self.lead) or holds("asking", text):
            return False
        if self.mode == EXPLICIT:
            return len(text.split()) >= 3
        is_led = bool(re.search(r"intention|\bwe (?:will|wish|propose)|should|must|will:?$|priorit|actions", self.lead, re.I))
        return self.mode == CHAPTER and (is_led or (not self.lead and bool(openers().match(text))))

    def _sure_of_item(self, text: str) -> float:
        begins = bool(openers().match(text)) or bool(label_of(text)) or (holds("commits", text))
        return (0.85 if self.mode == EXPLICIT else 0.65) - (0 if begins else 0.2)

    # ── Proposing ───────────────────────────────────────────────────────────────────────────────────────────────────
    def _parted(self, part: Piece, sure: float, why: str) -> list[Proposal]:
        """A sentence as one intention, or as the members of the long enumeration that it is."""
        if self.mode == MONEY:
            return [self._propose([part], sure, why)]
        before, introduction, members, after = _listed(part)
        if not members:
            two = halves(part) if len(sentences(part)) == 1 else [part]
            return [self._propose([one], sure - 0.1 * (len(two) - 1), why) for one in two]
        when = said_when(" ".join(one.text for one in [*before, introduction] if one), exactly=True)
        made = [self._propose([one], sure - 0.15, f"{why}; one of {len(members)} that are listed", when) for one in members]
        made[0].spans[:0] = [one.span for one in [*before, introduction] if one]
        for rest in after:
            self.drafting.extend(made[-1], rest)
        return made

    def _propose(self, pieces: list[Piece], sure: float, why: str, when: str = "") -> Proposal:
        chapter = self.drafting.chapter_of(self.section)
        theme = self.label or self.drafting.theme_of(self.section, chapter)
        own = " ".join(piece.text for piece in pieces)
        when = said_when(own, exactly=True) or when or self.when or said_when(own)
        return self.drafting.intention(pieces, sure=sure, why=why, chapter=chapter, theme=theme, lead_in=self.lead, when=when)


def _listed(part: Piece) -> tuple[list[Piece], Piece | None, list[Piece], list[Piece]]:
    """The sentences before one that is a long enumeration, its introduction, its members, and the sentences after it."""
    parts = sentences(part)
    for at, one in enumerate(parts):
        introduction, members = enumerated(one)
        if members:
            return parts[:at], introduction, members, parts[at + 1 :]
    return [], None, [], []


def _is_nominal(text: str) -> bool:
    """Written as the name of something done, without a verb of its own: "Full roll out of ..."."""
    head = " ".join(text.split()[:12])
    if openers().match(text):
        head = " ".join(re.split(r",|\s[–—-]\s", text, maxsplit=1)[0].split()[:12])
    return not AUXILIARY.search(head) and len(text.split()) >= 5 and not holds("context", text) and not text.endswith(":")
