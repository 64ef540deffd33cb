"""Sections, parts and blocks of a drawn paper in the shape that every paper has."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_uppercase

from django.utils.text import slugify

from .text import Facts, anchor


def numbered(sections: Iterable[Facts]) -> list[Facts]:
    """Those that have something to say, with their numbers; a section that counts its own parts is given its number first."""
    written: list[Facts] = []
    for fill in sections:
        number = str(len(written) + 1)
        section = fill["draw"](number)
        if section["blocks"] or section["parts"]:
            written.append({"number": number, "heading": fill["heading"], "id": anchor(number), "quoted": "", **section})
    return written


def lettered(sections: Iterable[Facts]) -> list[Facts]:
    """Appendices: A, B, C. What has nothing to say is left out."""
    written: list[Facts] = []
    for fill in sections:
        letter = ascii_uppercase[len(written)]
        section = fill["draw"](letter)
        if section["blocks"] or section["parts"]:
            heading = f"Appendix {letter}: {fill['heading']}"
            written.append({"number": "", "heading": heading, "id": anchor(letter), "quoted": "", **section})
    return written


def section(heading: str, draw: object) -> Facts:
    """`draw` is given the number under which it stands."""
    return {"heading": heading, "draw": draw}


def plain(blocks: list[Facts]) -> Facts:
    return {"blocks": blocks, "parts": []}


def part(number: str, heading: str, blocks: list[Facts]) -> Facts:
    return {"number": number, "heading": heading, "id": anchor(number), "quoted": "", "groups": [], "blocks": blocks}


def unnumbered(heading: str, blocks: list[Facts]) -> Facts:
    return {"number": "", "heading": heading, "id": f"s-{slugify(heading)}", "quoted": "", "parts": [], "blocks": blocks}


def said(html: str) -> Facts:
    """A passage of rich text without a number."""
    return {"kind": "rich", "html": html}
