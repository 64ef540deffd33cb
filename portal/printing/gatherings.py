"""A long pack is bound in gatherings, as a book is: so many pages at a time, each in a process of its own, then sewn together.

So the length of a pack costs time and no memory. Each gathering is judged as a file of its own; its papers may lead into others.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pikepdf
from pikepdf import Dictionary, String

from . import finishing
from .archiving import identifier
from .binder import LANG, Binder, Paper
from .child import beside
from .prints import Print
from .sewing import Sewer

AT_ONCE = 360  # pages: about 230 MB beside what the worker has


@dataclass(frozen=True)
class Whole:
    """What all gatherings share."""

    title: str
    line: str  # at the head of every page
    before: int  # pages of the packs it goes on from
    total: int  # pages
    names: frozenset[str]  # where links may lead
    lacking: Sequence[str]


@dataclass(frozen=True)
class Sewn:
    """What the next gathering goes on from."""

    pages: int = 0
    owned: int = 0  # keys in the list of owners
    ids: frozenset[str] = frozenset()


def groups(papers: Sequence[Paper], counts: Sequence[int]) -> Iterator[list[Paper]]:
    """Papers in their order, as many together as have room; one that is longer stands alone."""
    group: list[Paper] = []
    room = AT_ONCE
    for paper, pages in zip(papers, counts, strict=True):
        if group and pages > room:
            yield group
            group, room = [], AT_ONCE
        group.append(paper)
        room -= pages
    yield group


def bind(papers: Sequence[Paper], counts: Sequence[int], whole: Whole) -> tuple[bytes, list[str]]:
    """(the file, what the checker found)."""
    faults: list[str] = []
    claims: list[str] = []
    with tempfile.TemporaryFile() as out:
        sewer, sewn = Sewer(out), Sewn()
        for group in groups(papers, counts):
            made = beside(partial(gather, group, whole, sewn))()
            faults += made.faults
            with pikepdf.open(io.BytesIO(made.pdf)) as part:
                claims.append(identifier(part))
                sewer.add(part)
            sewn = Sewn(sewn.pages + made.pages, sewer.owned, frozenset(name.decode("latin-1") for name in sewer.ids))
        _finish(sewer, whole, claims[0] if all(claims) else "", is_whole=not faults and not whole.lacking)
        out.seek(0)
        return out.read(), faults


def gather(papers: Sequence[Paper], whole: Whole, sewn: Sewn) -> Print:
    """One gathering, a file of its own that goes on from those before it."""
    binder = Binder(elsewhere=whole.names, taken=sewn.ids, first_key=sewn.owned)
    sources = [pikepdf.open(io.BytesIO(paper.pdf)) for paper in papers]
    for paper, source in zip(papers, sources, strict=True):
        binder.add(paper.key, paper.title, source, binder.carry(source), line=paper.line)
    binder.finish()
    heads = [finishing.Lines(whole.line, line) for line in binder.lines]
    finishing.number_pages(binder.pdf, heads, before=whole.before + sewn.pages, total=whole.before + whole.total)
    known = {name: found for paper in papers for name, found in paper.read.items()}
    written, verdict = finishing.save(
        binder.pdf, title=whole.title, lang=LANG, tables=None, known=known, lacking=whole.lacking, elsewhere=whole.names
    )  # fmt: skip
    faults = [str(fault.further_on(sewn.pages)) for fault in verdict.faults]
    return Print(pdf=written, pages=len(binder.lines), faults=faults, held=(binder, sources))


def _finish(sewer: Sewer, whole: Whole, archive: str, *, is_whole: bool) -> None:
    """The identifiers stand in it only when every gathering was found whole and no letter lacks."""
    claims = (finishing.CLAIM, archive) if is_whole else ()
    about = Dictionary(Title=String(whole.title), Producer=String(finishing.PRODUCER)).unparse()
    metadata = finishing.xmp(whole.title, LANG, *claims)
    sewer.finish(lang=LANG, first_page=whole.before + 1, about=about, metadata=metadata)
