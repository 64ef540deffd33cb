"""One Word file, read whole. What it costs to read is limited by whoever calls: see `read_report_apart`."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any

from lxml import etree

from portal.reading import apart, refusals
from portal.reading.formats import MOST_PAGES
from portal.reading.opening import Archive
from portal.reading.pictures import NoPicture, drawn
from portal.reading.word.lists import Lists
from portal.reading.word.names import W
from portal.reading.word.opened import body_of, word_file
from portal.reading.word.styles import Styles

from ..clean import clean
from ..outside import told as kinds
from ..outside.told import Told, listening
from ..word.lines import Grid, Line
from ..word.reading import links_of, notes_of
from . import beside
from .body import Around, ReportBody, relations
from .sections import Section, sections_of, title_of

MOST_PICTURES = 200
NOTES = "Notes"
TRACKED = (f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")


def read_report(content: bytes, name: str) -> dict[str, Any]:
    """The report as plain facts, read in a process of its own; refused with `CannotRead`, in words."""
    found: dict[str, Any] = apart.apart(lambda: _read(content, name), name)
    return found


def _read(content: bytes, name: str) -> dict[str, Any]:
    try:
        return _report(content, name)
    except (RecursionError, AttributeError, IndexError, KeyError, TypeError, ValueError) as fault:
        raise (refusals.too_deep(name) if isinstance(fault, RecursionError) else refusals.damaged(name)) from fault


def _report(content: bytes, name: str) -> dict[str, Any]:
    archive = word_file(content, name)
    body = body_of(archive)
    _refuse_long(body, name)
    told = Told()
    around = Around(Styles(archive.tree("word/styles.xml")), links_of(archive), notes_of(archive), told=told)
    with listening() as heard:
        title, sections = _sections(ReportBody(around, Lists(archive.tree("word/numbering.xml")), name).lines(body), around, name)
        pictures = _pictures(archive, around, name)
    _name_the_lost(sections, around, pictures)
    if not any(section.text for section in sections):
        raise refusals.empty(name)
    _tell_of_the_rest(archive, told)
    return {
        "title": title,
        "sections": [vars(section) for section in sections],
        "pictures": pictures,
        "told": [*told.sentences(), *heard],
        "pairs": beside.pairs(beside.originals(body, around.noted), title, sections),
        "holds": _holds(archive, body, told),
    }


def _refuse_long(body: etree._Element, name: str) -> None:
    pages = 1 + sum(1 for one in body.iter(f"{W}lastRenderedPageBreak", f"{W}br") if one.tag != f"{W}br" or one.get(f"{W}type") == "page")
    if pages > MOST_PAGES:
        raise refusals.too_many_pages(name, pages, MOST_PAGES)


def _sections(lines: list[Line | Grid], around: Around, name: str) -> tuple[str, list[Section]]:
    title = title_of(lines)
    sections = sections_of(lines, around.told, name)
    if around.noted:
        notes = "".join(f"<p>[Note {at}] {escape(words)}</p>" for at, words in enumerate(around.noted, start=1))
        sections.append(Section(NOTES, clean(notes)))
    return title, sections


def _pictures(archive: Archive, around: Around, name: str) -> list[dict[str, Any]]:
    """Those that can be read; of each other one the text says that it was left out."""
    if len(around.drawn) > MOST_PICTURES:
        raise refusals.CannotRead(f"“{name}” has {len(around.drawn)} pictures; {MOST_PICTURES} is the most. Split it")
    parts, found = relations(archive.tree("word/_rels/document.xml.rels")), []
    for one in around.drawn:
        try:
            made = drawn(archive.read(parts[one.relation]) if one.relation in parts else b"")
        except NoPicture:
            around.told.add(kinds.BAD_PICTURE, one.alt or f"picture {one.number}")
            continue
        said = {"number": one.number, "alt": one.alt, "is_decorative": one.is_decorative, "millimetres": one.millimetres}
        kept = {"ending": made.ending, "width": made.width, "height": made.height}
        found.append({**said, **kept, "content": b64encode(made.content).decode()})
    return found


def _name_the_lost(sections: list[Section], around: Around, pictures: list[dict[str, Any]]) -> None:
    """Where a picture stood that cannot be read, words say so."""
    lost = {one.number: one.alt or "without a description" for one in around.drawn} if len(pictures) < len(around.drawn) else {}
    for one in pictures:
        lost.pop(one["number"], None)
    for number, alt in lost.items():
        for section in sections:
            section.text = section.text.replace(f"[Picture {number}]", escape(f"(Picture that could not be read: {alt})"))


def _tell_of_the_rest(archive: Archive, told: Told) -> None:
    for words in _comments(archive):
        told.add(kinds.COMMENT, words)
    for part in sorted(archive.names):
        if part.startswith(("word/header", "word/footer")) and part.endswith(".xml"):
            tree = archive.tree(part)
            for paragraph in [] if tree is None else tree.iter(f"{W}p"):
                text = "".join(paragraph.itertext(f"{W}t")).strip()
                if text:
                    told.add(kinds.RUNNING, text)


def _comments(archive: Archive) -> list[str]:
    tree = archive.tree("word/comments.xml")
    return [] if tree is None else ["".join(one.itertext(f"{W}t")) for one in tree.findall(f"{W}comment")]


def _holds(archive: Archive, body: etree._Element, told: Told) -> list[str]:
    """What whoever has the file itself can read that the paper does not say."""
    found = []
    if comments := len(_comments(archive)):
        found.append("1 comment" if comments == 1 else f"{comments} comments")
    if any(True for _ in body.iter(*TRACKED)):
        found.append("tracked changes")
    return [*found, *(["hidden words"] if kinds.HIDDEN in told.found else [])]
