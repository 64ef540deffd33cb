"""A paper as a Word file, for those who must edit: the same facts as the page and the PDF."""

from __future__ import annotations

from typing import Any

from intentions.documents.paper.word import word_of

from ..models import Paper, WordFile
from .paper import marking_of, paper_facts


def word_order(paper: Paper) -> dict[str, Any]:
    """All that the file will say, and its hash: equal papers have equal files."""
    facts, marking = paper.facts or paper_facts(paper), marking_of(paper)
    return {"facts": facts, "title": paper.title, "marking": marking, "sha256": WordFile.sha256_of(facts, paper.title, marking)}


def word(ordered: WordFile) -> bytes:
    return word_of(ordered.facts, title=ordered.title, author=ordered.paper.author.name, marking=ordered.marking)
