"""What a draft of a memorandum says: a clause in other words than were agreed, left out with a reason, or of its own; and who is party."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.stale import Conflict, Stale
from portal.organisations.models import Organisation

from ..documents import parties as documents
from ..models import Clause, Memorandum, Party
from ..states import MemorandumStatus, Side
from .refusals import Refused


@transaction.atomic
def save_clause(*, clause: Clause, by: User, revision: int, text: str, left_out_because: str = "") -> Clause:
    """Its words, or why it is left out. What was agreed stays beside it; a colleague's words are never overwritten."""
    memorandum = _draft(clause.memorandum)
    clause = lock(clause)
    if revision != clause.revision:
        raise Stale(clause, {"text": Conflict(text, clause.text, memorandum.written_by, memorandum.written_at)})
    was = clause.text
    if clause.decision_id and text != was:
        clause.drawn = clause.drawn or was
        clause.drawn = "" if text == clause.drawn else clause.drawn
    clause.text, clause.left_out_because, clause.revision = text, left_out_because, clause.revision + 1
    clause.save(update_fields=["text", "drawn", "left_out_because", "revision"])
    _note(memorandum, by)
    did = f"left out clause {clause.order}" if left_out_because else f"changed clause {clause.order}"
    _record("clause_saved", memorandum, by, f"{did} of", was=was, text=text, because=left_out_because)
    return clause


@transaction.atomic
def add_clause(*, memorandum: Memorandum, by: User, text: str) -> Clause:
    """One that comes from no decision, and says so to everybody who reads it."""
    memorandum = _draft(memorandum)
    last = memorandum.clauses.aggregate(last=Max("order"))["last"] or 0
    clause = Clause.objects.create(memorandum=memorandum, order=last + 1, text=text)
    _note(memorandum, by)
    _record("clause_added", memorandum, by, f"added clause {clause.order} to", text=text)
    return clause


@transaction.atomic
def remove_clause(*, clause: Clause, by: User) -> None:
    """One of its own goes; one that was agreed is left out with a reason instead."""
    memorandum = _draft(clause.memorandum)
    clause = lock(clause)
    if clause.decision_id:
        raise Refused("This was agreed. Leave it out with a reason.")
    clause.delete()
    _note(memorandum, by)
    _record("clause_removed", memorandum, by, f"took clause {clause.order} out of", text=clause.text)


@transaction.atomic
def choose_parties(*, memorandum: Memorandum, by: User, organisations: Iterable[Organisation], because: str) -> Memorandum:
    """Of those concerned. Who was party and is no longer asked is named with the reason, to everybody who reads it."""
    memorandum = _draft(memorandum)
    sides, chosen = documents.concerned(memorandum), set(organisations)
    if not chosen <= set(sides):
        raise Refused("Only those concerned can be parties: the page was out of date. Look again, and choose.")
    for side in Side:
        if not any(sides[one] == side for one in chosen):
            raise Refused(f"A memorandum needs a {side.label.lower()} as a party.")
    known = {one.organisation: one for one in memorandum.parties.select_related("organisation")}
    gone = [one for who, one in known.items() if who not in chosen and not one.taken_out_because]
    if gone and not because.strip():
        raise Refused(f"Say why {' and '.join(one.organisation.name for one in gone)} is taken out.")
    for party in gone:
        party.taken_out_because = because.strip()
        party.save(update_fields=["taken_out_because"])
    for party in (one for who, one in known.items() if who in chosen and one.taken_out_because):
        party.taken_out_because = ""
        party.save(update_fields=["taken_out_because"])
    Party.objects.bulk_create(Party(memorandum=memorandum, organisation=one, side=sides[one]) for one in chosen - set(known))
    names = ", ".join(sorted(one.name for one in chosen))
    _record("parties_chosen", memorandum, by, f"chose {names} as the parties of", because=because.strip() if gone else "")
    return memorandum


def _draft(memorandum: Memorandum) -> Memorandum:
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.DRAFT:
        raise CannotMove("save", memorandum)
    return memorandum


def _note(memorandum: Memorandum, by: User) -> None:
    memorandum.written_by, memorandum.written_at = by, now()
    memorandum.save(update_fields=["written_by", "written_at"])


def _record(what: str, memorandum: Memorandum, by: User, did: str, **details: str) -> None:
    says = f"{did} the memorandum of {memorandum.round} {memorandum.with_whom}"
    record(f"memorandum.{what}", target=memorandum, by=by, owner=memorandum.round.lead, says=says, **details)
