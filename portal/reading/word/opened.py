"""A Word file as whoever reads it begins: its parts, and the element that holds all its words."""

from __future__ import annotations

from lxml import etree

from .. import refusals
from ..opening import Archive, format_of
from .names import W


def word_file(content: bytes, name: str) -> Archive:
    """Refused where it is none, whatever it is called."""
    if format_of(content, name) != "docx":
        raise refusals.CannotRead(f"“{name}” is not a Word file. Save it as .docx and choose that")
    return Archive(content, name)


def body_of(archive: Archive) -> etree._Element:
    tree = archive.tree("word/document.xml")
    body = None if tree is None else tree.find(f"{W}body")
    if body is None:
        raise refusals.damaged(archive.name)
    return body
