"""The print of a frozen paper under its present number, part and marking."""

from __future__ import annotations

from typing import Any

from portal.accounts.models import User
from portal.printing.actions import order

from .. import documents
from ..models import Paper
from ..states import PaperStatus


def print_for(paper: Paper, *, by: User | None) -> Any:
    """The print it has, when that says the same; otherwise a new one is ordered."""
    facts = documents.printed(paper)
    if paper.document and paper.document.facts == facts:
        return paper.document
    return order(template="documents/paper.html", facts=facts, title=paper.title, file_name=paper.slug, by=by, page=paper.get_draft_url())


def redline_for(paper: Paper, *, by: User | None) -> Any:
    """What changed against the paper that it replaces; nothing of one that replaces none."""
    if paper.replaces is None:
        return None
    facts = documents.redline_facts(paper)
    if paper.redline and paper.redline.facts == facts:
        return paper.redline
    title = f"What changed: {paper.title}"[:300]
    return order(template="documents/paper.html", facts=facts, title=title, file_name=f"{paper.slug[:100]}-changes", by=by)


def reprint(paper: Paper, by: User | None) -> None:
    """Of a cleared paper the facts may be new too; of a published one only its print. What lays a later one over it says its part anew."""
    if not paper.is_frozen:
        return
    paper.document, paper.redline = print_for(paper, by=by), redline_for(paper, by=by)
    prints = ["document", "redline", "changed_at"]
    paper.save(update_fields=["facts", *prints] if paper.status == PaperStatus.CLEARED else prints)
    for later in paper.replaced_by.filter(status__in=[PaperStatus.CLEARED, PaperStatus.PUBLISHED]):
        later.replaces = paper
        later.redline = redline_for(later, by=by)
        later.save(update_fields=["redline", "changed_at"])
