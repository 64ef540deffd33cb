"""Rules of pages: all that is painted is marked, each mark has one owner, links are tagged.

What a page paints is read once: a paper that was found whole hands on, under the sha256 of its bytes, what was read there,
and where the same bytes stand in a pack they are known by their hash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import pikepdf

from .catalog import text
from .file import File
from .rules import Fault

STRING = re.compile(rb"\((?:\\.|[^\\()])*\)")
CALLED_AS_A_MARK = re.compile(rb"/[A-Z]{0,3}(?:EMC|BDC|BMC)[A-Z]{0,3} ")  # fonts have six letters drawn by chance
OPENING = re.compile(rb"/(\w+)\s+(?:<<([^<>]*)>>\s*)?B[DM]C\s")
PAINTING = re.compile(rb"(?:^|\s)(T[jJ]|['\"]|Do|[fBb]\*?|[FSs]|sh|BI)(?=\s|$)")
TEXT = re.compile(rb"(?:^|\s)T[jJ](?=\s|$)")
EMPTY_BOX = re.compile(rb"<(?:[0-9a-fA-F]{4})*?0000(?:[0-9a-fA-F]{4})*>")  # glyph 0 stands for a letter no font has
MARK = re.compile(rb"/MCID\s+(\d+)")
UPLOAD = "/Upload"  # what `uploads.drawing` calls a page from elsewhere on its sheet
Read = tuple[int, int]  # of a stream: its marks, numbered from 0, each set once; whether it has text


def check(file: File, known: Mapping[str, Read], read: dict[str, Read]) -> Iterator[Fault]:
    """`known` is what was read before; what is read now and found whole is added to `read`."""
    items = file.items("/StructTreeRoot", "/ParentTree", "/Nums")
    owners: dict[Any, Any] = dict(items)
    uses: Counter[Any] = Counter()
    found: set[tuple[str, int]] = set()
    if len(owners) < len(items):
        yield Fault("owners", "list of owners", "a key stands twice")
    keys = Counter(file.objects[name].get("/StructParents") for name in file.pages)
    for number, (page, name) in enumerate(zip(file.pdf.pages, file.pages, strict=True), 1):
        entry, where = file.objects[name], f"page {number}"
        key = entry.get("/StructParents")
        uses[key] += 1
        if key is None or keys[key] > 1:
            yield Fault("page-key", where)
        content = Content(page.obj, known, read)
        yield from (Fault(rule, where, more) for rule, more in sorted(content.faults))
        if content.has_empty_box:
            yield Fault("no-letter", where)
        yield from check_marks(file, name, where, content, file.at(owners.get(key), []))
        if is_picture_of_a_page(file, page.obj, name, content):
            yield Fault("page-of-words", where)
        found.update((name, mark) for mark in content.marks)
        yield from check_links(file, entry, where, owners, uses)
    for key in {**owners, **uses}:
        if uses[key] != 1:
            yield Fault("owners", "list of owners", f"key {key} used {uses[key]} times")
    yield from (Fault("mark-exists", names[0]) for mark, names in file.marks.items() if mark not in found)


def check_marks(file: File, page: str, where: str, content: Content, owners: list[Any]) -> Iterator[Fault]:
    read = False
    for mark, times in content.marks.items():
        holders = file.marks.get((page, mark), [])
        read = read or bool(holders)
        if times > 1:
            yield Fault("mark-once", where, f"mark {mark}")
        if len(holders) != 1:
            yield Fault("mark-owner", where, f"mark {mark}")
        elif owners[mark : mark + 1] != holders:
            yield Fault("mark-parent", where, f"mark {mark}")
    if content.has_text and not read:
        yield Fault("text-tagged", where)


def is_picture_of_a_page(file: File, page: pikepdf.Object, name: str, content: Content) -> bool:
    """A page drawn elsewhere is painted on it: it is called so, or its one mark is a picture and paints a page."""
    drawn: Any = page.Resources.get("/XObject", {})
    if UPLOAD in drawn or len(content.marks) != 1:
        return UPLOAD in drawn
    owners = [file.tags[owner].role for owner in file.marks.get((name, next(iter(content.marks))), [])]
    return "/Figure" in owners and any(one.get("/Subtype") == "/Form" for one in drawn.values())


def check_links(file: File, entry: dict[str, Any], where: str, owners: dict[Any, Any], uses: Counter[Any]) -> Iterator[Fault]:
    annotations = file.at(entry.get("/Annots"), [])
    if annotations and entry.get("/Tabs") != "/S":
        yield Fault("tabs", where)
    for link in annotations:
        about = file.at(link)
        uses[about.get("/StructParent")] += 1
        yield from (Fault(rule, where) for rule in link_faults(file, link, about, owners))


def link_faults(file: File, link: Any, about: dict[str, Any], owners: dict[Any, Any]) -> Iterator[str]:
    if about.get("/Subtype") != "/Link":
        yield "annotation"
    holders = file.links.get(link, [])
    if len(holders) != 1 or owners.get(about.get("/StructParent")) != holders[0]:
        yield "link-tagged"
    elif file.tags[holders[0]].role != "/Link":
        yield "link-in-link"
    if not text(about.get("/Contents", "")).strip():
        yield "link-description"
    if text(file.at(about.get("/A"), {}).get("/URI", "")).startswith("pack:"):
        yield "link-open"


class Content:
    """What is painted on a page: how often each mark is set, and what is painted outside marks."""

    def __init__(self, page: pikepdf.Object, known: Mapping[str, Read], read: dict[str, Read]):
        self.marks: Counter[int] = Counter()
        self.faults: set[tuple[str, str]] = set()
        self.has_text = False
        self.has_empty_box = False
        for part in page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]:
            name = sha256(part.read_raw_bytes()).hexdigest()
            if name in known:
                self._take(known[name])
            elif found := self._scan(part.read_bytes()):
                read[name] = found

    def _take(self, found: Read) -> None:
        marks, has_text = found
        self.marks.update(range(marks))
        self.has_text = self.has_text or bool(has_text)

    def _scan(self, data: bytes) -> Read | None:
        """Read a stream; what was found in it, if it is whole and its marks are numbered as ours are."""
        before, faults = self.marks, len(self.faults)
        self.marks = Counter()
        has_text, self.has_text = self.has_text, False
        is_broken = bool(EMPTY_BOX.search(data))
        data = CALLED_AS_A_MARK.sub(b"/F ", data)
        self._read(STRING.sub(b"()", data) if b"(" in data else data)
        found = len(self.marks), int(self.has_text)
        is_whole = not is_broken and len(self.faults) == faults and self.marks == Counter(range(found[0]))
        self.has_empty_box = self.has_empty_box or is_broken
        self.marks, self.has_text = before + self.marks, has_text or self.has_text
        return found if is_whole else None

    def _read(self, data: bytes) -> None:
        pieces = data.split(b"EMC")
        for left, piece in zip(range(len(pieces) - 1, -1, -1), pieces, strict=True):
            opening = OPENING.search(piece)
            outside, inside = (piece[: opening.start()], piece[opening.end() :]) if opening else (piece, b"")
            if painted := PAINTING.search(outside):
                self.faults.add(("painted", painted[1].decode()))
            if b"BDC" in inside or b"BMC" in inside:
                self.faults.add(("nested", ""))
            if bool(opening) != bool(left):
                self.faults.add(("ends", ""))
            is_artefact = bool(opening and opening[1] == b"Artifact")
            if not is_artefact and TEXT.search(piece):
                self.has_text = True
            if opening and opening[2] and (mark := MARK.search(opening[2])):
                self.marks[int(mark[1])] += 1
