"""Rules of links and bookmarks: each leads to a page of this file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .catalog import text
from .file import File
from .rules import Fault


def check(file: File) -> Iterator[Fault]:
    pages = set(file.pages)
    names = dict(file.items("/Names", "/Dests", "/Names"))
    for name, target in names.items():
        if first(file.at(target)) not in pages:
            yield Fault("name-target", text(name))
    for number, page in enumerate(file.pages, 1):
        for link in map(file.at, file.at(file.objects[page].get("/Annots"), [])):
            to = link.get("/Dest")
            if isinstance(to, str) and to not in names and text(to) not in file.elsewhere:
                yield Fault("link-target", f"page {number}", text(to))
    yield from check_bookmarks(file, pages)


def check_bookmarks(file: File, pages: set[str]) -> Iterator[Fault]:
    waiting = [file.at(file.root.get("/Outlines"), {}).get("/First")]
    while waiting:
        entry = file.at(waiting.pop())
        if entry:
            waiting += [entry.get("/Next"), entry.get("/First")]
            words = text(entry.get("/Title", "")).strip()
            if not words:
                yield Fault("bookmark-words", "bookmark")
            if first(file.at(entry.get("/Dest"))) not in pages:
                yield Fault("bookmark-target", f"bookmark {words}")


def first(target: Any) -> Any:
    return target[0] if isinstance(target, list) and target else None
