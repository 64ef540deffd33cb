"""A Word file that people worked in, read back under its headings: what it says with the tracked changes taken, and before them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import etree

from portal.reading.opening import Archive
from portal.reading.word.lists import Lists
from portal.reading.word.names import W, value
from portal.reading.word.opened import body_of, word_file
from portal.reading.word.styles import Styles

from ..clean import clean
from ..tree import Block, Piece, Words, join, write
from .building import blocks_of
from .lines import Body, Grid, Line
from .strokes import Surroundings

PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True)
class Said:
    """{heading: the cleaned text under it}; `twice` are headings that came more than once, so that what is under them is not known."""

    now: Mapping[str, str]
    before: Mapping[str, str]
    twice: list[str]
    told: list[str]
    stamp: str  # what the portal wrote into the file when it went out, as it is
    has_changes: bool


def read_under(content: bytes, name: str, headings: Collection[str], stamp: str) -> Said:
    """`headings` are those of the highest level that part the file; `stamp` is the part of the archive that the portal wrote."""
    archive = word_file(content, name)
    body = body_of(archive)
    now, twice, told = _sections(archive, body, name, headings, is_before=False)
    before, _, _ = _sections(archive, body, name, headings, is_before=True)
    changes = any(True for _ in body.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"))
    return Said(now, before, twice, told, archive.read(stamp).decode("utf-8", "replace") if archive.has(stamp) else "", changes)


def _sections(
    archive: Archive, body: etree._Element, name: str, headings: Collection[str], *, is_before: bool
) -> tuple[dict[str, str], list[str], list[str]]:
    around = Surroundings(Styles(archive.tree("word/styles.xml")), links_of(archive), notes_of(archive), is_before)
    lists = Lists(archive.tree("word/numbering.xml"))
    parts: dict[str, list[Line | Grid]] = {}
    twice, under = [], ""
    for line in Body(around, lists, name).lines(body):
        if isinstance(line, Line) and line.level == 1 and line.text in headings:
            under = line.text
            if under in parts:
                twice.append(under)
            parts.setdefault(under, [])
        elif under:
            parts[under].append(line)
    texts = {heading: blocks_of(lines) for heading, lines in parts.items()}
    if under and around.noted:
        texts[under] = (*texts[under], *_at_the_end(around.noted))
    return {heading: clean(write(blocks)) for heading, blocks in texts.items()}, twice, around.told.sentences()


def _at_the_end(noted: list[str]) -> tuple[Block, ...]:
    return tuple(Words("p", join([Piece(str(at), ("sup",)), Piece(" "), *_pieces(words)])) for at, words in enumerate(noted, start=1))


def _pieces(words: str) -> list[Piece]:
    return [piece for word in words.split() for piece in (Piece(word), Piece(" "))]


def links_of(archive: Archive) -> dict[str, str]:
    tree = archive.tree("word/_rels/document.xml.rels")
    return {} if tree is None else {one.get("Id", ""): one.get("Target", "") for one in tree.iter(f"{PACKAGE}Relationship")}


def notes_of(archive: Archive) -> dict[str, str]:
    found = {}
    for part, letter, name in (("footnotes", "f", "footnote"), ("endnotes", "e", "endnote")):
        tree = archive.tree(f"word/{part}.xml")
        for note in [] if tree is None else tree.findall(f"{W}{name}"):
            found[letter + value(note, "id")] = "".join(note.itertext(f"{W}t")).strip()
    return found
