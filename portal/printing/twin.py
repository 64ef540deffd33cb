"""The HTML twin of a document: the same template and facts on the web, with the page numbers of the print.

It has no main heading of its own (the page around it has) and begins at the second level. In a pack each paper is a
section under its label, its headings one level lower, its ids under its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .drawing import WEB_FRAME, render_html
from .fronts import Entry, with_pages
from .models import ANNEX_TEMPLATE, Document, Part

NAMING = re.compile(r'(\s(?:id|for|headers|aria-labelledby|aria-describedby)=")([^"]*)(")')
LINK = re.compile(r'(\shref=")(#|pack:)([^"]*)(")')
HEADING = re.compile(r"h[2-5]")
BEFORE = {"p", "div", "section", "article", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "figure", "blockquote"}
INSIDE = {"li", "td", "th", "dt", "dd", "caption", "figcaption"}

Address = Callable[[str], str]  # of another paper of the pack, by its key
Beside = Callable[[str], str]  # HTML that stands before the paragraph with this id


def twin(
    document: Document,
    *,
    pack: Document | None = None,
    part: Part | None = None,
    address: Address | None = None,
    pdf: str = "",
    beside: Beside | None = None,
) -> SafeString:
    """The words of a paper, or of a pack with all its papers. With `pack`, a paper carries the pack's page marks (as its `part`).

    `address` gives the web address of another paper of the pack; without it, links to other papers are plain words. `pdf` is
    the address of the file whose pages the marks lead to; `beside` gives what stands before the paragraph with an id.
    """
    if document.is_pack:
        return _whole(document)
    part = part or (pack.parts.filter(document=document).first() if pack else None)
    marks = Marks(document, part, pack, pdf=pdf)
    return _wrapped(marks.opening() + Rewriting(marks=marks, address=address, beside=beside).of(_web(document)))


def front(pack: Document, parts: list[Part], *, address: Address) -> SafeString:
    """Cover, agenda and contents, each line leading to where its paper is read. Of the parts only their sections are read."""
    return _wrapped(_front(pack, parts, address))


def _whole(pack: Document) -> SafeString:
    parts = list(pack.parts.select_related("document").order_by("order"))
    return _wrapped(_front(pack, parts, lambda key: f"#{key}") + "".join(_section(part, pack) for part in parts))


def _front(pack: Document, parts: list[Part], address: Address) -> str:
    entries = [Entry(part.key, part.label, part.first_page or 0, part.last_page or 0, part.document.sections) for part in parts]
    facts = with_pages(pack.facts, entries if pack.is_ready else [], pack.pages or 0)
    return Rewriting(address=address).of(render_html(pack.template, facts, title=pack.title, frame=WEB_FRAME))


def _section(part: Part, pack: Document) -> str:
    marks = Marks(part.document, part, pack)
    words = Rewriting(marks=marks, prefix=f"{part.key}.", lower=True, address=lambda key: f"#{key}").of(_web(part.document))
    return format_html(
        '<section id="{}" aria-labelledby="{}-title"><h2 id="{}-title">{}</h2>{}{}</section>',
        part.key,
        part.key,
        part.key,
        part.label,
        mark_safe(marks.opening()),  # noqa: S308  made below, of numbers
        mark_safe(words),  # noqa: S308  the document's own HTML
    )


def _web(document: Document) -> str:
    return render_html(document.template, facts_of(document), title=document.title, frame=WEB_FRAME)


def facts_of(document: Document) -> dict[str, Any]:
    """What its template reads on the web: of a PDF from elsewhere, the words on each of its pages too."""
    return {**document.facts, "pages": document.words} if document.template == ANNEX_TEMPLATE else document.facts


def _wrapped(words: str) -> SafeString:
    return mark_safe(f'<div class="app-document">{words}</div>')  # noqa: S308  the document's own HTML


class Marks:
    """Where pages begin: "[page 12 of 316]" before the first anchor that stands on a page."""

    def __init__(self, document: Document, part: Part | None, pack: Document | None, *, pdf: str = ""):
        is_known = pack.is_ready if pack else document.is_ready
        self.before = (part.first_page or 1) - 1 if part else 0
        whole = pack or document
        self.total = whole.pages_before + (whole.pages or 0) if is_known else None
        self.pages: dict[str, int] = document.anchors if is_known else {}
        self.last, self.pdf, self.not_mine = 1, pdf, whole.pages_before

    def opening(self) -> str:
        return f'<p class="app-page-mark">{self._words(1)}</p>' if self.total else ""

    def at(self, anchor: str) -> str:
        """The mark that belongs to an anchor, if a page begins with it."""
        page = self.pages.get(anchor, 0)
        if page <= self.last:
            return ""
        self.last = page
        return self._words(page)

    def _words(self, page: int) -> str:
        said = f"[page {self.before + page} of {self.total}]"
        return f'<a href="{escape(self.pdf)}#page={self.before + page - self.not_mine}">{said}</a>' if self.pdf else said


class Rewriting(HTMLParser):
    """The HTML as it was, but for ids, links, heading levels and page marks."""

    def __init__(
        self,
        *,
        marks: Marks | None = None,
        prefix: str = "",
        lower: bool = False,
        address: Address | None = None,
        beside: Beside | None = None,
    ):
        super().__init__(convert_charrefs=False)
        self.beside = beside
        self.marks, self.prefix, self.is_lower, self.address = marks, prefix, lower, address
        self.written: list[str] = []

    def of(self, source: str) -> str:
        self.feed(source)
        self.close()
        return "".join(self.written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self.get_starttag_text() or ""
        anchor = dict(attrs).get("id") or ""
        mark = self.marks.at(anchor) if self.marks and anchor and tag in BEFORE | INSIDE else ""
        if mark and tag in BEFORE:
            self.written.append(f'<p class="app-page-mark">{mark}</p>')
        if self.beside and anchor and tag in BEFORE:
            self.written.append(self.beside(anchor))
        self.written.append(self._renamed(self._named(tag, start)))
        if mark and tag in INSIDE:
            self.written.append(f'<span class="app-page-mark">{mark}</span> ')

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{self._lowered(tag)}>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def _lowered(self, tag: str) -> str:
        return f"h{int(tag[1]) + 1}" if self.is_lower and HEADING.fullmatch(tag) else tag

    def _named(self, tag: str, start: str) -> str:
        return start if self._lowered(tag) == tag else f"<{self._lowered(tag)}{start[1 + len(tag) :]}"

    def _renamed(self, start: str) -> str:
        start = NAMING.sub(lambda found: found[1] + " ".join(self.prefix + name for name in found[2].split()) + found[3], start)
        return LINK.sub(self._aimed, start)

    def _aimed(self, found: re.Match[str]) -> str:
        """A link inside the paper keeps to it; one to another paper finds it, or is no link."""
        if found[2] == "#":
            return f"{found[1]}#{self.prefix}{found[3]}{found[4]}"
        if self.address is None:
            return ""
        key, _, inside = found[3].partition("#")
        target = self.address(key)
        if not inside:
            return f"{found[1]}{escape(target)}{found[4]}"
        joined = f"{target}.{inside}" if target.startswith("#") else f"{target}#{inside}"
        return f"{found[1]}{escape(joined)}{found[4]}"
