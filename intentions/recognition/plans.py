"""Plans on a page: vision, objectives, what delivers them, governance, success, risks - each line with its part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.reading.source import HEADING, ITEM, PARAGRAPH, TABLE, Block

from .drafting import Drafting
from .pieces import Piece, whole
from .proposed import PLAN
from .rows.heads import heads_of
from .rows.members import members
from .sections import Section

PARTS = (
    ("vision", r"^(?:the |our |(?:nhs )?[\w ]{2,60}(?:'s|’s) )?(?:\w+ ){0,4}vision\b|^mission\b|mission:?$|^gweledigaeth"),
    ("value", r"^our values|^values"),
    ("objective", r"^objectives?\b|^strategic objective|^amcan"),
    ("delivery", r"^(?:\d[\d.& ]*)?delivered by|^how we will deliver|^initiatives|^delivery"),
    ("governance", r"^governance|overseen through|governance arrangements"),
    ("success", r"success criteria|^measured (?:using|against)|^our ambition"),
    ("risk", r"risks? to be mitigated|^(?:high level |key )?risks\b"),
)
RUN_IN = re.compile(r"^(?P<label>(?:\d[\d.& ]*)?[A-Z][^:.]{2,60}):\s+(?=\S)")
LEAST = 3  # kinds of part, for a stretch to be a plan
BETWEEN = 3  # sections without a part that do not end one


def plans_in(sections: list[Section]) -> list[Section]:
    """The sections read as plans: a whole document, or stretches of it; what announces intentions is read for them all the same."""
    stretches = [run for run in _stretches(sections) if _is_a_plan(run)]
    covered = [section for run in stretches for section in run]
    if _is_a_plan(sections) and 2 * len(covered) >= len(sections):
        covered = sections
    return [section for section in covered if "intention" not in section.word]


def _stretches(sections: list[Section]) -> Iterator[list[Section]]:
    """Sections one after the other that name parts of a plan, with no more than a few between them that name none."""
    run: list[Section] = []
    waiting: list[Section] = []
    for section in sections:
        if _parts_in(section):
            run, waiting = [*run, *waiting, section], []
        elif run:
            waiting.append(section)
        if len(waiting) > BETWEEN:
            yield run
            run, waiting = [], []
    if run:
        yield run


def _is_a_plan(sections: list[Section]) -> bool:
    """It has several of the parts a plan on a page has."""
    found = [part for section in sections for part in _parts_in(section)]
    announced = [one for one in sections if re.search(r"intention|priorit|focus", one.word)]
    return len(set(found)) >= LEAST and len(found) >= 5 and len(found) > 2 * len(announced)


def _parts_in(section: Section) -> list[str]:
    return [part for block in [section.heading, *section.blocks] if block and (part := part_of(block))]


def part_of(block: Block) -> str:
    """The part that a heading, or the first words of a paragraph, names."""
    if block.kind not in (HEADING, PARAGRAPH):
        return ""
    run_in = RUN_IN.match(block.text)
    label = block.text if block.kind == HEADING or len(block.text.split()) <= 6 else run_in["label"] if run_in else ""
    return next((part for part, words in PARTS if label and re.search(words, label, re.I)), "")


def read_plans(sections: list[Section], drafting: Drafting) -> None:
    part, owner, block_title = "", "", ""
    for section in sections:
        for block in [section.heading, *section.blocks]:
            if block and block.kind == TABLE:
                _table(block, owner, drafting)
            if block is None or block.kind not in (HEADING, PARAGRAPH, ITEM):
                continue
            owners = drafting.known.organisations_in(block.text[:90]) if block.kind != ITEM else []
            owner = owners[0] if owners else owner
            named = part_of(block)
            if named:
                part, block_title = named, ""
                _run_in(block, part, owner, drafting)
            elif block.kind == HEADING:
                part, block_title = ("theme" if part in ("objective", "theme", "vision", "delivery") else part), block.text
            elif part:
                add(whole(block.key, block.text), part, owner, block_title, drafting)


def _table(block: Block, owner: str, drafting: Drafting) -> None:
    """A table of priorities and what is begun for them: each member of each cell is a line of the plan."""
    heads = heads_of(block, drafting.known)
    if not re.search(r"priorit|initiative|objective|blaenoriaeth", " ".join(heads.names.values()), re.I):
        return
    for row, column, cell in block.filled:
        if row > heads.row:
            for member in members(f"{block.key}.r{row}.c{column}", cell.text, drafting.known):
                for part in re.finditer(r"[^;]+", member.text):
                    add(member.part(part.start(), part.end()), "priority", owner, heads.names.get(column, ""), drafting)


def _run_in(block: Block, part: str, owner: str, drafting: Drafting) -> None:
    """What stands behind the part's own name on its line."""
    found = RUN_IN.match(block.text)
    if found:
        piece = whole(block.key, block.text)
        add(piece.part(found.end(), len(piece.text)), part, owner, "", drafting)


def add(piece: Piece, part: str, owner: str, title: str, drafting: Drafting) -> None:
    if len(piece.text.split()) >= 2:
        drafting.add(
            PLAN,
            {"part": part, "text": piece.text, "organisation": owner, "heading": title},
            [piece.span],
            sure=0.7,
            why=f"it stands under “{title or part}”",
        )
