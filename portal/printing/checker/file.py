"""The file as plain Python, many times faster to walk than live PDF objects, and what one walk over the tag tree finds.

An object is known by its reference, "12 0 R". Text begins with "u:", a name with "/".
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import pikepdf

from .rules import Fault

CHILDREN = {
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/TR": {"/TH", "/TD"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TFoot": {"/TR"},
    "/Table": {"/Caption", "/THead", "/TBody", "/TFoot", "/TR"},
}
ONLY_IN = {
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TFoot": {"/Table"},
}
ROLES = {
    f"/{role}"
    for role in (
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
        "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form"
    ).split()
}


class Tag(NamedTuple):
    """A tag where the walk met it, in reading order."""

    name: str
    entry: dict[str, Any]
    role: str
    parent: str  # the role above
    part: int  # the paper it belongs to: its place among the children of the top

    @property
    def where(self) -> str:
        return f"{self.role[1:]} {self.name}"


class File:
    def __init__(self, pdf: pikepdf.Pdf, elsewhere: Collection[str] = ()):
        self.pdf, self.elsewhere = pdf, elsewhere
        plain = (b'"%d %d R":' % thing.objgen + thing.to_json(dereference=True) for thing in pdf.objects if not is_stream(thing))
        self.objects: dict[str, Any] = json.loads(b"{" + b",".join(plain) + b"}")
        self.pages = [reference(page.obj) for page in pdf.pages]
        self.root = self.objects[reference(pdf.Root)]
        self.tree = self.at(self.root.get("/StructTreeRoot"), {})
        self.role_map: dict[str, str] = self.at(self.tree.get("/RoleMap"), {})
        self.faults: list[Fault] = []
        self.tags: dict[str, Tag] = {}  # in reading order
        self.marks: dict[tuple[str, int], list[str]] = defaultdict(list)  # (page, mark) -> tags that own it
        self.links: dict[str, list[str]] = defaultdict(list)  # annotation -> tags that hold it
        self.ids: Counter[str] = Counter()
        tops = self.kids(self.tree)
        for top in tops:
            self._walk(top, self.root.get("/StructTreeRoot"), "", 0)
        self.parts = [name for top in tops for name in self.kids(self.objects.get(top, {})) if name in self.tags] if tops else []

    # ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def at(self, value: Any, default: Any = None) -> Any:
        """What stands behind a reference, or the value itself."""
        found = self.objects.get(value, value) if isinstance(value, str) else value
        return default if found is None else found

    def kids(self, entry: dict[str, Any]) -> list[Any]:
        if "/K" not in entry:
            return []
        kids = self.at(entry["/K"], [])
        return kids if isinstance(kids, list) else [entry["/K"]]

    def items(self, *path: str) -> list[tuple[Any, Any]]:
        """Keys and values of a flat name tree or number tree."""
        node: Any = self.root
        for step in path:
            node = self.at(node.get(step), {}) if isinstance(node, dict) else {}
        listed = node or []
        return list(zip(listed[::2], listed[1::2], strict=False))

    def attributes(self, entry: dict[str, Any]) -> dict[str, Any]:
        found = self.at(entry.get("/A"), {})
        return found if isinstance(found, dict) else {}

    def below(self, name: str) -> Iterator[Tag]:
        """The tags under a tag, in reading order."""
        for kid in self.kids(self.tags[name].entry):
            if isinstance(kid, str) and kid in self.tags:
                yield self.tags[kid]
                yield from self.below(kid)

    # ── The walk ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _walk(self, name: str, parent: Any, role_above: str, part: int) -> None:
        entry = self.objects[name]
        tag = Tag(name, entry, str(entry.get("/S", "/None")), role_above, part)
        if name in self.tags:
            self.faults.append(Fault("place", tag.where))
            return
        self.tags[name] = tag
        if entry.get("/P") != parent:
            self.faults.append(Fault("parent", tag.where))
        if tag.role not in ROLES and tag.role not in self.role_map:
            self.faults.append(Fault("role", tag.where))
        below, above = CHILDREN.get(role_above), ONLY_IN.get(tag.role)
        if (below and tag.role not in below) or (above and role_above not in above):
            self.faults.append(Fault("nesting", tag.where, f"in {role_above[1:] or 'nothing'}"))
        if "/ID" in entry:
            self.ids[entry["/ID"]] += 1
        for place, kid in enumerate(self.kids(entry)):
            if type(kid) is int:  # most kids are marks on the tag's own page
                self.marks[entry.get("/Pg", ""), kid].append(name)
            else:
                self._visit(tag, kid, part if role_above else place)

    def _visit(self, tag: Tag, kid: Any, part: int) -> None:
        item = self.at(kid)
        kind = item.get("/Type")
        if kind == "/MCR":
            self.marks[item.get("/Pg", tag.entry.get("/Pg", "")), item["/MCID"]].append(tag.name)
        elif kind == "/OBJR":
            self.links[item["/Obj"]].append(tag.name)
        else:
            self._walk(kid, tag.name, tag.role, part)


def is_stream(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream)


def reference(thing: pikepdf.Object) -> str:
    number, generation = thing.objgen
    return f"{number} {generation} R"
