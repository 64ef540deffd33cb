"""Bind printed papers into one pack: one page numbering, contents, bookmarks, links between papers, one tag tree.

Nothing is laid out again but the front matter. A link to another paper is written pack:key or pack:key#id and resolved
here. No clock, no chance: the same papers give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from . import finishing, pdf, refusals
from .binder import Binder
from .drawing import render_html
from .fronts import Entry, entries_of, with_pages
from .prints import Print

FRONT = "front"
FIRST_GUESS, TRIES = 3, 5  # pages of front matter: a cover, an agenda, the contents


@dataclass(frozen=True)
class Paper:
    key: str
    title: str
    line: str  # at the head of its pages: item, part and marking
    pdf: bytes
    sections: Sequence[Sequence[Any]] = ()  # (id, words, page) of its second-level headings


def bind(papers: list[Paper], template: str, facts: dict[str, Any], *, title: str) -> Print:
    """The pack, checked, with the place of each paper in it."""
    sources = [pikepdf.open(io.BytesIO(paper.pdf)) for paper in papers]
    front, entries, warnings = set_front(papers, [len(source.pages) for source in sources], template, facts, title)
    binder = Binder()
    for paper, source in zip([front, *papers], [pikepdf.open(io.BytesIO(front.pdf)), *sources], strict=True):
        binder.add(paper.key, paper.title, source, line=paper.line)
    binder.finish()
    finishing.number_pages(binder.pdf, [finishing.Lines(str(facts.get("line", "")), line) for line in binder.lines])
    written, faults = finishing.save(binder.pdf, title=title, lang="en-GB", tables=None)
    places = [(entry.first_page, entry.last_page) for entry in entries]
    return Print(pdf=written, pages=len(binder.lines), faults=faults, warnings=warnings, places=places)


def set_front(
    papers: list[Paper], counts: list[int], template: str, facts: dict[str, Any], title: str
) -> tuple[Paper, list[Entry], list[str]]:
    """The front matter with true page numbers, which depend on its own length: drawn again until that settles."""
    labels, front_pages = [(paper.key, paper.title, paper.sections) for paper in papers], FIRST_GUESS
    for _ in range(TRIES):
        entries = entries_of(labels, counts, front_pages)
        source = render_html(template, with_pages(facts, entries, front_pages + sum(counts)), title=title)
        rendered = pdf.render(source)
        with pikepdf.open(io.BytesIO(rendered.pdf)) as opened:
            pages = len(opened.pages)
        if pages == front_pages:
            return Paper(FRONT, title, str(facts.get("marking", "")), rendered.pdf), entries, rendered.warnings
        front_pages = pages
    raise refusals.press_stopped()
