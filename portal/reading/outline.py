"""Which blocks are headings, and how deep: by their style when there is one, by their numbers, or by how their lines look."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from . import numbers
from .language import language_of
from .source import CAPTION, FIGURE, FOOTNOTE, FURNITURE, HEADING, ITEM, PARAGRAPH, TABLE, Block, Source

MOST_WORDS, MOST_NUMBERED = 12, 18
STOPS = re.compile(r"[.;,!]$")
DEEPER, ANOTHER_COLUMN = {"text": 2.0}, 100.0  # how much further in an item of the next level stands: characters, else points
LEADS = "a line without a full stop before bullets"
CAPTIONS = re.compile(r"^(?:figure|fig\.?|table|chart|diagram|box|ffigur|tabl)\s*\d+[a-z]?\s*[:.–—-]\s*\S", re.I)
NOTES = re.compile(r"^(?:[¹²³⁴-⁹]+\s*\S|\[\d{1,2}\]\s+\S)")
PAGE_NUMBERS = re.compile(r"^(?:page|tudalen|p\.)?\s*\d{1,4}(?:\s*(?:of|/|o)\s*\d{1,4})?$|^-\s*\d{1,4}\s*-$", re.I)
STRUCTURE = re.compile(r"^(?:objective|vision|aim|priorit|outcome|benefit|risk|success|delivered|mission|goal|amcan|gweledigaeth)", re.I)
NOT_A_HEADING = re.compile(
    r"^(?:dear|yours|annwyl|re:|date:|email:|e-mail:|tel|telephone|from:|to:|cc:|subject:|https?:|www\.|version\b|draft\b)"
    r"|@|^\d+$|\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}$",
    re.I,
)


def marked(source: Source) -> Source:
    """The source with its furniture, captions, footnotes and headings told apart."""
    _mark_furniture(source.blocks, least=6 if source.format == "pdf" else 4)
    for block in source.blocks:
        _mark_small(block)
    _mark_levels(source.blocks, DEEPER.get(source.format, 6.0))
    _mark_headings(source.blocks)
    if source.format == "pdf":
        _level_by_size(source.blocks)
    source.language = language_of(" ".join(block.text for block in source.blocks[:400]))
    return source


# ── Furniture, captions, footnotes ──────────────────────────────────────────────────────────────────────────────────
def _mark_furniture(blocks: list[Block], *, least: int) -> None:
    """Numbers of pages, and lines that are repeated; where places on the page are known, those told most of the lines that run."""
    often = Counter(block.text.lower() for block in blocks if block.kind == PARAGRAPH and len(block.text.split()) <= 10)
    for at, block in enumerate(blocks):
        if block.kind not in (PARAGRAPH, HEADING) or block.number:
            continue
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if PAGE_NUMBERS.match(block.text):
            block.kind, block.why = FURNITURE, "a page number"
        elif often[block.text.lower()] >= least and not STRUCTURE.match(block.text) and not (after and after.kind == ITEM):
            block.kind, block.why = FURNITURE, f"repeated {often[block.text.lower()]} times"


def _mark_small(block: Block) -> None:
    if block.kind == PARAGRAPH and CAPTIONS.match(block.text) and len(block.text.split()) < 30:
        block.kind, block.why = CAPTION, "it begins as a caption does"
    elif block.kind == PARAGRAPH and NOTES.match(block.text):
        block.kind, block.why = FOOTNOTE, "it begins with the mark of a note"


def _mark_levels(blocks: list[Block], deeper: float) -> None:
    """Items that stand further in than the item before them are of the next level; a jump to another column is none."""
    stack: list[float] = []
    for block in blocks:
        if block.kind != ITEM or block.level > 1:
            stack = [] if block.kind != FURNITURE else stack
            continue
        indent = block.look.indent
        while stack and indent < stack[-1] - deeper / 2:
            stack.pop()
        if not stack or indent >= stack[-1] + ANOTHER_COLUMN:
            stack = [indent]
        elif indent >= stack[-1] + deeper:
            stack.append(indent)
        block.level = len(stack)


# ── Headings ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _mark_headings(blocks: list[Block]) -> None:
    body = _body_size(blocks)
    deepest, last, styled = 0, 0, any(block.kind == HEADING for block in blocks)
    content = [block for block in blocks if block.kind not in (FURNITURE, FOOTNOTE, FIGURE)]
    letter = _head_and_foot_of_a_letter(content)
    run = ""  # the number of the last paragraph that is long
    for at, block in enumerate(content):
        before, after = content[at - 1] if at else None, content[at + 1] if at + 1 < len(content) else None
        if block.kind == HEADING:
            deepest = last = block.level
        elif at in letter:
            continue
        elif _is_of_run(run, block):
            run = block.number
        elif (
            block.kind == PARAGRAPH
            and after
            and (why := _heading_by_look(block, before, (after, _weighty(content, at)), body, styled=styled))
        ):
            block.kind, block.why = HEADING, why
            block.level = numbers.depth(block.number) if block.number else last + 1 if why == LEADS else _level(block, deepest, body)
            deepest = block.level if block.number else deepest
            last = last if why == LEADS else block.level


def _head_and_foot_of_a_letter(content: list[Block]) -> set[int]:
    """Addresses before "Dear" and names after "Yours" are short lines and no headings."""
    greeted = next((at for at, block in enumerate(content[:60]) if re.match(r"(?:dear|annwyl)\b", block.text, re.I)), None)
    closed = [
        at
        for at, block in enumerate(content)
        if re.match(r"(?:yours (?:sincerely|faithfully)|kind regards|yn gywir|cofion)\b", block.text, re.I)
    ]
    after = {at + more for at in closed for more in range(4) if at + more < len(content) and len(content[at + more].text.split()) <= 8}
    return ({*range(greeted + 1)} if greeted is not None else set()) | after


def _is_of_run(run: str, block: Block) -> bool:
    """A numbered paragraph: long, or the next number after one that was."""
    next_one = bool(run) and "." not in block.number[:-1] and numbers.follows(run, block.number) and not block.look.is_bold
    return next_one or (block.kind == PARAGRAPH and bool(block.number) and len(block.text.split()) > 2 * MOST_NUMBERED)


def _weighty(content: list[Block], at: int) -> Block:
    """What a line would head: the block after it, or behind a line that leads into bullets, the first of them."""
    after = content[at + 1]
    behind = content[at + 2] if at + 2 < len(content) else after
    return behind if after.kind == PARAGRAPH and _leads(after, behind) and len(after.text.split()) <= 4 else after


def _level_by_size(blocks: list[Block]) -> None:
    """Where letters have sizes, larger headings stand over smaller ones; a number says more than a size."""
    heads = [block for block in blocks if block.kind == HEADING and block.look.size and not block.why.startswith("the style")]
    sizes = sorted({round(block.look.size) for block in heads}, reverse=True)
    for block in heads if len(sizes) > 1 else ():
        if not block.number:
            block.level = min(6, sizes.index(round(block.look.size)) + 1)


def _body_size(blocks: list[Block]) -> float:
    sizes = [block.look.size for block in blocks if block.look.size and block.kind in (PARAGRAPH, ITEM) for _ in block.text.split()]
    return float(median(sizes)) if sizes else 0.0


def _level(block: Block, deepest: int, body: float) -> int:
    """One below the last numbered heading; the largest letters are the title's."""
    if body and block.look.size >= 1.5 * body:
        return 1
    return min(deepest + 1, 6) or 1


def _heading_by_look(block: Block, before: Block | None, behind: tuple[Block, Block], body: float, *, styled: bool) -> str:
    """Why a line is a heading, or nothing when it is none. Where the file has headings of its own, only what is bold throughout counts."""
    text, count, (after, weighty) = block.text, len(block.text.split()), behind
    if (count > MOST_NUMBERED and not _leads(block, after)) or NOT_A_HEADING.search(text) or not re.search(r"[^\W\d_]{2}", text):
        return ""
    if block.number and numbers.is_of_outline(block.number):
        return _numbered(block, before, after)
    if STOPS.search(text) or text[:1].islower() or text.startswith(("“", '"', "‘", "'")):
        return ""
    if body and block.look.size > 1.15 * body and count <= MOST_NUMBERED:
        return "its letters are larger"
    if block.look.is_bold and count <= MOST_NUMBERED:
        return "a short bold line"
    if styled:
        return ""
    if block.look.is_caps and count <= MOST_WORDS and len(text) > 3:
        return "a short line in capitals"
    if _leads(block, after):
        return LEADS
    return "a short line before its text" if _before_text(block, weighty, count) else ""


def _numbered(block: Block, before: Block | None, after: Block) -> str:
    """A numbered line heads what follows, unless it ends as a sentence does or its neighbours are the numbers next to it."""
    leads = block.text.endswith(":") and after.kind in (ITEM, TABLE)
    if STOPS.search(block.text) or leads or len(block.text.split()) > MOST_NUMBERED:
        return ""
    is_run = any(one and one.number and one.kind in (PARAGRAPH, ITEM) for one in (after,)) and numbers.follows(block.number, after.number)
    was_run = before is not None and before.kind == PARAGRAPH and numbers.follows(before.number, block.number)
    if (is_run or was_run) and not block.look.is_bold:
        return ""
    return f"numbered {block.number.rstrip('.')}, a short line"


def _leads(block: Block, after: Block) -> bool:
    return (
        after.kind == ITEM
        and not re.search(r"[.;,:!?]$", block.text)
        and not block.number
        and len(block.text.split()) <= 32
        and block.kind == PARAGRAPH
    )


def _before_text(block: Block, after: Block, count: int) -> bool:
    follows_text = after.kind in (ITEM, TABLE) or (after.kind == PARAGRAPH and (len(after.text.split()) > count + 6 or bool(after.number)))
    return count <= MOST_WORDS and follows_text and not block.text.endswith(":") and block.text[:1].isupper()
