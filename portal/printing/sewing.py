"""Sew bound gatherings into one file: what stands in memory is one gathering and the lists of all.

The numbers of objects are moved on as they are written. Catalogue, top of the tags, bookmarks and names are made anew over all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, BinaryIO

import pikepdf
from pikepdf import String

from .objects import Objects, with_entry

CATALOG, PAGES, TREE, TOP, OWNERS, OUTLINES, INFO, METADATA = range(1, 9)  # numbers of what is made anew
TOKEN = re.compile(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>|/[^\s()<>\[\]{}/%]*|(?<![\d.])(\d+) 0 R\b", re.DOTALL)
LENGTH = re.compile(rb"/Length \d+")
Move = Callable[[bytes], bytes]


class Sewer:
    def __init__(self, out: BinaryIO):
        self.objects = Objects(out, METADATA + 1)
        self.pages: list[bytes] = []  # references of each gathering's tree of pages
        self.parts: list[bytes] = []  # of papers in the tag tree
        self.owners: list[bytes] = []
        self.names: dict[bytes, bytes] = {}
        self.ids: dict[bytes, bytes] = {}
        self.looks: dict[bytes, bytes] = {}
        self.bookmarks: list[tuple[int, int]] = []  # (first, last) of each gathering
        self.waiting: bytes | None = None  # the last bookmark, until the one after it is known
        self.intents = b""
        self.count = self.marked = self.owned = 0

    def add(self, part: pikepdf.Pdf) -> None:
        """All of a gathering; what belongs to the file as a whole is remembered for the end."""
        root: Any = part.Root
        tree, outlines = root.StructTreeRoot, root.Outlines
        made_anew = {_number(tree): TREE, _number(tree.K[0]): TOP, _number(outlines): OUTLINES}
        left_out = {*made_anew, *map(_number, (root, root.Metadata, part.docinfo, tree.ParentTree))}
        base = self.objects.take(max(thing.objgen[0] for thing in part.objects)) - 1
        move = moved_by(base, made_anew)
        self._remember(root, tree, move)
        known = {_number(root.Pages): b"/Parent %d 0 R" % PAGES}
        if self.waiting is not None:
            known[_number(outlines.First)] = b"/Prev %d 0 R" % self.bookmarks[-1][1]
            self.objects.add(self.bookmarks[-1][1], with_entry(self.waiting, b"/Next %d 0 R" % (base + _number(outlines.First))))
        self.bookmarks.append((base + _number(outlines.First), base + _number(outlines.Last)))
        for thing in part.objects:
            if _number(thing) not in left_out:
                self._carry(thing, base + _number(thing), move, known.get(_number(thing), b""))

    def _carry(self, thing: Any, number: int, move: Move, entry: bytes) -> None:
        if isinstance(thing, pikepdf.Stream):
            self.objects.add_stream(number, LENGTH.sub(b"", move(thing.stream_dict.unparse()), count=1), thing.read_raw_bytes())
            return
        body = move(thing.unparse(resolved=True))
        body = with_entry(body, entry) if entry else body
        if number == self.bookmarks[-1][1]:
            self.waiting = body
        else:
            self.objects.add(number, body)

    def _remember(self, root: Any, tree: Any, move: Move) -> None:
        self.pages.append(move(root.Pages.unparse()))
        self.count += int(root.Pages.Count)
        self.parts += [move(part.unparse()) for part in tree.K[0].K]
        self.owners += [move(_plain(one)) for one in tree.ParentTree.Nums]
        self.owned = int(tree.ParentTreeNextKey)
        self.names |= _listed(root.Names.Dests.get("/Names"), move)
        self.ids |= _listed(tree.IDTree.get("/Names"), move)
        self.looks |= {name.encode(): move(_plain(look)) for name, look in tree.get("/ClassMap", {}).items()}
        self.marked += int(root.Outlines.Count)
        self.intents = self.intents or move(_plain(root.OutputIntents))

    def finish(self, *, lang: str, first_page: int, about: bytes, metadata: bytes) -> None:
        """What is over all: `about` is the dictionary of title and producer."""
        if self.waiting is not None:
            self.objects.add(self.bookmarks[-1][1], self.waiting)
        (first, _), (_, last) = self.bookmarks[0], self.bookmarks[-1]
        self.objects.add(CATALOG, self._catalog(lang, first_page))
        self.objects.add(PAGES, b"<< /Type /Pages /Kids [ %b ] /Count %d >>" % (b" ".join(self.pages), self.count))
        self.objects.add(TREE, self._tree())
        self.objects.add(TOP, b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %b ] >>" % (TREE, b" ".join(self.parts)))
        self.objects.add(OWNERS, b"<< /Nums [ %b ] >>" % b" ".join(self.owners))
        self.objects.add(OUTLINES, b"<< /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, self.marked))
        self.objects.add(INFO, about)
        self.objects.add_stream(METADATA, b"<< /Type /Metadata /Subtype /XML >>", metadata)
        self.objects.end(CATALOG, INFO)

    def _catalog(self, lang: str, first_page: int) -> bytes:
        references = b"/Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R /Metadata %d 0 R" % (PAGES, TREE, OUTLINES, METADATA)
        shown = b"/Lang %b /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /PageMode /UseOutlines"
        labels = b"/PageLabels << /Nums [ 0 << /S /D /St %d >> ] >>" % first_page
        names = b"/OutputIntents %b /Names << /Dests << /Names [ %b ] >> >>" % (self.intents, _sorted(self.names))
        return b"<< /Type /Catalog %b %b %b %b >>" % (references, shown % String(lang).unparse(), labels, names)

    def _tree(self) -> bytes:
        looks = b"/ClassMap << %b >>" % b" ".join(b"%b %b" % one for one in self.looks.items()) if self.looks else b""
        lists = b"/ParentTree %d 0 R /ParentTreeNextKey %d /IDTree << /Names [ %b ] >>" % (OWNERS, self.owned, _sorted(self.ids))
        return b"<< /Type /StructTreeRoot /K [ %d 0 R ] %b %b >>" % (TOP, lists, looks)


def moved_by(base: int, made_anew: dict[int, int]) -> Move:
    """A body with each reference moved on by `base`, and those to what is made anew led there; strings and names stay."""

    def replace(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        number = int(found[1])
        return b"%d 0 R" % (made_anew.get(number) or base + number)

    return lambda body: TOKEN.sub(replace, body)


def _number(thing: Any) -> int:
    number: int = thing.objgen[0]
    return number


def _plain(thing: Any) -> bytes:
    return thing.unparse() if isinstance(thing, pikepdf.Object) else b"%d" % thing


def _listed(items: Any, move: Move) -> dict[bytes, bytes]:
    """Names and what they stand for, the names as bytes to sort by."""
    listed = list(items or [])
    return {bytes(name): move(value.unparse()) for name, value in zip(listed[::2], listed[1::2], strict=True)}


def _sorted(listed: dict[bytes, bytes]) -> bytes:
    return b" ".join(b"<%b> %b" % (name.hex().encode(), listed[name]) for name in sorted(listed))
