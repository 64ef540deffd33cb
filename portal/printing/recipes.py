"""What anybody types to check a text without us. No library is needed to say it."""

from __future__ import annotations


def recipe(*, paper: str, name: str, sha256: str) -> list[str]:
    """Three lines for any computer with the usual tools: take the text out of the paper, hash it, compare."""
    return [f"pdfdetach -save 1 -o {name} {paper}", *checking(name=name, sha256=sha256)]


def checking(*, name: str, sha256: str) -> list[str]:
    """Of a file that was downloaded: its hash, and whether it is the one it should be."""
    return [f"sha256sum {name}", f'echo "{sha256}  {name}" | sha256sum --check']
