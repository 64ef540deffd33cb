"""What a style makes of a paragraph: its outline level, its list, how it looks, with all that it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from .names import W, is_on, number, value

HEADINGS = re.compile(r"^(?:heading|pennawd|überschrift|titre) ?(\d)$", re.I)
DEEPER = re.compile(r"^list (?:bullet|number) (\d)$", re.I)
DEEPEST = 12  # styles based on styles


@dataclass
class Style:
    name: str = ""
    level: int = 0  # of a heading, from one; nought for none
    is_bold: bool = False
    is_caps: bool = False
    is_hidden: bool = False
    size: float = 0.0
    list: tuple[str, int] | None = None  # numId and level
    is_list: bool = False


class Styles:
    def __init__(self, tree: etree._Element | None) -> None:
        found = [] if tree is None else list(tree.iter(f"{W}style"))
        self.elements = {value(one, "styleId"): one for one in found}
        paragraphs = [one for one in found if value(one, "type") == "paragraph" and one.get(f"{W}default") == "1"]
        self.default = value(paragraphs[0], "styleId") if paragraphs else ""
        self.known: dict[str, Style] = {}
        defaults = None if tree is None else tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        self.size = number(value(defaults), 22) / 2

    def of(self, style_id: str) -> Style:
        style_id = style_id or self.default
        if style_id not in self.known:
            self.known[style_id] = self._read(style_id, DEEPEST)
        return self.known[style_id]

    def _read(self, style_id: str, left: int) -> Style:
        element = self.elements.get(style_id)
        if element is None or left == 0:
            return Style(size=self.size)
        based = value(element.find(f"{W}basedOn"))
        style = Style(**vars(self._read(based, left - 1))) if based else Style(size=self.size)
        style.name = value(element.find(f"{W}name"))
        _lay_over(style, element)
        named = HEADINGS.match(style.name)
        style.level = int(named[1]) if named else 1 if style.name.lower() == "title" else style.level
        if style.list and (deeper := DEEPER.match(style.name)):
            style.list = (style.list[0], int(deeper[1]) - 1)
        style.is_list = style.is_list or style.name.lower().startswith("list")
        return style


def _lay_over(style: Style, element: etree._Element) -> None:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    if paragraph is not None:
        outline, numbered = paragraph.find(f"{W}outlineLvl"), paragraph.find(f"{W}numPr")
        if outline is not None:
            level = number(value(outline), 9)
            style.level = level + 1 if level < 9 else 0
        if numbered is not None:
            style.list = (value(numbered.find(f"{W}numId")), number(value(numbered.find(f"{W}ilvl"))))
    if run is not None:
        bold, caps, size, hidden = (run.find(f"{W}{name}") for name in ("b", "caps", "sz", "vanish"))
        style.is_bold = is_on(bold) if bold is not None else style.is_bold
        style.is_caps = is_on(caps) if caps is not None else style.is_caps
        style.is_hidden = is_on(hidden) if hidden is not None else style.is_hidden
        style.size = number(value(size)) / 2 if size is not None else style.size
