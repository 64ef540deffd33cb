"""Bind printed papers into one pack: one page numbering, contents, bookmarks, links between papers, one tag tree.

Nothing is laid out again but the front matter. A link to another paper is written pack:key or pack:key#id and resolved
here. No clock, no chance: the same papers give the same bytes.
"""

from __future__ import annotations

import io
from functools import lru_cache, partial
from typing import Any

import pikepdf

from . import finishing, gatherings, pdf, refusals, writing
from .binder import Binder, Paper, names_of
from .child import beside
from .drawing import load_templates, render_html
from .fronts import entries_of, with_pages
from .prints import Print

__all__ = ["Paper", "bind", "set_front", "warm_up"]
FRONT = "front"
SPECIMEN = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>A</title></head><body><main><h1>A</h1><h2 id="a">B</h2>'
    "<p>Words, <strong>strong</strong> and <em>stressed</em>.</p><ul><li>One</li></ul>"
    '<table><thead><tr><th scope="col">Head</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></main></body></html>'
)
FIRST_GUESS, TRIES = 3, 5  # pages of front matter: a cover, an agenda, the contents


def bind(papers: list[Paper], template: str, facts: dict[str, Any], *, title: str, before: int = 0) -> Print:
    """The pack, checked, with the place of each paper in it; its pages are numbered on from those `before`.

    Its front matter is set while the papers are copied.
    """
    sources = [pikepdf.open(io.BytesIO(paper.pdf)) for paper in papers]
    counts = [len(source.pages) for source in sources]
    if sum(counts) > gatherings.AT_ONCE:
        names = [name for paper, source in zip(papers, sources, strict=True) for name in names_of(paper.key, source)]
        del sources
        return _bind_long(papers, counts, names, template, facts, title, before)
    front_matter = beside(partial(set_front, papers, counts, template, facts, title, before))
    binder = Binder()
    copies = [binder.carry(source) for source in sources]
    front = front_matter()
    opened = pikepdf.open(io.BytesIO(front.pdf))
    binder.add(FRONT, title, opened, binder.carry(opened), line=str(facts.get("marking", "")))
    for paper, source, copy in zip(papers, sources, copies, strict=True):
        binder.add(paper.key, paper.title, source, copy, line=paper.line)
    binder.finish()
    finishing.number_pages(binder.pdf, [finishing.Lines(str(facts.get("line", "")), line) for line in binder.lines], before=before)
    known = {name: found for paper in papers for name, found in paper.read.items()}
    lacking = [*front.faults, *_lacking(papers, binder.lines, str(facts.get("line", "")))]
    written, verdict = finishing.save(binder.pdf, title=title, lang="en-GB", tables=None, known=known, lacking=lacking)
    return Print(
        pdf=written,
        pages=len(binder.lines),
        faults=[*lacking, *map(str, verdict.faults)],
        warnings=front.warnings,
        places=front.places,
        pages_before=before,
        held=(binder, sources, copies),
    )


def _bind_long(
    papers: list[Paper], counts: list[int], names: list[str], template: str, facts: dict[str, Any], title: str, before: int
) -> Print:
    """The same pack, so many pages at a time: its front matter first."""
    front = beside(partial(set_front, papers, counts, template, facts, title, before))()
    first = Paper(FRONT, title, str(facts.get("marking", "")), front.pdf)
    with pikepdf.open(io.BytesIO(front.pdf)) as opened:
        names += names_of(FRONT, opened)
    line = str(facts.get("line", ""))
    lacking = [*front.faults, *_lacking(papers, [first.line, *(paper.line for paper in papers)], line)]
    whole = gatherings.Whole(title, line, before, front.pages + sum(counts), frozenset(names), lacking)
    written, faults = gatherings.bind([first, *papers], [front.pages, *counts], whole)
    return Print(
        pdf=written, pages=whole.total, faults=[*lacking, *faults], warnings=front.warnings, places=front.places, pages_before=before
    )  # fmt: skip


def _lacking(papers: list[Paper], lines: list[str], line: str) -> list[str]:
    """Letters that stand nowhere in a font: in running lines, and in the papers as they were printed."""
    found = writing.in_words(writing.lacking("".join({*lines, line})))
    return [*found, *(f"{paper.title}: {words}" for paper in papers for words in paper.lacking)]


def set_front(papers: list[Paper], counts: list[int], template: str, facts: dict[str, Any], title: str, before: int) -> Print:
    """The front matter with true page numbers, which depend on its own length: drawn again until that settles."""
    labels, front_pages = [(paper.key, paper.title, paper.sections) for paper in papers], FIRST_GUESS
    for _ in range(TRIES):
        entries = entries_of(labels, counts, before + front_pages)
        source = render_html(template, with_pages(facts, entries, front_pages + sum(counts)), title=title)
        rendered = pdf.render(source)
        with pikepdf.open(io.BytesIO(rendered.pdf)) as opened:
            pages = len(opened.pages)
        if pages == front_pages:
            places = [(entry.first_page, entry.last_page) for entry in entries]
            return Print(pdf=rendered.pdf, pages=pages, faults=rendered.lacking, warnings=rendered.warnings, places=places)
        front_pages = pages
    raise refusals.press_stopped()


@lru_cache(maxsize=1)
def warm_up() -> None:
    """Print a page and bind it, for nobody to read: the children of this process find fonts, styles and templates at hand."""
    load_templates()
    rendered = pdf.render(SPECIMEN)
    page = finishing.finish(rendered, title="A", line="", marking="", tables=None)
    paper = Paper("a", "A", "A", page.pdf, page.sections)
    line = {"number": "1", "title": "A", "key": "a", "note": "", "marking": "Part 1"}
    front = {"body": "A", "when": "A", "where": "A", "marking": "A", "line": "A", "paragraphs": ["A"], "agenda": [line]}
    bind([paper], "documents/pack.html", front, title="A")
    set_front([paper], [1], "documents/pack.html", front, "A", 0)  # here too: what a child has learnt ends with it
