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


def reprint(paper: Paper, by: User | None) -> None:
    """Of a cleared paper the facts may be new too; of a published one only its print."""
    if not paper.is_frozen:
        return
    paper.document = print_for(paper, by=by)
    paper.save(update_fields=["facts", "document", "changed_at"] if paper.status == PaperStatus.CLEARED else ["document", "changed_at"])
