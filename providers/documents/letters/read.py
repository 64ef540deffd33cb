"""A letter read from its beginning to its end: what each passage is about, and what it says. Every passage ends in a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intentions.recognition.amounts import AMOUNT
from intentions.recognition.letters import CLOSE, DATE, DEAR, day_in
from portal.reading import Source
from portal.reading.dates import FIGURES, dates_in
from portal.reading.source import FURNITURE, HEADING, ITEM, TABLE

from ...states import Stance, Subject
from .asked import Asked, Chapter, Register, folded, stems
from .meant import Meant, meant_by
from .passages import Passage, passages_of
from .proposal import INTENTION, LEFT_OUT, Proposal
from .rules import first_of, pattern
from .stance import Stated, in_cell, stated_in

OF_OCR = 0.5  # how sure anything is that OCR read
SHORT, ADDRESS, BEGINS = 16, 14, 40  # words of a line that is a title; words of a line of an address; blocks within which a letter greets


@dataclass
class Course:
    """Where in the letter one is."""

    register: Register
    is_begun: bool
    under: Meant = field(default_factory=Meant)  # what the heading above names
    above: list[str] = field(default_factory=list)  # what the passage before is about
    leads_in: bool = False  # it ends in a colon after conditions
    is_closed: bool = False


def read_letter(source: Source, asked: Sequence[Asked], chapters: Sequence[Chapter] = ()) -> list[Proposal]:
    """In the order of the letter."""
    register = Register(asked, chapters)
    passages = list(passages_of(source, register))
    course = Course(register, is_begun=not any(DEAR.match(one.text) for one in passages[:BEGINS]))
    proposals = [_proposed(one, course) for one in passages]
    for one in proposals:
        if one.page in source.recognised:  # any word of it may be wrong, however plainly it seems to say something
            one.sure, one.why = min(one.sure, OF_OCR), ["Read by OCR: check its words", *one.why]
    return proposals


def dated_in(source: Source) -> str | None:
    """The day at its head, as ISO; none of one in figures that may be two, unless others of the letter tell which comes first."""
    order = dates_in(one.text for one in source.blocks).order
    return next((day for line in _head(source) if (day := day_in(line, order=order))), None)


def unclear_in(source: Source) -> str:
    """The day at its head as it is written, where it may be two; empty where it is told."""
    found = next((one for line in _head(source) if (one := FIGURES.search(line))), None)
    return found.group(0) if found and not dated_in(source) else ""


def _head(source: Source) -> list[str]:
    return [f"{one.number} {one.text}" for one in source.blocks[:25] if len(one.text) < 60]


def _proposed(passage: Passage, course: Course) -> Proposal:
    proposal = Proposal(passage.key, f"{passage.number} {passage.text}".strip(), passage.page, passage.line)
    proposal.money = [found.group(0).strip() for found in AMOUNT.finditer(passage.text)]
    proposal.days = [found.group(0).strip() for found in DATE.finditer(passage.text)]
    if why := _is_no_point(passage, course):
        proposal.goes, proposal.sure, proposal.why = LEFT_OUT, 0.9, [why]
        return proposal
    meant = _meant(passage, course)
    stated = _stated(passage)
    if _is_title(passage, meant, stated, course.register):
        course.under, course.above, course.leads_in = meant, meant.references, False
        why = f"A heading: what follows is about {', '.join(meant.references)}" if meant.references else "A heading"
        proposal.goes, proposal.sure, proposal.why = LEFT_OUT, 0.9, [why]
        return proposal
    _point(proposal, passage, meant, stated, course)
    course.above = proposal.references
    goes_on = course.leads_in and _is_item(passage)
    course.leads_in = goes_on or (stated.stance == Stance.CONDITIONS and passage.text.rstrip().endswith(":"))
    return proposal


def _is_no_point(passage: Passage, course: Course) -> str:
    """Why a passage is left out before anybody asks what it is about; nothing when it may be a point."""
    if passage.kind == FURNITURE:
        return "It stands on every page"
    if passage.is_head:
        return "The names of the columns"
    if (course.is_closed or not course.is_begun) and _names(passage.text, course):
        course.is_closed, course.is_begun = False, True  # an annex, or no letter as others are
    if course.is_closed:
        return "After the letter has ended"
    if not course.is_begun:
        course.is_begun = bool(DEAR.match(passage.text))
        return "How the letter begins"
    if DEAR.match(passage.text):
        return "How the letter begins"
    if CLOSE.match(passage.text):
        course.is_closed = True
        return "How the letter ends"
    if pattern("courtesy").search(passage.text) and not _names(passage.text, course) and not stated_in(passage.text).stance:
        return "Courtesy: it says nothing of an intention"
    return ""


def _names(text: str, course: Course) -> bool:
    return meant_by(text, course.register).sure > 0.9


def _meant(passage: Passage, course: Course) -> Meant:
    """By its own words; else by the heading it stands under; else it goes on about what is above."""
    own = meant_by(passage.text, course.register)
    if own.sure > 0.9 or passage.kind in (HEADING, TABLE) or (own.why and not own.references):
        return own
    if course.leads_in and _is_item(passage):
        return Meant(course.above, 0.85, f"It is one of what the line before leads in, about {', '.join(course.above)}")
    if course.under.references:
        return Meant(course.under.references, 0.88, f"It stands under the heading of {', '.join(course.under.references)}")
    if course.above and pattern("goes_on").search(passage.text) and own.sure < 0.7:
        return Meant(course.above, 0.6, f"It seems to go on about {', '.join(course.above)}")
    return own


def _stated(passage: Passage) -> Stated:
    if not passage.position:
        return stated_in(passage.text)
    stated = in_cell(passage.position)
    if passage.conditions and stated.stance == Stance.CONDITIONS:
        stated.conditions = [one.strip() for one in passage.conditions.split(";") if one.strip()]
    return stated


def _is_title(passage: Passage, meant: Meant, stated: Stated, register: Register) -> bool:
    """A heading; or a short line that has hardly more than the reference and the title of what it names."""
    if passage.kind == TABLE or stated.stance:
        return False
    if passage.kind == HEADING:
        return True
    if len(passage.text.split()) > SHORT or meant.sure <= 0.9 or not meant.references:
        return False
    left = stems(passage.text) - set().union(*(register.titles[one] | stems(one) for one in meant.references))
    return not left


def _is_item(passage: Passage) -> bool:
    return passage.kind == ITEM or bool(passage.number)


def _point(proposal: Proposal, passage: Passage, meant: Meant, stated: Stated, course: Course) -> None:
    proposal.sure, proposal.why = 0.2, [meant.why] if meant.why else []
    if not meant.references:
        _beside(proposal, course.register)
        return
    proposal.goes, proposal.references = INTENTION, meant.references
    if course.leads_in and _is_item(passage):
        proposal.conditions, proposal.sure = [passage.text.strip(" ;.")], min(meant.sure, 0.85)
        proposal.why.append("A condition: so the line before says")
        return
    proposal.stance, proposal.conditions = stated.stance, stated.conditions
    proposal.why.append(stated.why)
    has_none = stated.stance == Stance.CONDITIONS and not stated.conditions and not passage.text.rstrip().endswith(":")
    proposal.sure = meant.sure if stated.stance and not has_none else min(meant.sure, 0.6)


def _beside(proposal: Proposal, register: Register) -> None:
    """What it is about that hangs on no intention; when nothing tells, nothing is proposed."""
    subject, words = first_of("subjects", proposal.text)
    inside = f" {folded(proposal.text)} "
    chapter = next((one for one in register.chapters if " " in one.title and f" {folded(one.title)} " in inside), None)
    if subject == Subject.PROPOSED or (subject and not chapter):
        proposal.goes, proposal.sure = subject, 0.5
        proposal.why.append(f"No intention, but “{words}”")
        proposal.title = " ".join(proposal.text.split()[:12]) if subject == Subject.PROPOSED else ""
    elif chapter:
        proposal.goes, proposal.chapter, proposal.sure = Subject.CHAPTER.value, chapter.code, 0.6
        proposal.why.append(f"It names the chapter {chapter.title}")
    elif not proposal.why:
        proposal.why.append("Nothing in it tells which intention it is about")
