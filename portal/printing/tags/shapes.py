"""The roles and attributes that PDF/UA asks for and WeasyPrint leaves out."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import Any, Protocol

import pydyf

from .reading import attribute_of, element_of, grid, role_of, rows_of, text_of

TABLE_ORDER = {"/Caption": 0, "/THead": 1, "/TFoot": 3}
PRINTS = 4  # a flag: PDF/A wants nothing on a page that is seen and not printed
NUMBERINGS = {"decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "disc", "circle", "square"}


class Tree(Protocol):
    """What a shape asks of the tree that its tag stands in."""

    objects: dict[bytes, Any]

    def add(self, role: str, kids: list[Any]) -> Any: ...

    def name(self, tag: Any, stem: str) -> Any: ...


def shape(tree: Tree, tag: Any) -> None:
    role, language = tag["S"], attribute_of(tag, "lang")
    if language and role != "/Document":
        tag["Lang"] = pydyf.String(language)
        if role == "/Span":  # a font may draw two letters with one base: what is read aloud is what was written
            tag["ActualText"] = pydyf.String(text_of(tag))
    if role in ("/NonStruct", "/Div") and any(isinstance(kid, tuple) for kid in tag.kids):
        tag["S"] = "/Span" if tag.is_inline else "/P"
    elif role in SHAPES:
        SHAPES[role](tree, tag)


def is_decoration(kid: Any) -> bool:
    """A picture with an empty text alternative says nothing: it is an artefact."""
    return role_of(kid) == "/Figure" and attribute_of(kid, "alt") == ""


def shape_link(tree: Tree, link: Any) -> None:
    """A link is described by its text, not by its address, and has one rectangle a line. An <a> that leads nowhere is a Span."""
    for kid in filter(role_of, link.kids):
        leave_out_rectangles(tree, kid)
    rectangles = list(filter(is_rectangle, link.kids))
    for rectangle in rectangles:
        tree.objects[rectangle["Obj"]].update({"Contents": pydyf.String(text_of(link)), "F": PRINTS})
    if not rectangles:
        link["S"] = "/Span"


def is_rectangle(kid: Any) -> bool:
    return isinstance(kid, dict) and "Obj" in kid


def leave_out_rectangles(tree: Tree, tag: Any) -> None:
    """WeasyPrint makes one more for bold words inside a link, which lies on the link's own."""
    for kid in filter(is_rectangle, tag.kids):
        tree.objects[kid["Pg"]]["Annots"].remove(kid["Obj"])
    tag.kids = [kid for kid in tag.kids if not is_rectangle(kid)]
    for kid in filter(role_of, tag.kids):
        leave_out_rectangles(tree, kid)


def shape_list(tree: Tree, items: Any) -> None:
    """A list says how it is numbered. A term and its descriptions are one item: label and body."""
    style = items.boxes[0].style["list_style_type"]
    if style in NUMBERINGS and element_of(items) != "dl":
        items["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/" + style.title().replace("-", "")})
    kids, items.kids = items.kids, []
    for kid in kids:
        if element_of(kid) == "dt":
            kid.kids[0]["S"] = "/Lbl"
        if element_of(kid) == "dd" and items.kids and element_of(items.kids[-1]) == "dt":
            items.kids[-1].kids += kid.kids
        else:
            items.kids.append(kid)


def shape_item(tree: Tree, item: Any) -> None:
    """A list item holds labels and one body, nothing else."""
    labels = [kid for kid in item.kids if role_of(kid) == "/Lbl"]
    rest = [kid for kid in item.kids if role_of(kid) != "/Lbl"]
    if not rest or [role_of(kid) for kid in rest] == ["/LBody"]:
        return
    for kid in rest:
        if role_of(kid) == "/LBody":
            kid["S"] = "/P"
    item.kids = [*labels, tree.add("/LBody", rest)]


def shape_table(tree: Tree, table: Any) -> None:
    """A table has an id, its head first and its foot last; head cells have a scope.

    Only where head cells span do cells name their heads one by one.
    """
    table.kids.sort(key=lambda kid: TABLE_ORDER.get(kid["S"], 2))
    tree.name(table, "table")
    rows = [row.kids for row in rows_of(table)]
    cells = list(chain.from_iterable(rows))
    for cell in cells:
        cell.pop("ID", None)
        cell.setdefault("A", pydyf.Dictionary({"O": "/Table"})).pop("Headers", None)
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = "/Row" if (attribute_of(cell, "scope") or "").startswith("row") else "/Column"
    if any(cell["S"] == "/TH" and {"ColSpan", "RowSpan"} & set(cell["A"]) for cell in cells):
        name_heads(tree, rows)


def name_heads(tree: Tree, rows: list[list[Any]]) -> None:
    columns: dict[int, list[Any]] = defaultdict(list)  # the heads above each column
    lasting: list[tuple[Any, int]] = []  # the heads of this row, with the rows they still cover
    for cells in grid(rows):
        lasting = [(name, left - 1) for name, left in lasting if left > 1]
        for cell, column, across, down in sorted(cells, key=lambda place: place[0]["S"] == "/TD"):
            over = range(column, column + across)
            if cell["S"] == "/TD":
                names = [name for name, _ in lasting] + [name for j in over for name in columns[j]]
                cell["A"]["Headers"] = pydyf.Array(dict.fromkeys(names))
            elif cell["A"]["Scope"] == "/Row":
                lasting.append((tree.name(cell, "head"), down))
            else:
                name = tree.name(cell, "head")
                for j in over:
                    columns[j].append(name)


SHAPES = {"/Link": shape_link, "/L": shape_list, "/LI": shape_item, "/Table": shape_table}
