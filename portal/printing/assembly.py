"""Bind printed papers into one pack: one page numbering, contents, bookmarks, links between papers, one tag tree.

Nothing is laid out again but the front matter. A link to another paper is written pack:key or pack:key#id and resolved
here. No clock, no chance: the same papers give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

import pikepdf

from . import finishing, pdf, refusals, writing
from .binder import Binder
from .child import beside
from .drawing import load_templates, render_html
from .fronts import entries_of, with_pages
from .prints import Print

FRONT = "front"
SPECIMEN = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>A</title></head><body><main><h1>A</h1><h2 id="a">B</h2>'
    "<p>Words, <strong>strong</strong> and <em>stressed</em>.</p><ul><li>One</li></ul>"
    '<table><thead><tr><th scope="col">Head</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></main></body></html>'
)
FIRST_GUESS, TRIES = 3, 5  # pages of front matter: a cover, an agenda, the contents


@dataclass(frozen=True)
class Paper:
    key: str
    title: str
    line: str  # at the head of its pages: item, part and marking
    pdf: bytes
    sections: Sequence[Sequence[Any]] = ()  # (id, words, page) of its second-level headings
    read: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # what the checker read of its streams when it was printed
    lacking: Sequence[str] = ()  # letters that could not be printed in it, in words


def bind(papers: list[Paper], template: str, facts: dict[str, Any], *, title: str, before: int = 0) -> Print:
    """The pack, checked, with the place of each paper in it; its pages are numbered on from those `before`.

    Its front matter is set while the papers are copied.
    """
    sources = [pikepdf.open(io.BytesIO(paper.pdf)) for paper in papers]
    counts = [len(source.pages) for source in sources]
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
    lacking = [*front.faults, *writing.in_words(writing.lacking("".join({*binder.lines, str(facts.get("line", ""))})))]
    lacking += [f"{paper.title}: {words}" for paper in papers for words in paper.lacking]
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
