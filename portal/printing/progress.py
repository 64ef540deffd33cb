"""How far a print is, in words: what a page says while someone waits."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from . import writing
from .models import Document
from .states import Status


class Progress(NamedTuple):
    id: str
    status: Status
    words: str
    is_moving: bool
    size: str  # "PDF, 316 pages, 4.2MB" once it is ready

    @property
    def seen(self) -> str:
        """A sign of these words: who shows them need not be told them again."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:12]

    @property
    def is_ready(self) -> bool:
        return self.status == Status.READY

    @property
    def state(self) -> str:
        return str(self.status.label)


def progress(document: Document) -> Progress:
    status = Status(document.status)
    words = {
        Status.ORDERED: printing_words,
        Status.PRINTING: printing_words,
        Status.READY: ready_words,
        Status.FAILED: lambda failed: f"{failed.title} could not be printed: {failed.failure}",
        Status.CANCELLED: lambda cancelled: f"The print of {cancelled.title} was cancelled.",
    }[status](document)
    return Progress(str(document.pk), status, words, document.is_moving, size_words(document) if document.is_ready else "")


def ready_words(document: Document) -> str:
    """With the letters that could not be printed: whoever reads it on paper would find words in brackets in their place."""
    said = [words for words in document.faults if writing.is_said(words)]
    if not said:
        return f"{document.title} is ready."
    return f"{document.title} is ready, but some of it could not be printed and it does not claim to be accessible. {'; '.join(said)}."


def printing_words(document: Document) -> str:
    """W9, and of a pack which paper is being printed and how many are left."""
    sentences = [f"Printing {document.title}."]
    if document.is_pack:
        sentences += pack_words(document)
    is_told = document.page and document.ordered_by_id
    sentences.append("You can leave this page; we will email you." if is_told else "You can leave this page.")
    return " ".join(sentences)


def pack_words(pack: Document) -> list[str]:
    parts = list(pack.parts.order_by("order").values_list("label", "document__status"))
    if all(status == Status.READY for _, status in parts):
        return ["All papers are printed; they are being bound."]
    left = sum(1 for _, status in parts if status != Status.READY)
    now = next((label for label, status in parts if status == Status.PRINTING), None)
    said = [f"{left} of {len(parts)} {'papers are' if len(parts) > 1 else 'paper is'} left."]
    return [f"Now {now}.", *said] if now else said


def size_words(document: Document) -> str:
    return f"PDF, {document.pages} page{'' if document.pages == 1 else 's'}, {weight_words(document.size or 0)}"


def weight_words(size: int) -> str:
    """4.2MB, 312kB"""
    return f"{size / 1_000_000:.1f}MB" if size >= 1_000_000 else f"{max(size // 1000, 1)}kB"
