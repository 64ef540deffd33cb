"""Which agreed words a memorandum is drawn from: every one of them is in exactly one memorandum of its round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from intentions.models import Round
from portal.organisations.models import GroupMembership, Organisation, Succession

from ..models import Clause, Condition, Decision, Memorandum, Ruling
from ..models.decision import open_to_all
from ..models.memorandum import LIVE
from ..states import IN_MEMORANDUM, Status
from .agreed import agreements, in_words, ruled
from .decided import IN_ORDER

Mark = tuple[Any, Any]  # (decision, condition or None)


@dataclass(frozen=True)
class Piece:
    """Words that were agreed on one point or condition and go into a contract or a memorandum, and with whom they were agreed."""

    decision: Decision
    condition: Condition | None
    settled: Decision | Ruling
    carrier: Organisation

    @property
    def mark(self) -> Mark:
        return self.decision.pk, self.condition.pk if self.condition else None

    @property
    def contract(self) -> str:
        return self.settled.contract_reference.strip()

    @property
    def words(self) -> str:
        """What is agreed, in the agreed words, never what was merely asked."""
        position = self.decision.position
        about = f"On {position.reference} {position.heading}, {position.response.organisation.name}"
        return f"{about}: {in_words(self.settled)}"


def agreed(round: Round) -> QuerySet[Decision]:
    """The published decisions by which something is agreed, of a point or of a condition, in the order of the round."""
    return published(round).agreed()


def published(round: Round) -> Any:
    """All published decisions on responses that stand, in the order of the round."""
    found = Decision.objects.published().filter(position__response__round=round, position__response__status=Status.SUBMITTED)
    related = ("position__intention", "position__version", "position__frozen_chapter", "position__response__organisation")
    return found.select_related(*related).prefetch_related(ruled("position__conditions"), "corrections").order_by(*IN_ORDER)


def for_everybody(round: Round) -> QuerySet[Decision]:
    """Those a memorandum is drawn from. A signed memorandum can be a paper, so what is commercially sensitive is in none."""
    return agreed(round).filter(open_to_all())


def pieces(round: Round) -> list[Piece]:
    """In the order of the round."""
    decisions = list(for_everybody(round))
    became = _became(one.position.response.organisation for one in decisions)
    return [
        Piece(decision, condition, one, became.get(decision.position.response.organisation_id, decision.position.response.organisation))
        for decision in decisions
        for one, condition in agreements(decision)
        if one.destination in IN_MEMORANDUM
    ]


def _became(organisations: Iterable[Organisation]) -> dict[Any, Organisation]:
    """What those have become to whose successors everything was handed on."""
    found = Succession.objects.filter(predecessor__in={one.pk for one in organisations}, handed_on_at__isnull=False)
    return {one.predecessor_id: one.successor for one in found.select_related("successor").order_by("date")}


def drawn(memorandum: Memorandum, *, every: list[Piece] | None = None) -> list[Piece]:
    """What this memorandum says: of its key, and in no other memorandum that is drafted, offered or signed."""
    others = Memorandum.objects.filter(round=memorandum.round_id, status__in=LIVE)
    others = others.exclude(organisation=memorandum.organisation_id, contract=memorandum.contract)
    taken = set(Clause.objects.filter(memorandum__in=others).values_list("decision", "condition"))
    found = pieces(memorandum.round) if every is None else every
    return [one for one in found if one.mark not in taken and _is_of(memorandum, one)]


def _is_of(memorandum: Memorandum, piece: Piece) -> bool:
    if memorandum.organisation is not None:
        return piece.carrier.pk in gathered(memorandum.organisation)
    return not memorandum.contract or same(piece.contract, memorandum.contract)


def gathered(organisation: Organisation) -> set[Any]:
    """Whose words its memorandum gathers: its own, and of a group those of its members that have no memorandum of their own."""
    members = GroupMembership.objects.filter(group=organisation, to_date=None) if organisation.is_group else GroupMembership.objects.none()
    return {organisation.pk, *members.values_list("member", flat=True)}


def same(one: str, other: str) -> bool:
    """Whether two references name one contract, however they were typed."""
    return one.strip().casefold() == other.strip().casefold()


def behind(memorandum: Memorandum) -> tuple[int, int]:
    """How many pieces were agreed since its clauses were drawn, and how many of its clauses no longer stand."""
    has = set(memorandum.clauses.exclude(decision=None).values_list("decision", "condition"))
    stand = {piece.mark for piece in drawn(memorandum)}
    return len(stand - has), len(has - stand)


@dataclass(frozen=True)
class Subject:
    """What a memorandum can be about, how many pieces wait for one, and the version that is open or signed."""

    organisation: Organisation | None
    contract: str
    waiting: int
    standing: Memorandum | None

    @property
    def key(self) -> str:
        return str(self.organisation.pk) if self.organisation else f"contract:{self.contract.casefold()}"

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else self.contract


def subjects(round: Round, by: str) -> list[Subject]:
    """With whom, or on which contract, a memorandum can be drafted: `by` is "provider", "group" or "contract"."""
    every = pieces(round)
    live = list(Memorandum.objects.filter(round=round, status__in=LIVE).order_by("number"))
    taken = set(Clause.objects.filter(memorandum__in=live).values_list("decision", "condition"))
    free = [one for one in every if one.mark not in taken]
    if by == "contract":
        return _contracts(every, free, live)
    carriers = {one.carrier.pk: one.carrier for one in every}
    groups = _groups(carriers) if by == "group" else {pk: {pk} for pk in carriers}
    named = {one.pk: one for one in Organisation.objects.filter(pk__in=groups)}
    latest = {one.organisation_id: one for one in live}
    found = [Subject(named[pk], "", sum(one.carrier.pk in whose for one in free), latest.get(pk)) for pk, whose in groups.items()]
    return sorted(found, key=lambda one: one.name)


def _contracts(every: list[Piece], free: list[Piece], live: list[Memorandum]) -> list[Subject]:
    names = {one.contract.casefold(): one.contract for one in reversed(every) if one.contract}
    latest = {one.contract.casefold(): one for one in live if one.contract}
    return [Subject(None, names[key], sum(one.contract.casefold() == key for one in free), latest.get(key)) for key in sorted(names)]


def _groups(carriers: Iterable[Any]) -> dict[Any, set[Any]]:
    """{group: those of its answers and its members' that were agreed} of every group that is concerned."""
    carriers = set(carriers)
    found: dict[Any, set[Any]] = defaultdict(set)
    rows = GroupMembership.objects.filter(to_date=None, member__in=carriers) | GroupMembership.objects.filter(
        to_date=None, group__in=carriers
    )
    for group, member in rows.values_list("group", "member"):
        found[group] |= {group, member}
    return found


def waiting(round: Round) -> int:
    """How many pieces are in no memorandum."""
    every = pieces(round)
    taken = set(Clause.objects.filter(memorandum__round=round, memorandum__status__in=LIVE).values_list("decision", "condition"))
    return sum(one.mark not in taken for one in every)


def held(round: Round) -> dict[Mark, Memorandum]:
    """Which memorandum says each piece, of those drafted, offered or signed."""
    rows = Clause.objects.filter(memorandum__round=round, memorandum__status__in=LIVE, left_out_because="").exclude(decision=None)
    rows = rows.select_related("memorandum__organisation").order_by("memorandum__number")
    return {(one.decision_id, one.condition_id): one.memorandum for one in rows}
