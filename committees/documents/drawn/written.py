"""A report in its own words: its sections as they were written, with its pictures and notes. Nothing of it is numbered by us."""

from __future__ import annotations

import re
from typing import Any

from intentions.documents.paper.text import Facts
from portal.printing.insets import named_in
from portal.richtext.reading import read
from portal.richtext.tree import write

from ...models import Paper

NOTE = re.compile(r"^<p>\[Note (\d+)\]\s*(.*)</p>$", re.S)


def written(paper: Paper) -> list[Facts]:
    return [_section(section, at) for at, section in enumerate(paper.body, start=1)]


def _section(section: dict[str, str], at: int) -> Facts:
    return {"number": "", "heading": section["heading"], "id": f"s{at}", "quoted": "", "parts": [], "blocks": _blocks(section["text"], at)}


def _blocks(text: str, at: int) -> list[Facts]:
    blocks = [write([block]) for block in read(text)]
    notes = [NOTE.match(block) for block in blocks]
    if notes and all(notes):
        return [{"kind": "notes", "notes": [{"number": found[1], "html": found[2]} for found in notes if found]}]
    return [{"kind": "passage", "id": f"s{at}-{place}", "html": html} for place, html in enumerate(blocks, start=1)]


def insets(paper: Paper) -> Facts:
    """The pictures that the text names, each with its words; and the numbers of the notes there are."""
    if not paper.body:
        return {}
    text = "".join(section["text"] for section in paper.body)
    named = set(named_in(text))
    pictures = {str(one.number): _picture(one) for one in paper.pictures.order_by("number") if str(one.number) in named}
    notes = [note["number"] for section in written(paper) for block in section["blocks"] for note in block.get("notes", ())]
    return {"pictures": pictures, "notes": notes}


def _picture(picture: Any) -> Facts:
    return {
        "src": f"attachment:{picture.file.name}",
        "address": picture.get_absolute_url(),
        "alt": "" if picture.is_decorative else picture.alt,
        "millimetres": picture.millimetres,
    }


def undescribed(paper: Paper) -> list[int]:
    """The numbers of the pictures that the text names and nobody has described."""
    named = set(named_in("".join(section["text"] for section in paper.body)))
    return [one.number for one in paper.pictures.order_by("number") if str(one.number) in named and not one.is_described]


def lacking(paper: Paper) -> list[str]:
    said = [] if any(section["text"] for section in paper.body) else ["Write the report, or bring it in from Word."]
    said += [f"Give section {at} a heading." for at, one in enumerate(paper.body, start=1) if one["text"] and not one["heading"]]
    return said + [f"Say in words what picture {number} shows, or that it only decorates." for number in undescribed(paper)]
