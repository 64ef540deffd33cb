"""What is said of an uploaded PDF: what was left out of it, and who decided about words that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from portal.nhsuk import words
from portal.printing.uploads.marks import pages_in_words

from ..models import AgendaItem
from ..states import Unseen

__all__ = ["pages_in_words", "redacted_words", "said_of_upload", "undecided_words", "unseen_words"]


def said_of_upload(item: AgendaItem) -> list[str]:
    """For the clerk, before a pack is issued: each a sentence."""
    return list(_said(item))


def _said(item: AgendaItem) -> Iterator[str]:
    if item.upload_hides:
        yield f"Not seen on its pages: {'; '.join(item.upload_hides)}."
    yield from filter(None, [unseen_words(item), undecided_words(item)])


def unseen_words(item: AgendaItem) -> str:
    """Who decided, and what."""
    if item.upload_unseen not in (Unseen.KEPT, Unseen.REMOVED):
        return ""
    pages, who, on = pages_in_words(item.upload_unseen_pages), item.upload_unseen_by, words.day(item.upload_unseen_at)
    if item.upload_unseen == Unseen.KEPT:
        return f"Words or pictures that nobody sees on {pages} can be read in the file: {who} kept them on {on}."
    return f"What nobody saw on {pages} was taken out of the file by {who} on {on}."


def undecided_words(item: AgendaItem) -> str:
    if item.upload_unseen == Unseen.ASKED:
        return "Its PDF is not in the pack until somebody has decided about words or pictures that nobody sees on its pages."
    if item.upload_unseen == Unseen.NOT_LOOKED:
        return "Its PDF is not in the pack until it has been looked at again."
    return ""


def redacted_words(item: AgendaItem) -> str:
    """For readers of the pack."""
    if item.upload_unseen != Unseen.REMOVED:
        return ""
    return f"Words or pictures were taken out of {pages_in_words(item.upload_unseen_pages)} for good before this was bound."
