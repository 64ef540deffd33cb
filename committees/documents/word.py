"""A paper as a Word file, for those who must edit: the same facts as the page and the PDF."""

from __future__ import annotations

from intentions.documents.paper.word import word_of

from ..models import Paper
from .paper import marking_of, paper_facts


def word(paper: Paper) -> bytes:
    return word_of(paper.facts or paper_facts(paper), title=paper.title, author=paper.author.name, marking=marking_of(paper))
