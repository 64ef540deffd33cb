"""A paper that quotes what was corrected since is issued again: a draft with the words as they now stand, which then takes its place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock

from .. import documents
from ..models import AgendaItem, Paper
from ..states import PaperStatus
from .agenda import edit_item
from .paper import WORDS, make_paper, reopen
from .refusals import NotReady

ENDING = ", corrected"


@transaction.atomic
def reissue(*, paper: Paper, by: User) -> Paper:
    """What is published stays as it is, and a draft says it again with the corrected words; what is only cleared is a draft again."""
    paper = lock(paper)
    if not paper.is_frozen or paper.replaced_by.exclude(status=PaperStatus.WITHDRAWN).exists():
        raise CannotMove("reissue", paper)
    if not documents.corrected(paper):
        raise NotReady(["Nothing that this paper quotes was corrected since it was frozen."])
    problems = documents.not_to_be_had(paper)
    if problems:
        raise NotReady(problems)
    if paper.status == PaperStatus.CLEARED:
        return reopen(paper=paper, by=by)
    said = {name: getattr(paper, name) for name in WORDS - {"title", "author"}} | {"what_changed": documents.corrected(paper)}
    title = f"{paper.title.removesuffix(ENDING)[: 300 - len(ENDING)]}{ENDING}"
    again = make_paper(committee=paper.committee, author=paper.author, title=title, by=by, replaces=paper, **said)
    record("paper.reissued", target=paper, by=by, says=f"issues the paper “{paper}” again with the corrected words", owner=paper.author)
    return again


@transaction.atomic
def take_place(*, paper: Paper, by: User, at: datetime | None = None) -> AgendaItem:
    """A cleared paper stands on the agenda where the one stood that it replaces; the next issue of the pack has it."""
    paper = lock(paper)
    item = getattr(paper.replaces, "item", None)
    if item is None or paper.status != PaperStatus.CLEARED:
        raise CannotMove("take_place", paper)
    return edit_item(item=item, by=by, paper=paper, at=at)
