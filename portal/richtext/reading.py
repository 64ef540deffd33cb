"""Reading HTML into the shapes of `tree`: what is not one of those shapes is either taken apart or left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, urlsplit

from lxml import html

from .numbers import FIGURES, OTHERS, STYLES, TYPES, can_carry, written
from .refusals import TooDeep
from .tables import table_of
from .tree import MARKS, Block, Item, List, Piece, Quote, Row, Run, Runs, Table, Words, join, words

Marks = tuple[str, ...]
DROPPED = frozenset(
    "applet area audio base canvas datalist del embed frame frameset head iframe img input link math map meta noembed"
    " noframes noscript object optgroup option param picture plaintext script select source style svg template"
    " textarea title track video xml xmp".split()
)
FORMATTING = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "sub": "sub", "sup": "sup"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
APART = frozenset(  # these begin and end a paragraph but are nothing themselves
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure footer form header"
    " hgroup hr html legend li main menu nav p pre search section summary tbody td tfoot th thead tr".split()
)
UNSEEN = re.compile(  # controls, soft hyphens, zero widths and marks that turn the direction of what follows
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
PIECES = re.compile(r"\s+|\S+")
LIST_STYLE = re.compile(r"(?<![-\w])list-style(?:-type)?:\s*([\w-]+)", re.I)
SCHEMES = frozenset({"http", "https", "mailto"})


def parse(source: str) -> html.HtmlElement:
    """The document as the parser sees it; never the network, never an entity of the document's own."""
    text = UNSEEN.sub("", source).encode("utf-8", "ignore")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    document = html.document_fromstring(b"<div>" + text + b"</div>", parser=parser)
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise TooDeep
    return document


def read(source: str) -> tuple[Block, ...]:
    """HTML as blocks, headings set in order."""
    return read_element(parse(source))


@lru_cache(maxsize=64)
def read_again(html: str) -> tuple[Block, ...]:
    """The same of a text that is read several times in a row, as where texts are laid over each other."""
    return tuple(read(html))


def read_element(element: html.HtmlElement) -> tuple[Block, ...]:
    return _levelled(_Page().take(element, ()).end())


def _levelled(blocks: list[Block]) -> tuple[Block, ...]:
    """The page has h1 and h2, so a text begins at h3: its highest level becomes h3, all lower ones h4, h3 first."""
    levels = [HEADINGS[block.tag] for block in blocks if isinstance(block, Words) and block.tag in HEADINGS]
    if not levels:
        return tuple(blocks)
    found: list[Block] = []
    seen = False
    for block in blocks:
        if isinstance(block, Words) and block.tag in HEADINGS:
            tag = "h4" if seen and HEADINGS[block.tag] > min(levels) else "h3"
            block, seen = replace(block, tag=tag), True
        found.append(block)
    return tuple(found)


class _Page:
    """Blocks in the making: words are gathered until something begins or ends a paragraph."""

    def __init__(self, *, inside: bool = False) -> None:
        self.inside = inside  # a list, a table or a quotation: no headings there
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []
        self.tag = "p"

    def end(self) -> list[Block]:
        self.close()
        return self.blocks

    def close(self) -> None:
        """End the paragraph. Two line breaks together end one too."""
        if self.tag == "p":
            runs = [join(part) for part in _split(self.pieces)]
        else:
            runs = [join(Piece(piece.text.replace("\n", " "), without(piece.marks, "strong")) for piece in self.pieces)]
        self.blocks += [Words(self.tag, part) for part in runs if part]
        self.pieces, self.tag = [], "p"

    def take(self, element: html.HtmlElement, marks: Marks) -> "_Page":
        self.say(element.text, marks)
        for child in element:
            if isinstance(child.tag, str):
                self.meet(child, marks)
            self.say(child.tail, marks)
        return self

    def say(self, text: str | None, marks: Marks) -> None:
        for piece in PIECES.findall(UNSEEN.sub("", text or "")):
            self.pieces.append(Piece(" ") if piece.isspace() else Piece(piece, marks))

    def meet(self, element: html.HtmlElement, marks: Marks) -> None:
        tag = element.tag.lower()
        if tag in DROPPED:
            return
        if tag == "br":
            self.pieces.append(Piece("\n"))
        elif tag in HEADINGS:
            self.head(element, tag, marks)
        elif tag in ("ul", "ol"):
            self.close()
            self.blocks += _lists_of(element, tag, marks)
        elif tag == "blockquote":
            inner = tuple(_Page(inside=True).take(element, marks).end())
            self.add(Quote(inner) if inner else None)
        elif tag == "table":
            self.tabulate(element, marks)
        elif tag in APART:
            self.close()
            self.take(element, marks).close()
        else:
            self.take(element, with_mark(marks, _mark(element, tag)))

    def head(self, element: html.HtmlElement, tag: str, marks: Marks) -> None:
        self.close()
        if self.inside:
            marks = with_mark(marks, "strong")
        else:
            self.tag = tag
        self.take(element, marks).close()

    def tabulate(self, element: html.HtmlElement, marks: Marks) -> None:
        """A table of one cell is a frame, not a table: only what stands in it is kept."""
        table = table_of(element, lambda cell: tuple(_Page(inside=True).take(cell, marks).end()), runs_in)
        only = _only_cell(table)
        self.close()
        self.blocks += only if only is not None else [table] if table else []

    def add(self, block: Block | None) -> None:
        self.close()
        if block:
            self.blocks.append(block)


def _only_cell(table: Table | None) -> tuple[Block, ...] | None:
    if not table or table.caption:
        return None
    rows: tuple[Row, ...] = table.head + table.body
    return rows[0].cells[0].blocks if len(rows) == 1 and len(rows[0].cells) == 1 else None


def _split(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each paragraph, parted where two or more line breaks stand together."""
    part: list[Piece] = []
    breaks = 0
    for piece in pieces:
        breaks = breaks + piece.text.count("\n") if piece.is_gap else 0
        if breaks == 2:
            yield part
            part = []
        part.append(piece)
    yield part


def _lists_of(element: html.HtmlElement, tag: str, marks: Marks) -> Iterator[Block]:
    """A list, or several where its numbers leap. What no list can carry stands as words; an item without words is none."""
    way = _way(element, tag)
    numbered = zip(_numbers(element), _items(element, marks), strict=True)
    found = [(number, blocks) for number, blocks in numbered if any(words(block) for block in blocks)]
    if way is None:
        yield from [List("ul", tuple(Item(tuple(blocks)) for _, blocks in found))] if found else []
    elif way in OTHERS:
        yield from (block for number, blocks in found for block in _said(OTHERS[way](number), blocks))
    else:
        for start, items in _runs(found):
            if can_carry(way, start, len(items)):
                yield List("ol", tuple(Item(tuple(blocks)) for blocks in items), start, way)
            else:
                yield from (block for at, blocks in enumerate(items, start) for block in _said(f"{written(way, at)}.", blocks))


def _items(element: html.HtmlElement, marks: Marks) -> list[list[Block]]:
    """What stands in a list outside any item joins the item before it."""
    items: list[list[Block]] = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag in DROPPED:
            continue
        page = _Page(inside=True)
        if child.tag == "li":
            items.append(page.take(child, marks).end())
            continue
        page.meet(child, marks)
        if items:
            items[-1] += page.end()
        else:
            items.append(page.end())
    return items


def _numbers(element: html.HtmlElement) -> list[int]:
    """The number of each item, as a browser counts."""
    children = [child for child in element if isinstance(child.tag, str) and child.tag not in DROPPED]
    items = [child for at, child in enumerate(children) if child.tag == "li" or at == 0]
    step = -1 if element.get("reversed") is not None else 1
    number = _whole(element.get("start"), len(items) if step < 0 else 1)
    found: list[int] = []
    for item in items:
        number = _whole(item.get("value"), number)
        found.append(number)
        number += step
    return found


def _whole(said: str | None, otherwise: int) -> int:
    said = (said or "").strip()
    return int(said) if re.fullmatch(r"-?[0-9]{1,4}", said) else otherwise


def _runs(found: list[tuple[int, list[Block]]]) -> list[tuple[int, list[list[Block]]]]:
    runs: list[tuple[int, list[list[Block]]]] = []
    for number, blocks in found:
        if runs and runs[-1][0] + len(runs[-1][1]) == number:
            runs[-1][1].append(blocks)
        else:
            runs.append((number, [blocks]))
    return runs


def _way(element: html.HtmlElement, tag: str) -> str | None:
    """How a list counts: a key of `TYPES` or `OTHERS`; None for one with bullets."""
    first = next((child for child in element if child.tag == "li"), None)
    for holder in (element, *([first] if first is not None else [])):
        found = LIST_STYLE.search(holder.get("style") or "")
        if found:
            style = found[1].lower()
            return STYLES.get(style, style if style in OTHERS else None)
    return TYPES.get((element.get("type") or "1").strip(), FIGURES) if tag == "ol" else None


def _said(mark: str, blocks: list[Block]) -> list[Block]:
    """The item with its mark as words."""
    first = blocks[0]
    if not isinstance(first, Words):
        return [Words("p", (Run(mark),)), *blocks]
    runs = first.runs
    led = (Run(f"{mark} {runs[0].text}"), *runs[1:]) if not runs[0].marks else (Run(f"{mark} "), *runs)
    return [replace(first, runs=led), *blocks[1:]]


def _mark(element: html.HtmlElement, tag: str) -> str:
    return f"a:{address(element.get('href', ''))}" if tag == "a" else FORMATTING.get(tag, "")


def with_mark(marks: Marks, mark: str) -> Marks:
    """One more mark, in the one order marks are nested; no link in a link, no sub in a sup."""
    kind = mark.partition(":")[0]
    held = {held.partition(":")[0] for held in marks}
    if not mark or mark == "a:" or kind in held or (kind in ("sub", "sup") and held & {"sub", "sup"}):
        return marks
    return tuple(sorted((*marks, mark), key=lambda each: MARKS.index(each.partition(":")[0])))


def without(marks: Marks, mark: str) -> Marks:
    return tuple(held for held in marks if held != mark)


def address(href: str) -> str:
    """A link's address if it is http, https or mailto and whole; otherwise nothing."""
    href = re.sub(r"[\t\r\n]", "", UNSEEN.sub("", href)).strip()
    try:
        found = urlsplit(href)
        whole = found.path if found.scheme == "mailto" else found.hostname
    except ValueError:
        return ""
    if found.scheme not in SCHEMES or not whole or (found.scheme != "mailto" and (found.username or found.password)):
        return ""
    return quote(href, safe="%/:=&?~#+!$,;'@()*[]-._")


def runs_in(element: html.HtmlElement) -> Runs:
    """All the words in an element as one line of runs (a caption)."""
    found: list[Run] = []
    for block in _Page(inside=True).take(element, ()).end():
        if isinstance(block, Words):
            found += ([Run(" ")] if found else []) + list(block.runs)
    pieces = [Piece(text, run.marks) for run in found for text in PIECES.findall(run.text)]
    return join(Piece(piece.text.replace("\n", " "), piece.marks) for piece in pieces)
