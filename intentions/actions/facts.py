"""A round put right: title, address, years, lead, partners, deadlines, places, target. Of a published one in the open, with a note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.clock import database_now
from portal.moves.stale import Page, mark
from portal.nhsuk import words

from ..models import Amendment, FormerSlug, Round
from .parted import Revision, in_order, kept_state, put, reconcile, standing

PUBLIC = {  # what everybody reads of a published round as it is, not as an edition froze it
    "title": "Title",
    "slug": "Address",
    "year_from": "First year",
    "year_to": "Last year",
    "lead": "Lead commissioner",
    "participants": "Partners",
    "question_deadline": "Questions until",
    "response_deadline": "Responses until",
    "paper_title": "Title of the paper",
    "paper_publisher": "Publisher of the paper",
    "paper_date": "Date of the paper",
    "paper_is_month": "Only month and year are stated",
}
LINKS = ("places", "participants")


class NeedsNote(Exception):
    """A public fact is not changed without a word to those who read it."""

    def __init__(self) -> None:
        super().__init__("Enter a public note: the round is published")


@transaction.atomic
def edit_round(*, round: Round, by: User, revision: Revision, page: Page | None = None, note: str = "", **fields: Any) -> Round:
    """By the rule of `edit_passage`. Before publication freely; after it a public fact is changed with a note that everybody reads.

    The address it had leads to the new one. Whether a deadline may move is judged where those asked are told of it.
    """
    round, page = lock(round), page or Page()
    said = {name: in_order(value) if name in LINKS else value for name, value in fields.items()}
    stands = standing(round, said)
    touched, _ = reconcile(round, said, stands, revision=revision, page=page)
    if not touched:
        return round
    public = {name: (stands[name], touched[name]) for name in PUBLIC if name in touched}
    if round.first_published_at and public and not note:
        raise NeedsNote
    with kept_state(round, touched, by=by) as at:
        columns = put(round, touched)
        mark(round, touched, by=by, at=at, page=page)
        round.save(update_fields=[*columns, "revision", "changes"])
    if "slug" in public:
        _send_on(round, public["slug"][0])
    if round.first_published_at and public:
        Amendment.objects.create(round=round, says=changed_in_words(public), note=note, by=by, at=database_now())
    _tell_history(round, touched, by)
    return round


def _send_on(round: Round, before: str) -> None:
    """Whoever cites the old address finds the round; the one it has now is nobody's former one."""
    FormerSlug.objects.filter(round=round, slug=round.slug).delete()
    FormerSlug.objects.create(round=round, slug=before, left_at=database_now())


def changed_in_words(changed: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """Title: was “X”, is “Y”."""
    return [f"{PUBLIC[name]}: was {_in_words(name, was)}, is {_in_words(name, now)}" for name, (was, now) in changed.items()]


def _in_words(name: str, value: Any) -> str:
    if name in ("year_from", "year_to"):
        return words.financial_year(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return words.when(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, list):
        return ", ".join(sorted(one.name for one in value)) or "nobody"
    return f"“{value}”" if value else "not set"


def _tell_history(round: Round, touched: Mapping[str, Any], by: User) -> None:
    changed = [name.replace("_", " ") for name in touched if name != "places"]
    says = [f"changed {', '.join(changed)} of {round}"] if changed else []
    if "places" in touched:
        says.append(f"said that {round} is for {', '.join(sorted(place.name for place in touched['places'])) or 'no place'}")
    for line in says:
        record("round.edited", target=round, by=by, says=line, owner=round.lead)
