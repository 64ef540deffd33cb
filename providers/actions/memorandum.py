"""Drafting a memorandum from what was agreed, offering its frozen text, and signing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.moves.stale import Conflict, Stale
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Role
from portal.printing.actions import order

from ..documents import memorandum as documents
from ..documents.canonical import sha256
from ..models import TERMS, Accord, Clause, Commitment, Decision, Memorandum, Party
from ..states import MemorandumStatus, Side
from . import letters
from .refusals import CannotSign, Refused, TextChanged

SIGNING_ROLE = {Side.COMMISSIONER: Role.APPROVER, Side.PROVIDER: Role.SIGNATORY}


@transaction.atomic
def draft_memorandum(*, round: Round, by: User) -> Memorandum:
    """The one being drafted, or a new version: a clause for each point that was accepted, its parties those who are in them."""
    round = lock(round)
    own = Memorandum.objects.filter(round=round)
    standing = own.filter(status__in=[MemorandumStatus.DRAFT, MemorandumStatus.OFFERED]).first()
    if standing:
        return standing
    decisions = _decisions(round)
    last = own.order_by("-number").first()
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
    terms = last.terms if last else documents.FIRST_TERMS
    memorandum = Memorandum.objects.create(round=round, number=number, terms=terms, written_by=by)
    _write_clauses(memorandum, decisions)
    record("memorandum.drafted", target=memorandum, by=by, owner=round.lead, says=f"drafted version {number} of the memorandum of {round}")
    return memorandum


@transaction.atomic
def redraft(*, memorandum: Memorandum, by: User) -> Memorandum:
    """The clauses again, from the points that are accepted by now; what was written around them stays."""
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.DRAFT:
        raise CannotMove("redraft", memorandum)
    decisions = _decisions(memorandum.round)
    memorandum.clauses.all().delete()
    memorandum.parties.all().delete()
    _write_clauses(memorandum, decisions)
    says = f"brought the clauses of the memorandum of {memorandum.round} up to date"
    record("memorandum.redrafted", target=memorandum, by=by, owner=memorandum.round.lead, says=says)
    return memorandum


def _decisions(round: Round) -> list[Decision]:
    decisions = list(documents.for_everybody(round))
    if not decisions:
        raise Refused("No point has been accepted and published yet. A memorandum is drafted from those.")
    return decisions


def _write_clauses(memorandum: Memorandum, decisions: Iterable[Decision]) -> None:
    """Its parties are the commissioners, the providers of these points, and whoever has promised something in it."""
    rows = [(decision, text, condition) for decision in decisions for text, condition in documents.clauses(decision)]
    Clause.objects.bulk_create(
        Clause(memorandum=memorandum, order=place, text=text, decision=decision, condition=condition, corrected=decision.corrected)
        for place, (decision, text, condition) in enumerate(rows, start=1)
    )
    providers = {decision.position.response.organisation_id for decision in decisions}
    providers |= set(memorandum.commitments.values_list("organisation", flat=True))
    commissioners = set(memorandum.round.commissioner_ids())
    sides = dict.fromkeys(commissioners, Side.COMMISSIONER) | dict.fromkeys(providers - commissioners, Side.PROVIDER)
    Party.objects.bulk_create(Party(memorandum=memorandum, organisation_id=pk, side=side) for pk, side in sides.items())


@transaction.atomic
def save_memorandum(
    *, memorandum: Memorandum, by: User, revision: int, terms: Mapping[str, str], commitments: Iterable[Mapping[str, Any]]
) -> Memorandum:
    """Its terms and commitments; the clauses are what was decided. A save from an older revision overwrites nothing."""
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
    record("memorandum.saved", target=memorandum, by=by, owner=memorandum.round.lead, says=f"wrote the memorandum of {memorandum.round}")
    return memorandum


@transaction.atomic
def offer(*, memorandum: Memorandum, by: User) -> Memorandum:
    """The text is frozen, printed and sent to those who sign for each party."""
    memorandum = advance(memorandum, "offer")
    memorandum.text = documents.text(memorandum)
    memorandum.text_sha256 = sha256(memorandum.text)
    memorandum.paper = order(
        template="documents/memorandum.html",
        facts=documents.facts(memorandum.text, memorandum.text_sha256),
        title=f"Memorandum of understanding: {memorandum.round}",
        file_name=f"memorandum-{memorandum.round.slug}-{memorandum.number}",
        by=by,
    )
    memorandum.save(update_fields=["status", "text", "text_sha256", "paper"])
    says = f"offered version {memorandum.number} of the memorandum for signature"
    record("memorandum.offered", target=memorandum, by=by, owner=memorandum.round.lead, says=says, sha256=memorandum.text_sha256)
    letters.tell_parties(memorandum, SIGNING_ROLE)
    return memorandum


@transaction.atomic
def take_back(*, memorandum: Memorandum, by: User) -> Memorandum:
    """A draft again. Signatures given stay in the record and count only for the text that was signed."""
    memorandum = advance(memorandum, "take_back")
    memorandum.save(update_fields=["status"])
    says = f"took back version {memorandum.number} of the memorandum"
    record("memorandum.taken_back", target=memorandum, by=by, owner=memorandum.round.lead, says=says)
    return memorandum


@transaction.atomic
def agree(*, memorandum: Memorandum, by: User, organisation: Organisation, role: str, at: datetime, seen: str) -> Accord:
    """A party signs the frozen text for itself, once. With the last signature it is agreed, and replaces the version before."""
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.OFFERED:
        raise CannotMove("agree", memorandum)
    if seen != memorandum.text_sha256:
        raise TextChanged
    _judge(memorandum, by, organisation)
    accord = Accord.objects.create(
        memorandum=memorandum, organisation=organisation, signatory=by, signatory_role=role, signed_at=at, text_sha256=seen
    )
    for owner in {organisation, memorandum.round.lead}:
        says = f"signed version {memorandum.number} of the memorandum for {organisation}"
        record("memorandum.signed", target=memorandum, by=by, at=at, owner=owner, says=says, sha256=seen)
    signed = set(memorandum.accords.filter(text_sha256=memorandum.text_sha256).values_list("organisation", flat=True))
    if memorandum.party_ids() <= signed:
        _settle(memorandum, by, at)
    return accord


def _judge(memorandum: Memorandum, by: User, organisation: Organisation) -> None:
    party = memorandum.parties.filter(organisation=organisation).first()
    if party is None:
        raise CannotSign(f"{organisation} is not a party to this memorandum.")
    if not Membership.objects.current().filter(user=by, organisation=organisation, role=SIGNING_ROLE[Side(party.side)]).exists():
        raise CannotSign(f"Only a signatory of {organisation} can sign for it.")
    if memorandum.accords.filter(organisation=organisation, text_sha256=memorandum.text_sha256).exists():
        raise CannotSign(f"{organisation} has signed this text already.")


def _settle(memorandum: Memorandum, by: User, at: datetime) -> None:
    earlier = Memorandum.objects.filter(round=memorandum.round, status=MemorandumStatus.AGREED).first()
    if earlier:
        replaced = advance(earlier, "replace")
        replaced.save(update_fields=["status"])
    memorandum = advance(memorandum, "agree")
    memorandum.save(update_fields=["status"])
    says = f"version {memorandum.number} of the memorandum is signed by all its parties"
    record("memorandum.agreed", target=memorandum, by=by, at=at, owner=memorandum.round.lead, says=says)
