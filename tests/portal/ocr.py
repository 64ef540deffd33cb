"""A host with an OCR program, which is a small one of our own that says what it is told; and a host without any."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import Any

from PIL import Image

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def table(*paragraphs: str) -> str:
    """What the program writes of a page with these paragraphs."""
    rows = [HEAD]
    for block, text in enumerate(paragraphs, 1):
        rows.append(f"4\t1\t{block}\t1\t1\t0\t0\t0\t900\t33\t-1\t")
        rows += [f"5\t1\t{block}\t1\t1\t{at}\t0\t0\t90\t33\t91.5\t{word}" for at, word in enumerate(text.split(), 1)]
    return "\n".join(rows)


def install(folder: Path, monkeypatch: Any, *paragraphs: str, does: str = "") -> None:
    """On PATH before any other of its name. `does` are lines of shell before it answers."""
    (folder / "page.tsv").write_text(table(*paragraphs))
    program = folder / "tesseract"
    listed = 'if [ "$1" = --list-langs ]; then printf "List of available languages (1):\\neng\\n"; exit 0; fi'
    program.write_text(f"#!/bin/sh\n{listed}\n{does}\ncat '{folder}/page.tsv'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin{os.pathsep}/usr/bin")


def remove(folder: Path, monkeypatch: Any) -> None:
    """A host that has none."""
    monkeypatch.setenv("PATH", str(folder))


def scan(pages: int = 1) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("L", (600, 850), 230) for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()
