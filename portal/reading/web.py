"""Web pages: headings, lists, tables and quotations by their tags; what a browser does not show is left out and named."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from . import numbers, outline, refusals
from .collecting import Collected
from .lettering import private
from .source import FURNITURE, HEADING, ITEM, PARAGRAPH, Cell, Change, Look, Source

SILENT = ("script", "style", "template", "noscript", "head", "iframe", "object", "svg", "form", "button", "select", "input")
FRAME = ("nav", "header", "footer", "aside")
BLOCKS = (
    *("p", "div", "section", "article", "main", "blockquote", "pre", "address", "dl", "dt", "dd", "figure", "figcaption", "center"),
    *("fieldset", "body", "details", "summary"),
)
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all", re.I)
BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.I)
STRUCK = re.compile(r"text-decoration[^;]*line-through", re.I)
DATA = re.compile(r"\s*data:image/[\w.+-]+;base64,", re.I)
DEEPEST, MOST_SPAN = 150, 200


def read_html(text: str, name: str) -> Source:
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError) as fault:
        raise refusals.damaged(name) from fault
    return _Page(name).read(root)


class _Page:
    def __init__(self, name: str) -> None:
        self.collected = Collected(name, "html")
        self.words: list[str] = []
        self.changes: list[Change] = []
        self.bold = self.letters = 0

    def read(self, root: etree._Element) -> Source:
        body = root.find("body")
        self._walk(root if body is None else body, 0, 0)
        self._close(PARAGRAPH)
        self.collected.source.pages = 1
        return outline.marked(self.collected.source)

    def _walk(self, element: etree._Element, depth: int, level: int, *, is_bold: bool = False) -> None:
        if depth > DEEPEST:
            raise refusals.too_deep(self.collected.source.name)
        self._say(element.text, is_bold)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, depth + 1, level, is_bold=is_bold)
            self._say(child.tail, is_bold)

    def _child(self, child: etree._Element, depth: int, level: int, *, is_bold: bool) -> None:
        tag, style = child.tag.lower(), child.get("style") or ""
        if tag in SILENT or child.get("hidden") is not None or HIDDEN.search(style):
            if tag not in SILENT and "".join(child.itertext()).strip():
                self.collected.source.leave_out("hidden words")
        elif tag in ("del", "s", "strike") or STRUCK.search(style):
            self.changes.append(Change(False, "".join(child.itertext())))
        elif tag == "br":
            self._say("\n", is_bold)
        elif tag == "img":
            self._close(PARAGRAPH)
            self.collected.add_picture(_bytes(child.get("src") or ""), child.get("alt") or "", line=child.sourceline or 0)
        elif tag == "table":
            self._close(PARAGRAPH)
            self._table(child)
        elif tag in ("ul", "ol"):
            self._close(PARAGRAPH)
            self._list(child, depth, level + 1)
        elif tag in FRAME:
            self._apart(child, FURNITURE, depth, why=f"the page's {tag}")
        elif re.fullmatch(r"h[1-6]", tag):
            self._apart(child, HEADING, depth, level=int(tag[1]), why=f"a heading <{tag}>")
        elif tag in BLOCKS:
            self._apart(child, PARAGRAPH, depth)
        else:
            self._walk(child, depth, level, is_bold=is_bold or tag in ("b", "strong") or bool(BOLD.search(style)))

    def _apart(self, element: etree._Element, kind: str, depth: int, *, level: int = 0, why: str = "") -> None:
        self._close(PARAGRAPH)
        self._walk(element, depth, 0, is_bold=kind == HEADING)
        self._close(kind, line=element.sourceline or 0, level=level, why=why)

    def _list(self, element: etree._Element, depth: int, level: int) -> None:
        start = element.get("start") or "1"
        count = int(start) if start.lstrip("-").isdigit() else 1
        for child in element:
            if child.tag == "li":
                number = f"{numbers.shown(count, element.get('type') or '1')}." if element.tag == "ol" else ""
                self._walk(child, depth, level)
                self._close(ITEM, line=child.sourceline or 0, level=level, number=number, why="a list")
                count += 1
            elif isinstance(child.tag, str):
                self._child(child, depth, level, is_bold=False)

    def _say(self, text: str | None, is_bold: bool) -> None:
        if text:
            self.words.append(private(text) if text != "\n" else text)
            self.letters += len(text.strip())
            self.bold += len(text.strip()) if is_bold else 0

    def _close(self, kind: str, *, line: int = 0, level: int = 0, number: str = "", why: str = "") -> None:
        """What was said until here is a block."""
        text = re.sub(r"[ \t\r\f]*\n[ \t\r\f\n]*", " ", "".join(self.words)).strip()
        if text or self.changes:
            marked = numbers.parted(text) if kind in (PARAGRAPH, HEADING) else numbers.Marked("", False, text)
            found = ITEM if kind == PARAGRAPH and marked.is_item and not numbers.is_of_outline(marked.number or "-") else kind
            look = Look(self.letters > 0 and self.bold >= 0.95 * self.letters, False, text.isupper())
            facts = {"line": line, "level": level, "number": number or marked.number, "why": why}
            self.collected.add(found, marked.text or text, look=look, changes=self.changes, **facts)
        self.words, self.changes, self.bold, self.letters = [], [], 0, 0

    # ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _table(self, table: etree._Element) -> None:
        grid: dict[tuple[int, int], Cell] = {}
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for at, row in enumerate(rows):
            column = 0
            for element in row:
                if element.tag in ("td", "th"):
                    while (at, column) in grid:
                        column += 1
                    column += _lay(
                        grid,
                        at,
                        column,
                        Cell(_cell_text(element), _span(element, "colspan"), _span(element, "rowspan"), is_heading=element.tag == "th"),
                    )
        width = max((column for _, column in grid), default=-1) + 1
        self.collected.add_table(
            [[grid.get((at, place), Cell()) for place in range(width)] for at in range(len(rows))], line=table.sourceline or 0
        )


def _bytes(address: str) -> bytes | None:
    """Of a picture that is written into the page itself; what is elsewhere is not fetched."""
    found = DATA.match(address)
    try:
        return b64decode(unquote(address[found.end() :]), validate=False) if found else None
    except ValueError:
        return b""


def _lay(grid: dict[tuple[int, int], Cell], row: int, column: int, cell: Cell) -> int:
    for at in range(row, row + cell.rows):
        for place in range(column, column + cell.columns):
            grid[(at, place)] = cell if (at, place) == (row, column) else Cell(of=(row, column))
    return cell.columns


def _span(element: etree._Element, name: str) -> int:
    said = element.get(name) or "1"
    return max(1, min(MOST_SPAN, int(said))) if said.isdigit() else 1


def _cell_text(element: etree._Element) -> str:
    """A line for each paragraph and each bullet."""
    return "\n".join(line for line in (" ".join(part.split()) for part in "".join(_cell_words(element)).split("\n")) if line)


def _cell_words(element: etree._Element) -> Iterator[str]:
    yield (element.text or "").replace("\n", " ")
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag and tag not in (*SILENT, "del", "s", "strike"):
            yield (
                "\n• " if tag == "li" else "\n" if tag in (*BLOCKS, "br", "tr", "ul", "ol", "table") else " " if tag in ("td", "th") else ""
            )
            yield from _cell_words(child)
            yield "\n" if tag in (*BLOCKS, "li") else ""
        yield (child.tail or "").replace("\n", " ")
