"""Rules of the tag tree: headings, pictures, lists, links, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .catalog import is_language, text
from .file import ROLES, File, Tag
from .rules import Fault

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def check(file: File) -> Iterator[Fault]:
    yield from check_roles(file)
    yield from check_headings(file)
    for tag in file.tags.values():
        yield from check_tag(file, tag)
    yield from check_ids(file)


def check_roles(file: File) -> Iterator[Fault]:
    yield from (Fault("standard-role", role[1:]) for role in file.role_map if role in ROLES)


def check_headings(file: File) -> Iterator[Fault]:
    """Each paper begins with its one main heading; a level is never skipped on the way down."""
    levels: dict[int, list[int]] = {}
    is_bound = bool(file.parts) and all(file.tags[name].role == "/Part" for name in file.parts) and len(file.parts) > 1
    for tag in file.tags.values():
        if tag.role in HEADINGS:
            above = levels.setdefault(tag.part if is_bound else 0, [])
            level = int(tag.role[2])
            if above and level > above[-1] + 1:
                yield Fault("level", tag.where)
            above.append(level)
    for part in range(len(file.parts)) if is_bound else range(1):
        found, where = levels.get(part, []), f"paper {part}" if is_bound else "paper"
        if found.count(1) != 1:
            yield Fault("h1", where, f"{found.count(1)} found")
        elif found[0] != 1:
            yield Fault("first-heading", where)


def check_tag(file: File, tag: Tag) -> Iterator[Fault]:
    entry = tag.entry
    if "/Lang" in entry and not is_language(text(entry["/Lang"])):
        yield Fault("tag-language", tag.where)
    if tag.role in ("/P", "/Link", *HEADINGS) and not file.kids(entry):
        yield Fault("empty", tag.where)
    if tag.role in ("/Figure", "/Formula"):
        yield from check_alternative(tag)
    elif tag.role == "/LI":
        bodies = [kid for kid in file.kids(entry) if file.objects.get(kid, {}).get("/S") == "/LBody"]
        if len(bodies) != 1:
            yield Fault("item", tag.where)
    elif tag.role == "/Link":
        yield from check_link(file, tag)


def check_alternative(tag: Tag) -> Iterator[Fault]:
    words = (text(tag.entry.get("/Alt", "")) or text(tag.entry.get("/ActualText", ""))).strip()
    if not words:
        yield Fault("alternative", tag.where)
    elif FILE_NAME.fullmatch(words):
        yield Fault("alternative-words", tag.where)


def check_link(file: File, tag: Tag) -> Iterator[Fault]:
    links = [file.at(item["/Obj"]) for item in held_objects(file, tag) if item.get("/Type") == "/OBJR"]
    if not links:
        yield Fault("link-tag", tag.where)
    elif any(ADDRESS.fullmatch(text(file.at(link.get("/Contents"), "")).strip()) for link in links):
        yield Fault("link-words", tag.where)


def held_objects(file: File, tag: Tag) -> Iterator[dict[str, Any]]:
    """The objects a tag holds, itself or through a Span."""
    for kid in file.kids(tag.entry):
        item = file.at(kid)
        if isinstance(item, dict):
            yield item
            if isinstance(kid, str) and kid in file.tags:
                yield from held_objects(file, file.tags[kid])


def check_ids(file: File) -> Iterator[Fault]:
    """An id is used once and stands in the list of ids; every head a cell names is there and is a head."""
    listed = {name for name, _ in file.items("/StructTreeRoot", "/IDTree", "/Names")}
    heads = {tag.entry["/ID"] for tag in file.tags.values() if tag.role == "/TH" and "/ID" in tag.entry}
    yield from (Fault("id-once", text(name), f"{times} times") for name, times in file.ids.items() if times > 1)
    yield from (Fault("id-tree", text(name)) for name in sorted(listed ^ set(file.ids)))
    for tag in file.tags.values():
        if tag.role in ("/TD", "/TH"):
            for head in file.at(file.attributes(tag.entry).get("/Headers"), []):
                if head not in file.ids:
                    yield Fault("head-exists", tag.where, text(head))
                elif head not in heads:
                    yield Fault("head-is-head", tag.where, text(head))
