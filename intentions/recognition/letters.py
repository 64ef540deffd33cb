"""Letters, and what a document says of itself: title, years, who leads, by when an answer is asked for."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from intentions import timescale
from portal.reading.dates import ASK, DAY, FIGURES, MONTH, dates_in, is_unclear, order_of, written_out
from portal.reading.source import FURNITURE, HEADING, ITEM, PARAGRAPH, TABLE, Block

from .drafting import Drafting
from .facts import FINANCIAL
from .facts import MONTH as MONTH_NAME
from .pieces import Piece, sentences, whole
from .proposed import ROUND, VERSION, Span

DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({MONTH_NAME})(?:,? (20\d\d))?\b|\b(\d{{1,2}})[/.](\d{{1,2}})[/.](20\d\d)\b", re.I
)
DEAR = re.compile(r"^(?:Dear|Annwyl)\b", re.I)
CLOSE = re.compile(r"^(?:Yours (?:sincerely|faithfully)|Kind regards|Yn gywir|Cofion)", re.I)
SUBJECT = re.compile(r"^(?:RE|Re|Subject|Ynghylch|Pwnc)\s*:?\s+(?=\S)")
DATED = re.compile(r"^(?:Date|Dated|Dyddiad)\s*:\s*", re.I)
TO = re.compile(r"^(?:To|At|I)\s*:\s*")
FROM = re.compile(r"^(?:From|Oddi wrth)\s*:\s*", re.I)
ASKED = re.compile(
    r"\b(?:respon[sd]\w*|comments?|repl(?:y|ies)|feedback|submissions?|views|observations|atebion|ymateb\w*|sylwadau)\b", re.I
)
BY = re.compile(r"\b(?:by|before|no later than|until|on|deadline\w*|erbyn|cyn)\b[^.]{0,40}$", re.I)
TITLE = re.compile(
    r"intention|strategy|plan\b|priorities|prospectus|commissioning (?:register|programme)|service changes|bwriad|strategaeth", re.I
)
STATUS = re.compile(r"\b(?:draft|final|version \d[\d.]*|v\d[\d.]*|drafft)\b[^.]{0,40}", re.I)
LEADS = re.compile(
    r"\b(?:NHS )?(?:[A-Z][\w’'&-]{1,40} (?:(?:and|of|upon|the) )?){1,6}(?:Clinical Commissioning Group|Integrated Care Board"
    r"|Health Board|CCGs?|ICB|Commissioning (?:Alliance|Group|Board)|Borough Council|County Council|Council)\b"
)


def read_round(drafting: Drafting) -> None:
    """What the whole document says of itself, each fact with the words it rests on."""
    blocks = [block for block in drafting.source.blocks if block.kind != FURNITURE]
    spans: list[Span] = []
    fields: dict[str, Any] = {"title": "", "years": None, "lead": "", "lead_key": "", "deadline": None, "status": "", "letter": None}
    order = dates_in(block.text for block in blocks).order
    read: dict[str, Any] = {"letter": _letter(blocks, order), "title": _title(blocks), "deadline": _deadline(blocks, order)}
    for name, found in read.items():
        if found:
            fields[name] = found[0]
            spans += found[1]
    fields["years"] = years_of(fields["title"], blocks)
    fields["lead"], fields["lead_key"] = _lead(blocks, drafting)
    fields["status"] = next(
        (said.group(0).strip() for block in blocks[:12] if (said := STATUS.search(block.text)) and len(block.text) < 120), ""
    )
    sure = 0.5 + 0.15 * bool(fields["title"]) + 0.2 * bool(fields["years"]) + 0.1 * bool(fields["lead"])
    drafting.add(
        ROUND, fields, spans, sure=sure, why="its first lines, the years and organisations it names most, and what it asks for by when"
    )
    if fields["years"]:
        drafting.years = (fields["years"][0], fields["years"][1])


def years_of(title: str, blocks: list[Block]) -> list[int] | None:
    """The years of the title; else the financial year that is named most often."""
    if named := [_halves(found.group(0)) for found in re.finditer(FINANCIAL, title)]:
        first, (start, end) = named[0][0], named[-1]
        return [first, max(first, end - 1 if end > start else start)]
    counted = Counter(found.group(0)[:4] for block in blocks for found in re.finditer(FINANCIAL, block.text))
    if counted:
        year = int(counted.most_common(1)[0][0])
        return [year, year]
    return None


def _halves(years: str) -> tuple[int, int]:
    """2014/15 and 2014-2019, as two years."""
    first, second = re.findall(r"\d+", years)
    return int(first), int(second) % 100 + 2000


def _title(blocks: list[Block]) -> tuple[str, list[Span]] | None:
    """The first short line that names such a document; a table at its head may hold it."""
    for block in blocks[:25]:
        if block.kind == TABLE:
            for row, column, cell in block.filled:
                if TITLE.search(cell.text) and len(cell.text.split()) <= 16 and row < 4 and column:
                    return " ".join(cell.text.split()), [Span(f"{block.key}.r{row}.c{column}", 0, len(cell.text))]
        elif (
            block.kind in (HEADING, PARAGRAPH)
            and not block.number
            and TITLE.search(block.text)
            and len(block.text.split()) <= 22
            and not SUBJECT.match(block.text)
        ):
            return block.text, [Span(block.key, 0, len(block.text))]
    return None


def _lead(blocks: list[Block], drafting: Drafting) -> tuple[str, str]:
    """The organisation named most in the first fifth, in words and by the portal's key."""
    text = "\n".join(block.text for block in blocks[: max(20, len(blocks) // 5)] if block.kind != ITEM)
    keys = Counter(key for block in blocks[: max(20, len(blocks) // 5)] for key in drafting.known.organisations_in(block.text))
    named = Counter(" ".join(found.group(0).split()) for found in LEADS.finditer(text))
    return (named.most_common(1)[0][0] if named else ""), (keys.most_common(1)[0][0] if keys else "")


# ── A letter ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _letter(blocks: list[Block], order: str) -> tuple[dict[str, Any], list[Span]] | None:
    dear = next((at for at, block in enumerate(blocks[:60]) if DEAR.match(block.text)), None)
    if dear is None:
        return None
    end = next((at for at, block in enumerate(blocks[dear:], dear) if CLOSE.match(block.text)), None)
    sign = [block for block in blocks[end + 1 : end + 4] if len(block.text.split()) <= 8 and block.kind != TABLE] if end is not None else []
    head = [*blocks[:dear], *blocks[dear : dear + 3]]
    said = {name: next((mark.split(block.text, maxsplit=1)[-1] for block in head if mark.match(block.text)), "") for name, mark in _marks()}
    dated = said["date"] or next((block.text for block in head if DATE.search(block.text) and len(block.text) < 60), "")
    letter = {
        **said,
        "date": day_in(dated, order=order) or dated,
        "from": said["from"] or ", ".join(f"{block.number} {block.text}".strip() for block in sign),
        "greeting": blocks[dear].text,
    }
    used = [block for block in head if DATED.match(block.text) or SUBJECT.match(block.text) or DEAR.match(block.text)] + sign
    return letter, [Span(block.key, 0, len(block.text)) for block in used if block.text]


def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (("subject", SUBJECT), ("date", DATED), ("to", TO), ("from", FROM))


def day_in(text: str, year: int | None = None, order: str = "") -> str | None:
    """The first day the words name, as ISO; one without a year takes `year`.

    Of one in figures that may be two days none is told, unless `order` says whether its day or its month comes first.
    """
    found = DATE.search(text)
    if not found:
        return None
    if found[4]:
        figures = FIGURES.search(found.group(0))
        known = figures and (order if order_of(figures) == ASK else order_of(figures) or DAY)
        found = DATE.search(written_out(found.group(0), known)) if known in (DAY, MONTH) else None
    if not found or not found[2]:
        return None
    try:
        month = next(at for at, name in enumerate(timescale.MONTHS, 1) if name == found[2].lower())
        in_year = int(found[3]) if found[3] else year
        return date(in_year, month, int(found[1])).isoformat() if in_year else None
    except ValueError:
        return None


def _deadline(blocks: list[Block], order: str) -> tuple[dict[str, Any], list[Span]] | None:
    """The day by which an answer is asked for; a day without a year follows the date of the letter."""
    written = next((day for block in blocks[:40] if len(block.text) < 60 and (day := day_in(block.text, order=order))), None)
    for block in blocks:
        for sentence in sentences(whole(block.key, block.text)) if block.kind != TABLE else []:
            found = DATE.search(sentence.text)
            if found and ASKED.search(sentence.text) and BY.search(sentence.text[: found.start()]):
                return _asked(sentence, written, order)
    return None


def _asked(sentence: Piece, written: str | None, order: str) -> tuple[dict[str, Any], list[Span]]:
    day = day_in(sentence.text, order=order)
    if day is None and written:
        year = int(written[:4])
        day = day_in(sentence.text, year)
        day = day_in(sentence.text, year + 1) if day and day < written else day
    found = DATE.search(sentence.text)
    doubt = bool(found and is_unclear(found.group(0)) and order not in (DAY, MONTH))
    return {"date": day, "text": sentence.text, "ask_order": doubt}, [sentence.span]


def read_versions(drafting: Drafting) -> None:
    """A line that says which version this is."""
    for block in drafting.source.blocks[:15]:
        if block.kind in (PARAGRAPH, HEADING) and re.match(r"^(?:version|fersiwn|v)\s?\d", block.text, re.I):
            drafting.add(
                VERSION, {"text": block.text}, [Span(block.key, 0, len(block.text))], sure=0.85, why="it says which version this is"
            )
