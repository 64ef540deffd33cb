"""PDFs from elsewhere: what they hide is said, what cannot be bound is refused in words, and what is bound is pages alone.

What a reader sees on a page goes into a pack as it stood there, marks and fields with it: it is drawn anew on A4 between
our running lines, as a picture whose alternative says that it cannot be read aloud and whom to ask. Files inside, scripts,
hidden marks, the words inside notes and the file's own words about itself stay behind.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import pikepdf
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, String

from . import finishing, pdf, refusals
from .child import Limits, in_child
from .drawing import render_html
from .prints import Print
from .uploads.flattening import flattened
from .uploads.left_out import STAYS, left_out
from .uploads.opening import in_words, opened

__all__ = ["LOOKED", "STAYS", "Looked", "examine", "print_annex", "redact", "stored"]

LOOKED = 1  # the way uploads are looked at: what was looked at otherwise is looked at again before it is bound
A4 = (595.28, 841.89)
SIDE, TOP, FOOT = 40.0, 50.0, 48.0  # points left free for running lines
LIMITS = Limits(cpu=60, memory=768, wall=90)


@dataclass(frozen=True)
class Looked:
    """What was found in a file: how long it is, what it hides, and what nobody sees on which of its pages."""

    pages: int
    hides: list[str]
    covered: list[dict[str, Any]]  # page, words, pictures


def examine(content: bytes) -> Looked:
    """Read in a process of its own; a file that cannot be bound is refused in words."""
    if not content:
        raise refusals.empty_upload()
    found = in_child(partial(_examined, content), limits=LIMITS, keep=lambda: None, every=120)
    return Looked(found.pages, found.faults, json.loads(found.pdf))


def _examined(content: bytes) -> Print:
    from .uploads.unseen import covered

    with in_words(), opened(content) as file:
        hides, pages = list(left_out(file)), len(file.pages)
        found = [asdict(one) for one in covered(_written(flattened(file)))]
    return Print(pdf=json.dumps(found).encode(), pages=pages, faults=hides)


def redact(content: bytes, pages: list[int]) -> bytes:
    """The file without what nobody sees on these pages, and without a word beside its pages."""
    return in_child(partial(_redacted, content, pages), limits=LIMITS, keep=lambda: None, every=120).pdf


def _redacted(content: bytes, pages: list[int]) -> Print:
    from .uploads.redacting import redacted

    with in_words(), opened(content) as file:
        count, flat = len(file.pages), _written(flattened(file))
    return Print(pdf=redacted(flat, pages), pages=count)


def _written(file: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def stored(name: str, sha256: str) -> bytes:
    """The upload as it was taken in."""
    with default_storage.open(name) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise refusals.damaged_upload()
    return content


# ── In print ────────────────────────────────────────────────────────────────────────────────────────────────────────
def print_annex(content: bytes, template: str, facts: dict[str, Any], *, title: str) -> Print:
    """A page of ours that says what follows and whom to ask, then every page of the upload, as its reader saw it, as a picture."""
    rendered = pdf.render(render_html(template, facts, title=title))
    with in_words():
        flat = flattened(opened(content))
    with flat as upload, pikepdf.open(io.BytesIO(rendered.pdf)) as file:
        start, total = len(file.pages), len(upload.pages)
        for number, page in enumerate(upload.pages, 1):
            _draw(file, page, f"Page {number} of {total} of a PDF that cannot be read aloud: {title}. {facts['ask']}")
        heads = [finishing.Lines(str(facts.get("line", "")), str(facts.get("marking", "")))] * len(file.pages)
        finishing.number_pages(file, heads)
        written, verdict = finishing.save(file, title=title, lang="en-GB", tables=None, lacking=rendered.lacking)
    faults = [*rendered.lacking, *map(str, verdict.faults)]
    return Print(pdf=written, pages=start + total, anchors=rendered.anchors, faults=faults, read=verdict.read, warnings=rendered.warnings)


def _draw(file: pikepdf.Pdf, page: pikepdf.Page, words: str) -> None:
    """A new page with the old one on it, no larger than it was, and its place in the tag tree."""
    drawn = file.copy_foreign(page.as_form_xobject(handle_transformations=True))
    width, height = A4
    fresh = file.add_blank_page(page_size=A4)
    name = fresh.add_resource(drawn, Name.XObject)
    room = pikepdf.Rectangle(SIDE, FOOT, width - SIDE, height - TOP)
    placed = fresh.calc_form_xobject_placement(drawn, name, room, invert_transformations=True, allow_shrink=True, allow_expand=False)
    fresh.obj.Resources = file.make_indirect(Dictionary(XObject=fresh.obj.Resources.XObject, Font=Dictionary()))
    fresh.obj.Contents = file.make_stream(b"/Figure <</MCID 0>> BDC\n" + placed + b"\nEMC")
    fresh.obj.StructParents = _tagged(file, fresh.obj, words)


def _tagged(file: pikepdf.Pdf, page: pikepdf.Object, words: str) -> int:
    """The page's key in the list of owners, where its picture is now the last entry."""
    tree: Any = file.Root.StructTreeRoot
    top, owners = tree.K[0], tree.ParentTree.Nums
    picture = Dictionary(Type=Name.StructElem, S=Name.Figure, P=top, Pg=page, Alt=String(words), K=Array([0]))
    top.K.append(file.make_indirect(picture))
    key = max((int(owner) for owner in list(owners)[::2]), default=-1) + 1
    owners.extend([key, Array([top.K[-1]])])
    return key
