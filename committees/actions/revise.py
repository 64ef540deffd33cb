"""A published paper is revised by starting from it: a draft that begins with its words, says what changed, and takes its place."""

from __future__ import annotations

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock

from ..models import Paper, Picture
from ..states import PaperStatus
from .paper import WORDS, make_paper

ANEW = {"what_changed", "why_late", "why_urgent", "chair_agreed_by", "chair_agreed_date"}  # of this version alone


@transaction.atomic
def revise(*, paper: Paper, by: User) -> Paper:
    """What is published stays as it is and keeps its address. The draft is as private as it is."""
    paper = lock(paper)
    if paper.status != PaperStatus.PUBLISHED or paper.replaced_by.exclude(status=PaperStatus.WITHDRAWN).exists():
        raise CannotMove("revise", paper)
    said = {name: getattr(paper, name) for name in WORDS - ANEW - {"title", "author"}}
    again = make_paper(committee=paper.committee, author=paper.author, title=paper.title, by=by, replaces=paper, **said)
    Picture.objects.bulk_create(_copies(paper, again))
    record("paper.revised", target=paper, by=by, says=f"began a new version of the paper “{paper}”", owner=paper.author)
    return again


def _copies(paper: Paper, again: Paper) -> list[Picture]:
    """The same bytes under the same numbers."""
    kept = ("number", "file", "sha256", "alt", "is_decorative", "width", "height", "millimetres")
    return [Picture(paper=again, **{name: getattr(one, name) for name in kept}) for one in paper.pictures.order_by("number")]
