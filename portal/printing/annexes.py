"""PDFs from elsewhere: what they hide is said, what cannot be bound is refused in words, and what is bound is pages alone.

What a reader sees on a page goes into a pack as it stood there, marks and fields with it: it is drawn on a sheet of its own
size, with our running lines in its margins, as a picture whose alternative says that it cannot be read aloud and whom to
ask. Its heading stands in the margin of its first page, or, where the house wishes so, on a page before it. Files inside,
scripts, hidden marks, the words inside notes and the file's own words about itself stay behind.
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

from . import finishing, pdf, refusals
from .child import Limits, in_child
from .drawing import render_html
from .prints import Print
from .uploads.drawing import draw, margin_for_a_heading
from .uploads.flattening import flattened
from .uploads.left_out import STAYS, left_out
from .uploads.opening import in_words, opened
from .uploads.placing import seen_of
from .uploads.wording import words_of

__all__ = ["LOOKED", "STAYS", "Looked", "examine", "print_annex", "redact", "stored"]

LOOKED = 1  # the way uploads are looked at: what was looked at otherwise is looked at again before it is bound
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
    """Every page of the upload, as its reader saw it, as a picture; on its first page, or before it, what it is and whom to ask."""
    with in_words():
        flat = flattened(opened(content))
        plain = _written(flat)
        seen, words = list(seen_of(plain)), list(words_of(plain))
    divides = bool(facts.get("divides"))
    rendered = pdf.render(
        render_html(template, {**facts, "divides": divides}, title=title), sheet="" if divides else margin_for_a_heading(seen[0])
    )
    with flat as upload, pikepdf.open(io.BytesIO(rendered.pdf)) as file:
        draw(file, upload, seen, title=title, ask=str(facts["ask"]), divides=divides)
        pages = len(file.pages)
        finishing.number_pages(file, [finishing.Lines(str(facts.get("line", "")), str(facts.get("marking", "")))] * pages)
        written, verdict = finishing.save(file, title=title, lang="en-GB", tables=None, lacking=rendered.lacking)
    return Print(
        pdf=written,
        pages=pages,
        anchors={f"page-{number}": number + pages - len(seen) for number in range(1, len(seen) + 1)},
        faults=[*rendered.lacking, *map(str, verdict.faults)],
        read=verdict.read,
        warnings=rendered.warnings,
        words=words,
    )
