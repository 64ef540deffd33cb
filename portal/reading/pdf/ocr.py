"""Words on pages that are pictures, read by the OCR program of the host, where one is installed.

It runs inside the child that reads the file, a page at a time: within the child's memory, its own processor time, and a clock.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from .. import refusals

PROGRAM, LANGUAGES = "tesseract", ("eng", "cym")
DPI, LARGEST = 200, 3500  # dots an inch, and dots of the longer side of a page
MOST_PAGES, SECONDS = 100, 60  # of a document, and for a page
WHY = "read by OCR"
WORD, LINE = "5", "4"  # levels in what the program writes


@dataclass
class Recognised:
    """A paragraph as the program saw it; `size` of its letters in points."""

    words: list[str] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def size(self) -> float:
        return float(round(statistics.median(self.heights))) if self.heights else 0.0


def is_there() -> bool:
    return shutil.which(PROGRAM) is not None


def recognised(file: pdfium.PdfDocument, pages: list[int], name: str) -> dict[int, list[Recognised]]:
    """{page: its paragraphs in order} of these pages, counted from one."""
    if len(pages) > MOST_PAGES:
        raise refusals.too_many_scanned(name, len(pages), MOST_PAGES)
    spoken = _languages()
    return {number: _paragraphs(_read(file[number - 1], spoken, name)) for number in pages}


def _languages() -> str:
    """Those of ours that the host has: English and Welsh, or English."""
    said = _run([PROGRAM, "--list-langs"], "")
    return "+".join(one for one in LANGUAGES if one in said.split()) or LANGUAGES[0]


def _read(page: Any, languages: str, name: str) -> str:
    scale = min(DPI / 72, LARGEST / max(page.get_size()))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("L")
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        at = Path(folder, "page.png")
        picture.save(at, dpi=(scale * 72, scale * 72))
        return _run([PROGRAM, str(at), "stdout", "-l", languages, "--psm", "3", "tsv"], name)


def _run(command: list[str], name: str) -> str:
    alone = {"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, env=alone, capture_output=True, timeout=SECONDS, check=True, preexec_fn=_ends_with_us)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise refusals.took_too_long(name) from late
    except (OSError, subprocess.CalledProcessError) as fault:
        raise refusals.ocr_failed(name) from fault
    return done.stdout.decode("utf-8", "replace")


def _ends_with_us() -> None:
    """No program of ours is left behind when the child is ended."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _paragraphs(table: str) -> list[Recognised]:
    """Its table has a line for each block, paragraph, line and word: level, page, block, paragraph, line, word, box, how sure, text."""
    found: dict[tuple[str, str], Recognised] = {}
    for row in (line.split("\t") for line in table.splitlines()[1:]):
        if len(row) < 12:
            continue
        paragraph = found.setdefault((row[2], row[3]), Recognised())
        if row[0] == LINE:
            paragraph.heights.append(int(row[9]) * 72 / DPI)
        elif row[0] == WORD and row[11].strip():
            paragraph.words.append(row[11].strip())
    return [one for one in found.values() if one.words]
