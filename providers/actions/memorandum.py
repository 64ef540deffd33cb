"""Drafting a memorandum from what was agreed: with one organisation, or on one contract; brought up to date, written around, set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.moves.stale import Conflict, Stale
from portal.organisations.models import Organisation

from ..documents import drawing
from ..documents.memorandum import FIRST_TERMS
from ..models import TERMS, Clause, Commitment, Memorandum, Party
from ..models.memorandum import OPEN
from ..states import MemorandumStatus, Side
from .refusals import Refused

NOTHING_WAITS = "Nothing that was agreed waits for a memorandum {}. A memorandum is drafted from points that were accepted and published."


@transaction.atomic
def draft_memorandum(*, round: Round, by: User, organisation: Organisation | None = None, contract: str = "") -> Memorandum:
    """The version that is open, or a new one: a clause for everything agreed that is in no other memorandum of the round.

    What was changed, added, left out or promised in the version before is carried over.
    """
    round = lock(round)
    contract = _as_typed_before(round, contract)
    own = Memorandum.objects.about(round, organisation, contract)
    standing = own.filter(status__in=OPEN).first()
    if standing:
        return standing
    last = own.exclude(status=MemorandumStatus.SET_ASIDE).order_by("-number").first()
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
    key = {"round": round, "organisation": organisation, "contract": contract}
    memorandum = Memorandum(**key, number=number, terms=last.terms if last else FIRST_TERMS, written_by=by)
    pieces = drawing.drawn(memorandum)
    if not pieces:
        raise Refused(NOTHING_WAITS.format(memorandum.with_whom))
    memorandum.save()
    _write_clauses(memorandum, pieces, list(last.clauses.order_by("order")) if last else [])
    _carry_commitments(memorandum, last)
    _name_parties(memorandum, pieces, last)
    says = f"drafted version {number} of the memorandum of {round} {memorandum.with_whom}"
    record("memorandum.drafted", target=memorandum, by=by, owner=round.lead, says=says)
    return memorandum


def _as_typed_before(round: Round, contract: str) -> str:
    """One contract has one name, however its reference is typed."""
    known = Memorandum.objects.filter(round=round, contract__iexact=contract.strip()).exclude(contract="")
    return known.values_list("contract", flat=True).first() or contract.strip()


@transaction.atomic
def redraft(*, memorandum: Memorandum, by: User) -> Memorandum:
    """The clauses again, from what is agreed by now. What was changed, added or left out stays as it was written."""
    lock(memorandum.round)
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.DRAFT:
        raise CannotMove("redraft", memorandum)
    pieces = drawing.drawn(memorandum)
    if not pieces:
        raise Refused(NOTHING_WAITS.format(memorandum.with_whom))
    before = list(memorandum.clauses.order_by("order"))
    memorandum.clauses.all().delete()
    _write_clauses(memorandum, pieces, before)
    _name_parties(memorandum, pieces, None)
    stands = {piece.mark for piece in pieces}
    gone = [one.text for one in before if one.decision_id and (one.decision_id, one.condition_id) not in stands]
    says = f"brought the clauses of the memorandum of {memorandum.round} {memorandum.with_whom} up to date"
    record("memorandum.redrafted", target=memorandum, by=by, owner=memorandum.round.lead, says=says, gone=gone)
    return memorandum


def _write_clauses(memorandum: Memorandum, pieces: Iterable[drawing.Piece], before: list[Clause]) -> None:
    """What is agreed, in its order, then the clauses of its own. What somebody wrote is never written over."""
    known = {(one.decision_id, one.condition_id): one for one in before if one.decision_id}
    rows = [_drawn(piece, known.get(piece.mark)) for piece in pieces]
    rows += [Clause(text=one.text, revision=one.revision) for one in before if one.decision_id is None]
    for place, row in enumerate(rows, start=1):
        row.memorandum, row.order = memorandum, place
    Clause.objects.bulk_create(rows)


def _drawn(piece: drawing.Piece, before: Clause | None) -> Clause:
    clause = Clause(text=piece.words, decision=piece.decision, condition=piece.condition, corrected=piece.decision.corrected)
    if before is not None:
        clause.left_out_because, clause.revision = before.left_out_because, before.revision
        if before.is_changed:
            clause.text, clause.drawn = before.text, piece.words
    return clause


def _carry_commitments(memorandum: Memorandum, last: Memorandum | None) -> None:
    rows = last.commitments.order_by("order") if last else []
    names = ("organisation_id", "action", "by_date", "owner", "order")
    Commitment.objects.bulk_create(Commitment(memorandum=memorandum, **{name: getattr(one, name) for name in names}) for one in rows)


def _name_parties(memorandum: Memorandum, pieces: Iterable[drawing.Piece], last: Memorandum | None) -> None:
    """The commissioners, and whom it is with; on a contract those whose words it says, and whoever has promised something in it.

    Who is party already, or was taken out, stays as chosen.
    """
    commissioners = set(memorandum.round.commissioner_ids())
    providers = {memorandum.organisation_id} if memorandum.organisation_id else {piece.carrier.pk for piece in pieces}
    providers |= set(memorandum.commitments.values_list("organisation", flat=True))
    sides = dict.fromkeys(commissioners, Side.COMMISSIONER) | dict.fromkeys(providers - commissioners, Side.PROVIDER)
    if last:
        sides = {one.organisation_id: Side(one.side) for one in last.parties.standing()} or sides
    known = set(memorandum.parties.values_list("organisation", flat=True))
    Party.objects.bulk_create(Party(memorandum=memorandum, organisation_id=pk, side=side) for pk, side in sides.items() if pk not in known)


@transaction.atomic
def save_memorandum(
    *, memorandum: Memorandum, by: User, revision: int, terms: Mapping[str, str], commitments: Iterable[Mapping[str, Any]]
) -> Memorandum:
    """Its terms and commitments. A save from an older revision overwrites nothing."""
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.DRAFT:
        raise CannotMove("save", memorandum)
    if revision != memorandum.revision:
        theirs = {
            name: Conflict(said, memorandum.terms.get(name, ""), memorandum.written_by, memorandum.written_at)
            for name, said in terms.items()
        }
        raise Stale(memorandum, theirs)
    memorandum.terms = {name: terms.get(name, "") for name in TERMS}
    memorandum.revision, memorandum.written_by = memorandum.revision + 1, by
    memorandum.save(update_fields=["terms", "revision", "written_by", "written_at"])
    memorandum.commitments.all().delete()
    Commitment.objects.bulk_create(
        Commitment(memorandum=memorandum, order=place, **dict(row)) for place, row in enumerate(commitments, start=1)
    )
    says = f"wrote the memorandum of {memorandum.round} {memorandum.with_whom}"
    record("memorandum.saved", target=memorandum, by=by, owner=memorandum.round.lead, says=says)
    return memorandum


@transaction.atomic
def set_aside(*, memorandum: Memorandum, by: User) -> Memorandum:
    """A draft that is not wanted. It is kept, and what it said waits for another memorandum."""
    memorandum = advance(memorandum, "set_aside")
    memorandum.save(update_fields=["status"])
    says = f"set aside version {memorandum.number} of the memorandum of {memorandum.round} {memorandum.with_whom}"
    record("memorandum.set_aside", target=memorandum, by=by, owner=memorandum.round.lead, says=says)
    return memorandum
