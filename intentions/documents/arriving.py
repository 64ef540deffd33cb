"""A document that was read, as rows: every piece of it, and what is proposed of them. Pure: facts in, facts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from portal.reading.numbers import parted
from portal.reading.source import FIGURE, FOOTNOTE, TABLE, WORD, Block, Source

from ..states import FindingKind
from .dated import timescale_in

CELL = "cell"
NOTHING_SAID = "it has no words"
TITLES = ("title", "name", "heading", "short")
WORDS = ("description", "body", "statement", "text", "long")
OF_OCR = 0.5  # how sure anything is that OCR read
LONGEST = 200  # letters of a title in a draft
CODES = {
    "prevention": "PREV", "primary-care": "PRIM", "uec": "UEC", "planned-care": "PLAN", "cancer": "CANC", "mental-health": "MH",
    "cbc": "CBC", "enabler": "EN", "contracting": "CON", "procurement": "PROC",
}  # fmt: skip

Facts = dict[str, Any]


def pieces_of(source: Source, left_out: Iterable[Mapping[str, Any]] = ()) -> list[Facts]:
    """Every paragraph, cell, figure and footnote; those that were named as left out say why."""
    why = {span[0]: named["why"] for named in left_out for span in named["spans"]}
    found: list[Facts] = []
    for block in source.blocks:
        where = {"page": block.page, "line": block.line}
        if block.text.strip() or block.kind == FIGURE or not (block.cells or block.kind == TABLE):
            silent = _silent(block)
            words = " ".join(filter(None, (number_of(block), _plain(block.text))))
            found.append({"key": block.key, "kind": block.kind, "text": words, "why": why.get(block.key, silent), **where})
        for row, column, cell in block.filled:
            key = f"{block.key}.r{row}.c{column}"
            found.append({"key": key, "kind": CELL, "text": _plain(cell.text), "why": why.get(key, ""), **where})
    return [{**one, "order": order, "why": one["why"][:200]} for order, one in enumerate(found, 1)]


def _silent(block: Block) -> str:
    """Why nothing is made of it, by itself: a picture that is kept is proposed, one that is not says why."""
    if block.text.strip() or block.picture:
        return ""
    return block.why if block.kind == FIGURE and block.why != "a picture" else NOTHING_SAID


def number_of(block: Block) -> str:
    """As the source gave it, "3.1" or "(ii)"; a footnote's is a name of ours."""
    return "" if block.kind == FOOTNOTE or block.text.startswith(block.number or " ") else block.number


def named_of(source: Source) -> list[Facts]:
    """What has no words here, by name, and what else there is to say of the reading."""
    return [{"what": one.what, "count": one.count, "where": one.where} for one in source.left_out] + [
        {"what": one.rstrip("."), "count": 0, "where": ""} for one in source.problems
    ]


def findings_of(facts: Mapping[str, Any], source: Source, dates: str = "") -> list[Facts]:
    """What was proposed, each with a title, words, and all else that was recognised; `key` and `chapter` tie them together.

    The letters that a proposal rests on are in its words, whatever the recognition made of them: nothing of the source is lost on the way.
    `dates` is what comes first in its days in figures.
    """
    return [_finding(order, one, source, dates) for order, one in enumerate(_in_order(facts["proposals"]), 1)]


def _in_order(proposals: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As the source has them; what belongs to no place of it comes first."""
    return sorted(proposals, key=lambda one: (one["page"], one["line"]))


def _finding(order: int, one: Mapping[str, Any], source: Source, dates: str) -> Facts:
    fields = one["fields"]
    title = next((_plain(fields[name]) for name in TITLES if fields.get(name)), "")
    words = next((_plain(fields[name]) for name in WORDS if fields.get(name)), "") or _listed(one["kind"], fields)
    stretches = list(_stretches(one["spans"], source))
    rest = {name: value for name, value in fields.items() if name not in (*TITLES, *WORDS) and value not in (None, "", [])}
    rest["key"] = one["key"]
    if one["kind"] == FindingKind.OUTCOME:
        rest["statement"] = words  # without what else its line says
    if len(stretches) > 1 and any(_is_same(stretch, title) for _, stretch in stretches):
        rest["titled"] = True  # by the document itself: no title that was made of a sentence
    for number, stretch in stretches:
        title, words, rest = _numbered(number, stretch.strip(), title, words, rest)
    if len(title) > LONGEST:
        title, words = f"{title[: LONGEST - 1]}…", words if title in words else f"{title}\n{words}"
    if not rest.get("intention"):  # the words of an amount inside an intention are the intention's
        words = _whole(words, _unsaid(stretches, " ".join([title, words, *_told(one["kind"], rest)])))
    if "timescale" in rest:
        rest["timescale"] = timescale_in(rest["timescale"], dates)
    return {
        "key": one["key"],
        "order": order,
        "kind": one["kind"],
        "title": title,
        "words": words,
        "facts": rest,
        "spans": one["spans"],
        "chapter": one["chapter"],
        "page": one["page"],
        "line": one["line"],
        **_how_sure(one, is_recognised=_rests_on(one, source, source.recognised)),
    }


def _is_same(stretch: str, title: str) -> bool:
    return parted(stretch).text.strip() == parted(title).text.strip()


def _rests_on(one: Mapping[str, Any], source: Source, pages: Sequence[int]) -> bool:
    """On one of these pages; what belongs to no place rests on all of them."""
    if not pages:
        return False
    page_of = {block.key: block.page for block in source.blocks}
    return not one["spans"] or any(page_of[span[0].partition(".")[0]] in pages for span in one["spans"])


def _how_sure(one: Mapping[str, Any], *, is_recognised: bool) -> Facts:
    """What was read by OCR is never sure, however plain it looks: any word of it may be wrong."""
    sure = round(float(one["sure"]), 2)
    if is_recognised:
        return {"sure": min(sure, OF_OCR), "why": f"Read by OCR: check its words. {one['why']}"[:400]}
    return {"sure": sure, "why": one["why"][:400]}


def _plain(value: Any) -> str:
    """Without the one letter that no database keeps."""
    return str(value).replace("\0", "")


def _stretches(spans: Iterable[Iterable[Any]], source: Source) -> Iterator[tuple[str, str]]:
    """(number, words) of each stretch that a proposal rests on; the number where it begins its block."""
    blocks = {block.key: block for block in source.blocks}
    for key, start, end in dict.fromkeys(tuple(span) for span in spans):
        block_key, _, place = key.partition(".")
        block = blocks[block_key]
        if place:
            row, column = (int(part[1:]) for part in place.split("."))
            yield "", _plain(block.cells[row][column].text[start:end])
        else:
            yield "" if WORD.search(block.text[:start]) else number_of(block), _plain(block.text[start:end])


def _numbered(number: str, said: str, title: str, words: str, facts: Facts) -> tuple[str, str, Facts]:
    """With the number that the source gave a paragraph or heading, before its words."""
    if number and said and said in words:
        return title, words.replace(said, f"{number} {said}", 1), facts
    if number and title and said.startswith(title):
        return f"{number} {title}", words, facts
    if number and said and facts.get("theme") == said:
        return title, words, {**facts, "theme": f"{number} {said}"}
    return title, words, facts


def _whole(words: str, lines: list[str]) -> str:
    """The words and the lines that they do not say; once, where a line says all of them."""
    return "\n".join(lines if any(words in line for line in lines) else [words, *lines])


def _told(kind: str, facts: Mapping[str, Any]) -> list[str]:
    """The words of what was recognised that a draft keeps in places of their own."""
    if kind != FindingKind.INTENTION:
        return objectives_of(facts)
    places = [slug.replace("-", " ") for slug in facts.get("places", []) if slug == slug.lower()]
    return [facts.get("theme", ""), (facts.get("timescale") or {}).get("text", ""), *places, *facts.get("told", [])]


def objectives_of(facts: Mapping[str, Any]) -> list[str]:
    """Of a chapter: "Objective: fewer falls"."""
    return [": ".join(filter(None, (one.get("label", ""), one.get("text", "")))) for one in facts.get("objectives", [])]


def _unsaid(stretches: Iterable[tuple[str, str]], told: str) -> list[str]:
    """The lines of the source that hold a word which is not told."""
    left, lines = Counter(_words(told)), []
    for number, stretch in stretches:
        mark = number
        for line in stretch.splitlines():
            said, mark = f"{mark} {line.strip()}".strip(), ""
            needed = Counter(_words(said))
            if needed <= left:
                left -= needed
            else:
                lines.append(said)
    return lines


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _listed(kind: str, fields: Mapping[str, Any]) -> str:
    """Facts of the document itself, a line each."""
    if kind != FindingKind.ROUND:
        return ""
    said = {name: value for name, value in fields.items() if value and name not in ("title", "lead_key", "letter")}
    letter = {f"letter, {name}": value for name, value in (fields.get("letter") or {}).items() if value}
    return "\n".join(f"{name.replace('_', ' ').capitalize()}: {_in_words(value)}" for name, value in {**said, **letter}.items())


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("text", ""))  # as the document says it: a day that was made of it is asked elsewhere
    return " to ".join(map(str, value)) if isinstance(value, list) else str(value)


def code_of(title: str, kind: str, taken: Iterable[str]) -> str:
    """A free code for a chapter: by its programme, else the first letters of its words."""
    letters = "".join(word[0] for word in title.upper().split() if word[0].isascii() and word[0].isalpha())[:6]
    stem = CODES.get(kind) or letters or "CH"
    used = set(taken)
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem[:5]}{number}") not in used)
