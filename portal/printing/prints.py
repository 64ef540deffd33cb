"""What a print is: bytes, and what is known of them. It crosses from the child that printed to the worker."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Print:
    pdf: bytes
    pages: int
    anchors: dict[str, int] = field(default_factory=dict)  # id in the HTML -> page
    sections: list[tuple[str, str, int]] = field(default_factory=list)  # (id, words, page) of its second-level headings
    faults: list[str] = field(default_factory=list)  # what the checker found; with any, no PDF/UA identifier
    warnings: list[str] = field(default_factory=list)  # what WeasyPrint said
    read: dict[str, tuple[int, int]] = field(default_factory=dict)  # what the checker read of its streams, for packs that hold it
    places: list[tuple[int, int]] = field(default_factory=list)  # of a pack: first and last page of each paper
    words: list[str] = field(default_factory=list)  # of a PDF from elsewhere: those on each of its pages
    pages_before: int = 0  # of a supplement: the pages of the packs it goes on from
    held: Any = field(default=None, repr=False, compare=False)  # not sent: what a child need not spend time on freeing before it ends

    def pack_up(self) -> bytes:
        known = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("pdf", "held")}
        return json.dumps(known).encode() + b"\n" + self.pdf

    @classmethod
    def unpack(cls, sent: bytes) -> Print:
        known, _, pdf = sent.partition(b"\n")
        facts = json.loads(known)
        read = {name: tuple(found) for name, found in facts["read"].items()}
        return cls(**{**facts, "pdf": pdf, "read": read, "places": _tuples(facts["places"]), "sections": _tuples(facts["sections"])})


class Rendered(NamedTuple):
    """A PDF as WeasyPrint wrote it, its tags mended; no page numbers, no metadata yet."""

    pdf: bytes
    anchors: dict[str, int]  # id in the HTML -> page
    sections: list[tuple[str, str, int]]  # (id, words, page) of second-level headings that have an id
    warnings: list[str]
    lacking: list[str] = []


def _tuples(rows: list[list[Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows]
