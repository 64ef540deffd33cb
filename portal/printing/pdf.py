"""The one door to WeasyPrint: HTML in, tagged PDF out, nothing fetched that is not ours, no clock, no chance.

This runs in the child that prints one paper.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from . import finishing, layout, refusals, tags, writing
from .breaking import let_long_rows_break
from .columns import refuse_endless, set_columns
from .counting import count_from_start
from .drawing import render_html
from .engine import BODY_SIZE, engine, style_of
from .prints import Print, Rendered

SMALLEST_SIZE, STEP = 8.5, 0.5  # points
LOG = "weasyprint"
SECTION, TAGS = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL), re.compile(r"<[^>]*>")


def print_paper(template: str, facts: dict[str, Any], *, title: str) -> Print:
    """One paper, mended, numbered and checked. Same template, facts and title: same bytes."""
    source = render_html(template, facts, title=title)
    rendered = render(source, one_page=bool(facts.get("one_page")))
    lines = {"line": str(facts.get("line", "")), "marking": str(facts.get("marking", ""))}
    return finishing.finish(rendered, title=title, **lines, tables=count_tables(source), attached=facts.get("attached"))


def count_tables(source: str) -> int:
    return source.count("<table")


def render(source: str, *, one_page: bool = False, sheet: str = "") -> Rendered:
    """HTML to PDF with one tag an element. What `one_page` asks to fit is set smaller, down to a floor, or refused.

    `sheet` is a rule of the page that this document has alone.
    """
    weasyprint, key = engine(), f"p{hashlib.sha256(source.encode()).hexdigest()[:12]}"
    refuse_endless(source)
    source, letters = writing.marked(count_from_start(set_columns(let_long_rows_break(source))))
    faces, own = writing.faces_of(source), [weasyprint.CSS(string=sheet)] if sheet else []
    with _remembering_warnings() as warnings, _in_words(weasyprint):
        size = BODY_SIZE
        while True:
            styles, fonts = style_of(size, faces)
            laid_out = weasyprint.HTML(string=source, url_fetcher=weasyprint.OurFiles()).render(
                stylesheets=[styles, *own], font_config=fonts, pdf_tags=True, pdf_version="1.7"
            )
            if not one_page or len(laid_out.pages) == 1:
                break
            if size <= SMALLEST_SIZE:
                raise refusals.too_long_for_one_page(*layout.overflow(laid_out.pages))
            size -= STEP
        layout.refuse_overflow(laid_out.pages)
        written = laid_out.write_pdf(finisher=lambda _, pdf: tags.mend(pdf, key), pdf_tags=True, pdf_version="1.7")
    anchors: dict[str, int] = {}
    for number, page in enumerate(laid_out.pages, 1):
        for name in page.anchors:
            anchors.setdefault(name, number)
    return Rendered(written, anchors, sections_of(source, anchors), warnings, writing.in_words([*letters, *writing.warned(warnings)]))


def sections_of(source: str, anchors: dict[str, int]) -> list[tuple[str, str, int]]:
    found = ((unescape(name), " ".join(unescape(TAGS.sub("", words)).split())) for name, words in SECTION.findall(source))
    return [(name, words, anchors[name]) for name, words in found if name in anchors and words]


@contextmanager
def _in_words(weasyprint: Any) -> Iterator[None]:
    """WeasyPrint's troubles in words for the reader."""
    try:
        yield
    except weasyprint.urls.FatalURLFetchingError as stopped:
        raise stopped.__cause__ if isinstance(stopped.__cause__, refusals.CannotPrint) else refusals.press_stopped() from stopped
    except tags.TextCannotBeTagged as trouble:
        raise refusals.see_through_text() from trouble
    except RecursionError as trouble:
        raise refusals.too_deep() from trouble
    except MemoryError as trouble:
        raise refusals.too_much_memory() from trouble


class _Memory(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _remembering_warnings() -> Iterator[list[str]]:
    memory, logger = _Memory(), logging.getLogger(LOG)
    logger.addHandler(memory)
    try:
        yield memory.said
    finally:
        logger.removeHandler(memory)
