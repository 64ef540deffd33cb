"""The tags of a file still in memory, joined so that one HTML element has one tag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pydyf

from . import marks, shapes
from .reading import birth_of, role_of

GROUPS = {"/Document", "/Part", "/Art", "/Sect", "/BlockQuote"}  # hold other tags, never text


class TextCannotBeTagged(ValueError):
    """Text in a transparency group has no mark of its own: use a colour, not opacity."""


def mend(pdf: pydyf.PDF, key: str) -> None:
    """Join what WeasyPrint tagged once a page. `pdf` is what a WeasyPrint finisher is given.

    Paragraphs, lists, items, rows, cells and links that cross a page become one tag. A table head printed again
    becomes an artefact, and so does a margin box. Ids begin with `key`, so that papers can be bound without renaming.
    """
    tree = TagTree(pdf, key)
    tree.join(tree.top)
    for page in tree.pages:
        content = tree.objects[tree.objects[page]["Contents"]]
        tree.numbers[page] = marks.settle(content.stream, tree.artefacts[page])
    tree.write()


class TagTree:
    """tag.kids holds tags, link references, and (page, mark) for text."""

    def __init__(self, pdf: pydyf.PDF, key: str):
        self.pdf, self.key, self.pages = pdf, key, pdf.page_references
        self.objects = {thing.reference: thing for thing in pdf.objects}
        self.root = self.objects[pdf.catalog["StructTreeRoot"]]
        self.top = self.objects[self.root["K"][0]]
        self.artefacts: dict[bytes, set[int]] = defaultdict(set)  # page -> marks that are nobody's text
        self.owners: dict[bytes, dict[int, bytes]] = defaultdict(dict)  # page -> mark -> tag
        self.numbers: dict[bytes, dict[int, int]] = {}  # page -> old mark -> new mark
        self.links: dict[int, bytes] = {}
        self.ids: dict[str, bytes] = {}
        self.all = [thing for thing in pdf.objects if role_of(thing)]
        for tag in self.all:
            tag.kids = [(tag["Pg"], kid) if isinstance(kid, int) else self.objects[kid] for kid in tag["K"]]
        for page, found in getattr(self.top, "margins", ()):
            self.artefacts[self.pages[page]] |= found

    # ── Join ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def join(self, parent: Any) -> None:
        """From the top down: a tag whose box was seen before continues the earlier tag, or repeats it."""
        seen: dict[Any, Any] = {}
        kids: list[Any] = []
        for kid in self._without_line_spans(parent):
            twin = seen.get(birth_of(kid)) if birth_of(kid) else None
            if shapes.is_decoration(kid):
                self.drop(kid)
            elif role_of(kid) == "/L" and kids and role_of(kids[-1]) == "/LI":
                put_back(kid, kids[-1])
            elif twin is None:
                kids.append(kid)
                seen[birth_of(kid)] = kid
            else:
                self._continue(twin, kid)
        parent.kids = kids
        for kid in filter(role_of, kids):
            self.join(kid)

    def _continue(self, twin: Any, kid: Any) -> None:
        role = role_of(kid)
        if role == "/THead":  # printed again at the head of the next page
            self.drop(kid)
        elif role == "/TFoot":  # the last one printed stands at the end of the table
            self.drop(twin)
            twin.kids, twin.boxes = kid.kids, kid.boxes
        else:
            twin.kids += kid.kids
            twin.boxes += kid.boxes

    def _without_line_spans(self, parent: Any) -> Iterator[Any]:
        """Text hangs on its paragraph, not on a Span for each line."""
        for kid in parent.kids:
            is_line = role_of(kid) and not hasattr(kid, "boxes") and parent["S"] not in GROUPS
            yield from kid.kids if is_line else [kid]

    def drop(self, tag: Any) -> None:
        """All text below becomes an artefact; links below leave the page."""
        for kid in tag.kids:
            if isinstance(kid, tuple):
                self.artefacts[kid[0]].add(kid[1])
            elif role_of(kid):
                self.drop(kid)
            else:
                self.objects[kid["Pg"]]["Annots"].remove(kid["Obj"])

    # ── Write ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def write(self) -> None:
        """Put kids, parents, parent tree and ids back into the file; tags without a place are emptied."""
        self._write_tag(self.top, self.root)
        for tag in self.all:
            if not hasattr(tag, "is_written"):
                tag.clear()
        owners = [pydyf.Array(self.owners[page][mark] for mark in sorted(self.owners[page])) for page in self.pages]
        self.objects[self.root["ParentTree"]]["Nums"] = pydyf.Array(chain.from_iterable([*enumerate(owners), *sorted(self.links.items())]))
        if self.ids:
            names = ((pydyf.String(name), self.ids[name]) for name in sorted(self.ids))
            self.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(chain.from_iterable(names))})

    def _write_tag(self, tag: Any, parent: Any) -> None:
        shapes.shape(self, tag)
        tag.is_written, tag["P"], tag["K"] = True, parent.reference, pydyf.Array()
        home = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
        if home:
            tag["Pg"] = home
        else:
            tag.pop("Pg", None)
        for kid in tag.kids:
            if isinstance(kid, tuple):
                tag["K"].append(self._own(tag, home, *kid))
            else:
                tag["K"].append(kid.reference)
                if role_of(kid):
                    self._write_tag(kid, tag)
                else:
                    self.links[self.objects[kid["Obj"]]["StructParent"]] = tag.reference

    def _own(self, tag: Any, home: Any, page: bytes, old_mark: int) -> Any:
        """A mark on the tag's own page is a number; one on a later page names its page."""
        mark = self.numbers[page].get(old_mark)
        if mark is None:
            raise TextCannotBeTagged("text in a transparency group cannot be tagged")
        self.owners[page][mark] = tag.reference
        return mark if page == home else pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})

    # ── What shapes need ────────────────────────────────────────────────────────────────────────────────────────────
    def name(self, tag: Any, kind: str) -> pydyf.String:
        name = f"{self.key}-{kind}-{len(self.ids) + 1:04d}"
        tag["ID"], self.ids[name] = pydyf.String(name), tag.reference
        return tag["ID"]

    def add(self, role: str, kids: list[Any]) -> Any:
        tag = pydyf.Dictionary({"Type": "/StructElem", "S": role})
        self.pdf.add_object(tag)
        tag.kids = kids
        return tag


def put_back(inner: Any, item: Any) -> None:
    """WeasyPrint hangs a list inside an item behind that item: it goes back to its place in the item's text."""
    born = (birth_of(inner) or (0, ""))[0]
    after = (i for i, kid in enumerate(item.kids) if (birth_of(kid) or (0, ""))[0] > born)
    item.kids.insert(next(after, len(item.kids)), inner)
