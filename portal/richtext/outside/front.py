"""The one reading of outside text: a page from any program, or plain words, into the shapes of `tree`, and what there is to tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import html

from ..reading import HEADINGS, parse, read_element
from ..refusals import MOST_BYTES_TYPED, MOST_TAGS, TooLarge
from ..tree import Block
from . import told as kinds
from .cells import say_colours
from .lists import make_lists
from .markup import only_tags
from .meaning import Meaning
from .sources import parted, plain, without_pictures
from .told import Told

FOREIGN = re.compile(r"<(?:span|font|div|o:p)\b|<(?:p|li|h\d)\b[^>]*\s(?:style|class)\s*=", re.I)
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST_LEVELS = 2


@dataclass(frozen=True)
class Read:
    """The blocks, and what could not be kept or was changed, in sentences."""

    blocks: tuple[Block, ...]
    told: list[str] = field(default_factory=list)


def read(source: str, *, is_pasted: bool = False) -> Read:
    """A page, or a part of one. Of what is pasted, a bullet drawn by hand is taken for a bullet; of what was typed it is not."""
    source, rules = parted(without_pictures(source))
    if len(source) > MOST_BYTES_TYPED or source.count("<") > MOST_TAGS:
        raise TooLarge
    told = Told()
    if TURNING.search(source):
        told.add(kinds.TURNED, "")
    document = parse(only_tags(plain(source)))
    Meaning(rules, told).read(document)
    _unframe(document)
    make_lists(document, guessing=is_pasted or bool(FOREIGN.search(source)))
    say_colours(document, rules, told)
    _tell_of_levels(document, told)
    return Read(read_element(document), told.sentences())


def _unframe(document: html.HtmlElement) -> None:
    """A table of one cell is a frame that Outlook draws: what is in it stands by itself, its headings too."""
    for table in list(document.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if len(cells) == 1 and table.getparent() is not None:
            for frame in (cells[0], *list(cells[0].iterancestors())):
                frame.drop_tag()
                if frame is table:
                    break


def _tell_of_levels(document: html.HtmlElement, told: Told) -> None:
    found = [element for element in document.iter(*HEADINGS) if element.text_content().strip()]
    levels = sorted({element.tag for element in found})
    for element in found:
        if element.tag in levels[MOST_LEVELS:]:
            told.add(kinds.LEVEL, element.text_content())
