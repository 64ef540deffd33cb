"""A document that was read, as rows: every piece of it, and what is proposed of them. Pure: facts in, facts out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portal.reading.source import FIGURE, TABLE, Source

from ..states import FindingKind

CELL = "cell"
NOTHING_SAID = "it has no words"
TITLES = ("title", "name", "heading", "short")
WORDS = ("description", "body", "statement", "text", "long")
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
            silent = "" if block.text.strip() else NOTHING_SAID
            found.append({"key": block.key, "kind": block.kind, "text": block.text, "why": why.get(block.key, silent), **where})
        for row, column, cell in block.filled:
            key = f"{block.key}.r{row}.c{column}"
            found.append({"key": key, "kind": CELL, "text": cell.text, "why": why.get(key, ""), **where})
    return [{**one, "order": order, "why": one["why"][:200]} for order, one in enumerate(found, 1)]


def findings_of(facts: Mapping[str, Any]) -> list[Facts]:
    """What was proposed, each with a title, words, and all else that was recognised; `key` and `chapter` tie them together."""
    return [_finding(order, one) for order, one in enumerate(_in_order(facts["proposals"]), 1)]


def _in_order(proposals: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As the source has them; what belongs to no place of it comes first."""
    return sorted(proposals, key=lambda one: (one["page"], one["line"]))


def _finding(order: int, one: Mapping[str, Any]) -> Facts:
    fields = one["fields"]
    title = next((str(fields[name]) for name in TITLES if fields.get(name)), "")
    words = next((str(fields[name]) for name in WORDS if fields.get(name)), "") or _listed(one["kind"], fields)
    rest = {name: value for name, value in fields.items() if name not in (*TITLES, *WORDS) and value not in (None, "", [])}
    rest["key"] = one["key"]
    return {
        "key": one["key"],
        "order": order,
        "kind": one["kind"],
        "title": title[:300],
        "words": words,
        "facts": rest,
        "spans": one["spans"],
        "chapter": one["chapter"],
        "page": one["page"],
        "line": one["line"],
        "sure": round(float(one["sure"]), 2),
        "why": one["why"][:400],
    }


def _listed(kind: str, fields: Mapping[str, Any]) -> str:
    """Facts of the document itself, a line each."""
    if kind != FindingKind.ROUND:
        return ""
    said = {name: value for name, value in fields.items() if value and name not in ("title", "lead_key", "letter")}
    letter = {f"letter, {name}": value for name, value in (fields.get("letter") or {}).items() if value}
    return "\n".join(f"{name.replace('_', ' ').capitalize()}: {_in_words(value)}" for name, value in {**said, **letter}.items())


def _in_words(value: Any) -> str:
    return " to ".join(map(str, value)) if isinstance(value, list) else str(value)


def code_of(title: str, kind: str, taken: Iterable[str]) -> str:
    """A free code for a chapter: by its programme, else the first letters of its words."""
    letters = "".join(word[0] for word in title.upper().split() if word[0].isascii() and word[0].isalpha())[:6]
    stem = CODES.get(kind) or letters or "CH"
    used = set(taken)
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem[:5]}{number}") not in used)
