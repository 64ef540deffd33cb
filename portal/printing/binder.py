"""The pack being bound: pages and tags are copied as they are, and only what must differ in the pack is touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from . import refusals

LANG = "en-GB"


@dataclass(frozen=True)
class Paper:
    key: str
    title: str
    line: str  # at the head of its pages: item, part and marking
    pdf: bytes
    sections: Sequence[Sequence[Any]] = ()  # (id, words, page) of its second-level headings
    read: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # what the checker read of its streams when it was printed
    lacking: Sequence[str] = ()  # letters that could not be printed in it, in words


class Binder:
    """`elsewhere` are names in other gatherings of the same pack, `taken` ids that stand there, `first_key` the keys they have used."""

    def __init__(self, *, elsewhere: Collection[str] = (), taken: Collection[str] = (), first_key: int = 0) -> None:
        self.elsewhere, self.taken, self.first_key = elsewhere, taken, first_key
        self.pdf = pikepdf.new()
        self.top = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self.lines: list[str] = []  # of each page
        self.pages: list[tuple[str, dict[Any, Any]]] = []  # of each page: its paper's key and parent tree
        self.titles: dict[str, str] = {}
        self.bookmarks: list[Any] = []
        self.names: dict[str, Any] = {}
        self.ids: dict[str, Any] = {}
        self.classes: dict[str, Any] = {}

    # ── Gather ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def carry(self, source: pikepdf.Pdf) -> Any:
        """All of a paper that goes into the pack, its pages without a place as yet."""
        return self.pdf.copy_foreign(source.make_indirect(carried(source)))

    def add(self, key: str, title: str, source: pikepdf.Pdf, copy: Any, *, line: str) -> None:
        first = len(self.pages)
        for page in source.pages:
            self.pdf.pages.append(page)
        self.titles[key] = title
        self.lines += [line] * len(source.pages)
        self.pages += [(key, dict(pairs(copy.Parents)))] * len(source.pages)
        head = self.pdf.pages[first].obj
        start = self.names[key] = Array([head, Name.XYZ, 0, head.MediaBox[3], 0])
        self.names.update((f"{key}.{name}", target) for name, target in pairs(copy.get("/Dests")))
        self._add_ids(key, copy)
        self._add_part(title, copy.Top)
        self._add_bookmark(title, copy.get("/Outlines"), start)

    def _add_ids(self, key: str, copy: Any) -> None:
        """Ids begin with a sign of the paper's content; only a paper bound twice needs new ones."""
        ids = {str(name): tag for name, tag in pairs(copy.get("/Ids"))}
        if self.ids.keys() & ids.keys() or any(name in self.taken for name in ids):
            rename_ids(copy.Top, f"{key}-")
            ids = {f"{key}-{name}": tag for name, tag in ids.items()}
        self.ids.update(ids)
        self.classes.update(dict(copy.get("/Classes", {}).items()))

    def _add_part(self, title: str, part: Any) -> None:
        part.S, part.P, part.T = Name.Part, self.top, String(title)
        self.top.K.append(part)

    def _add_bookmark(self, title: str, outline: Any, start: Array) -> None:
        """One closed bookmark a paper; the paper's only main heading does not stand below its title again."""
        if outline is None:
            outline = self.pdf.make_indirect(Dictionary())
        elif outline.First.objgen == outline.Last.objgen:
            outline = outline.First
        outline.Title, outline.Dest = String(title), start
        if "/Count" in outline:
            outline.Count = -abs(int(outline.Count))
        self.bookmarks.append(outline)

    # ── Finish ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def finish(self) -> None:
        """What needs all pages: keys of pages and links, targets, trees."""
        total = self.first_key + len(self.pages)
        owners: list[Any] = []
        links: list[Any] = []
        for index, (page, (key, parents)) in enumerate(zip(self.pdf.pages, self.pages, strict=True), self.first_key):
            owners += [index, parents[page.obj.StructParents]]
            page.obj.StructParents = index
            for link in page.obj.get("/Annots", []):
                links += [total + len(links) // 2, parents[link.StructParent]]
                link.StructParent = links[-2]
                self._aim(key, link)
        self._write_catalog(Array(owners + links))

    def _aim(self, key: str, link: Any) -> None:
        """Names get the paper's key in front, so links inside a paper still work; pack: links become such names."""
        if "/Dest" in link:
            link.Dest = String(f"{key}.{link.Dest}")
        elif "/A" in link and str(link.A.get("/URI", "")).startswith("pack:"):
            link.Dest = String(str(link.A.URI).removeprefix("pack:").replace("#", "."))
            del link["/A"]
        if "/Dest" in link and str(link.Dest) not in self.names and str(link.Dest) not in self.elsewhere:
            raise refusals.dead_link(self.titles[key], str(link.Dest))

    def _write_catalog(self, numbers: Array) -> None:
        root, new = self.pdf.Root, self.pdf.make_indirect
        tree = new(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array([self.top]),
                ParentTree=new(Dictionary(Nums=numbers)),
                ParentTreeNextKey=self.first_key + len(numbers) // 2,
                IDTree=name_tree(self.ids),
            )
        )
        if self.classes:
            tree.ClassMap = Dictionary(self.classes)
        self.top.P, root.StructTreeRoot = tree, tree
        root.Outlines = new(Dictionary(First=self.bookmarks[0], Last=self.bookmarks[-1], Count=len(self.bookmarks)))
        for bookmark in self.bookmarks:
            bookmark.Parent = root.Outlines
        for before, after in zip(self.bookmarks, self.bookmarks[1:], strict=False):
            before.Next, after.Prev = after, before
        root.Names = Dictionary(Dests=name_tree(self.names))


def carried(source: pikepdf.Pdf) -> Dictionary:
    """What leaves a paper with its pages."""
    root: Any = source.Root
    tree, names = root.StructTreeRoot, root.get("/Names", Dictionary())
    found = {
        "/Top": tree.K[0],
        "/Parents": tree.ParentTree.Nums,
        "/Ids": tree.get("/IDTree", Dictionary()).get("/Names"),
        "/Classes": tree.get("/ClassMap"),
        "/Outlines": root.get("/Outlines"),
        "/Dests": names.get("/Dests", Dictionary()).get("/Names"),
    }
    return Dictionary({key: value for key, value in found.items() if value is not None})


def names_of(key: str, source: pikepdf.Pdf) -> Iterator[str]:
    """Where links may lead in a paper, as they are called in the pack."""
    found: Any = source.Root
    yield key
    for name, _ in pairs(found.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names")):
        yield f"{key}.{name}"


def rename_ids(tag: Any, prefix: str) -> None:
    """The ids of a tag and of all below it, and of the heads its cells name."""
    if "/ID" in tag:
        tag.ID = String(f"{prefix}{tag.ID}")
    if "/A" in tag and "/Headers" in tag.A:
        tag.A.Headers = Array([String(f"{prefix}{head}") for head in tag.A.Headers])
    for kid in kids_of(tag):
        rename_ids(kid, prefix)


def kids_of(tag: Any) -> Iterator[Any]:
    kids: Iterable[Any] = tag.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid


def pairs(array: Any) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a flat number tree or name tree."""
    items = list(array or [])
    return zip(items[::2], items[1::2], strict=True)


def name_tree(values: dict[str, Any]) -> Dictionary:
    ordered = sorted((bytes(String(name)), String(name), value) for name, value in values.items())
    return Dictionary(Names=Array([thing for _, name, value in ordered for thing in (name, value)]))
