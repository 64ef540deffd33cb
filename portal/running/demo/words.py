"""From the files' plain values to rich text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.richtext.clean import from_markdown


def rich(text: str | None) -> str:
    """Markdown of the files to stored rich text; nothing stays nothing."""
    return from_markdown(text, is_wrapped=True) if text else ""


def bullets(lines: Iterable[str | None]) -> str:
    """A bulleted list in Markdown, each item on one line."""
    return "\n".join("- " + " ".join(line.split()) for line in lines if line)


def plain(text: str | None) -> str:
    """One line without emphasis marks."""
    return " ".join((text or "").replace("**", "").split())


def pounds(amount: Any) -> str:
    """£128.7 million in a sentence; "not known" where the source is silent."""
    if amount is None:
        return "not known"
    return f"£{amount / 1_000_000:g} million" if amount >= 1_000_000 else f"£{amount:,}"
