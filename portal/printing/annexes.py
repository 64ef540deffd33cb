"""PDFs from elsewhere: what they hide is said, what cannot be bound is refused in words, and what is bound is pages alone.

Only what stands on a page goes into a pack: it is drawn anew on A4 between our running lines, as a picture whose alternative
says that it cannot be read aloud and whom to ask. Files inside, scripts, forms, notes, links and the file's own words about
itself stay behind.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pikepdf
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, String

from . import finishing, pdf, refusals
from .child import Limits, in_child
from .drawing import render_html
from .prints import Print

MOST_PAGES = 1_000
A4 = (595.28, 841.89)
SIDE, TOP, FOOT = 40.0, 50.0, 48.0  # points left free for running lines
LIMITS = Limits(cpu=10, memory=512, wall=30)
UNSEEN = re.compile(rb"(?:^|\s)3\s+Tr(?=\s|$)")
PAGES_READ = 60  # for text that is not seen: a scan has it on every page or on none


def examine(content: bytes) -> tuple[int, list[str]]:
    """(pages, what it hides), read in a process of its own; a file that cannot be bound is refused in words."""
    if not content:
        raise refusals.empty_upload()
    found = in_child(partial(_examined, content), limits=LIMITS, keep=lambda: None, every=60)
    return found.pages, found.faults


def _examined(content: bytes) -> Print:
    with opened(content) as file:
        return Print(pdf=b"", pages=len(file.pages), faults=list(hidden(file)))


def opened(content: bytes) -> pikepdf.Pdf:
    """The file, if every page of it can be bound."""
    try:
        file = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as trouble:
        raise refusals.locked_upload() from trouble
    except (pikepdf.PdfError, ValueError, RecursionError) as trouble:
        raise refusals.damaged_upload() from trouble
    if file.is_encrypted:
        raise refusals.locked_upload()
    try:
        pages = len(file.pages)
    except pikepdf.PdfError as trouble:
        raise refusals.damaged_upload() from trouble
    if not pages:
        raise refusals.damaged_upload()
    if pages > MOST_PAGES:
        raise refusals.too_many_pages(pages, MOST_PAGES)
    if any(is_off(file)):
        raise refusals.hidden_layers()
    return file


def is_off(file: pikepdf.Pdf) -> Iterator[bool]:
    """Layers that are not shown: in a pack they would be."""
    layers: Any = file.Root.get("/OCProperties", Dictionary())
    usual = layers.get("/D", Dictionary())
    yield bool(list(usual.get("/OFF", [])))
    yield usual.get("/BaseState") == Name.OFF


def hidden(file: pikepdf.Pdf) -> Iterator[str]:
    """What a reader of its pages does not see, each in words; none of it goes into a pack but text that is not seen."""
    root: Any = file.Root
    names = root.get("/Names", {})
    notes = [str(note.get("/Subtype")) for page in file.pages for note in page.get("/Annots", [])]
    about = [key for key in dict(file.docinfo) if key not in ("/Producer", "/CreationDate", "/ModDate")] if file.docinfo else []
    told = {
        "words about the file, such as its author": bool(about) or "/Metadata" in root,
        "files inside it": "/EmbeddedFiles" in names or "/FileAttachment" in notes,
        "scripts": "/JavaScript" in names or "/OpenAction" in root or "/AA" in root,
        "a form": "/AcroForm" in root,
        "notes and marks on its pages": bool({*notes} - {"/Link", "/Widget", "/Popup"}),
        "parts of pages that were cut off": any(is_cut(page) for page in file.pages),
        "text that cannot be seen, as a scan has": any(has_unseen_text(page) for page in list(file.pages)[:PAGES_READ]),
    }
    yield from (words for words, is_there in told.items() if is_there)


def is_cut(page: pikepdf.Page) -> bool:
    return [round(float(side)) for side in page.cropbox] != [round(float(side)) for side in page.mediabox]


def has_unseen_text(page: pikepdf.Page) -> bool:
    try:
        contents = page.obj.get("/Contents", Array())
        return any(UNSEEN.search(part.read_bytes()) for part in (contents if isinstance(contents, Array) else [contents]))
    except pikepdf.PdfError:
        return False


def stored(name: str, sha256: str) -> bytes:
    """The upload as it was taken in."""
    with default_storage.open(name) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise refusals.damaged_upload()
    return content


# ── In print ────────────────────────────────────────────────────────────────────────────────────────────────────────
def print_annex(content: bytes, template: str, facts: dict[str, Any], *, title: str) -> Print:
    """A page of ours that says what follows and whom to ask, then every page of the upload as a picture."""
    rendered = pdf.render(render_html(template, facts, title=title))
    with opened(content) as upload, pikepdf.open(io.BytesIO(rendered.pdf)) as file:
        start, total = len(file.pages), len(upload.pages)
        for number, page in enumerate(upload.pages, 1):
            _draw(file, page, f"Page {number} of {total} of a PDF that cannot be read aloud: {title}. {facts['ask']}")
        heads = [finishing.Lines(str(facts.get("line", "")), str(facts.get("marking", "")))] * len(file.pages)
        finishing.number_pages(file, heads)
        written, verdict = finishing.save(file, title=title, lang="en-GB", tables=None)
    faults = [str(fault) for fault in verdict.faults]
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
