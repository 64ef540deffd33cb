"""The table provider x intention, from one query a kind of thing, however many there are of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from intentions.models import Edition, Entry, Round
from intentions.states import Cut
from portal.nhsuk.words import colour_of
from portal.organisations.models import Organisation

from ..models import Position, with_turn
from ..states import ASKS_SOMETHING, ON_INTENTIONS, DecisionStatus, Side, Stance

NEEDS_DECISION = ASKS_SOMETHING
MOST_BESIDE = 50  # points that hang on no intention, shown under the table; the list has all
SHOWN = ("stance", "is_sensitive", "intention_id", "response__organisation_id", "decision__verdict", "decision__status")  # in a cell
SHORT = {
    Stance.SUPPORT: "Support",
    Stance.CONDITIONS: "Conditions",
    Stance.CANNOT: "Cannot",
    Stance.CLARIFY: "Clarify",
    Stance.NOT_AFFECTED: "Not affected",
}


def waiting() -> Q:
    """Points that wait for a decision."""
    return Q(stance__in=NEEDS_DECISION, decision=None)


@dataclass
class Row:
    reference: str
    title: str
    cut: Cut
    cells: list[dict[str, Any]] = field(default_factory=list)
    to_decide: int = 0


@dataclass(frozen=True)
class Counts:
    """The round in numbers, for a sentence."""

    invited: int
    submitted: int
    groups: int
    found: int
    to_decide: int
    written: int
    published: int


def tally(positions: QuerySet[Position], found: QuerySet[Position]) -> dict[Any, dict[str, int]]:
    """{intention: its points in numbers}, in one query; `found` are those of them that the filters leave.

    Under None stand those that hang on no intention.
    """
    counted = {
        "points": Count("pk"),
        "found": Count("pk", filter=Q(pk__in=found.order_by().values("pk"))),
        "to_decide": Count("pk", filter=waiting()),
        "written": Count("pk", filter=Q(decision__status=DecisionStatus.WRITTEN)),
        "published": Count("pk", filter=Q(decision__status=DecisionStatus.PUBLISHED)),
        **{str(stance): Count("pk", filter=Q(stance=stance)) for stance in ON_INTENTIONS},
    }
    rows: Any = positions.order_by().values("intention").annotate(**counted)
    return {row["intention"]: {name: row[name] for name in counted} for row in rows}


def waiting_by_organisation(positions: QuerySet[Position]) -> dict[Any, int]:
    """{organisation: how many of its points wait for a decision}, in one query."""
    counted = positions.filter(waiting()).order_by().values_list("response__organisation").annotate(count=Count("pk"))
    return dict(counted)


def counts(tallied: dict[Any, dict[str, int]], *, invited: int, answered: Iterable[Organisation]) -> Counts:
    """The whole round; `answered` are the organisations whose responses stand."""
    organisations = list(answered)
    summed = {name: sum(row[name] for row in tallied.values()) for name in ("found", "to_decide", "written", "published")}
    return Counts(invited, len(organisations), sum(organisation.is_group for organisation in organisations), **summed)


def entries(round: Round) -> QuerySet[Entry]:
    """The intentions of the latest edition in its order, with what a table shows of each."""
    latest = Edition.objects.filter(round=round).order_by("-number").values("pk")[:1]
    shown = (
        "order",
        "version__title",
        "version__kind",
        "version__intention__reference",
        "version__intention__published_in__code",
        "version__intention__published_in__title",
    )
    return Entry.objects.filter(edition=latest).select_related("version__intention__published_in").only(*shown).order_by("order")


def rows(
    shown: Iterable[Entry], columns: list[Organisation], positions: QuerySet[Position], tallied: dict[Any, dict[str, int]]
) -> list[Row]:
    """A row for each intention, in it a cell for each of these organisations; what is to decide is counted over all there are."""
    shown = list(shown)
    said: dict[Any, dict[Any, Position]] = defaultdict(dict)
    on_page = positions.filter(intention__in=[entry.version.intention_id for entry in shown], response__organisation__in=columns)
    for position in with_turn(on_page, Side.COMMISSIONER).select_related("decision", "response").only(*SHOWN):
        said[position.intention_id][position.response.organisation_id] = position
    return [_row(entry, columns, said[entry.version.intention_id], tallied) for entry in shown]


def _row(entry: Entry, columns: list[Organisation], said: dict[Any, Position], tallied: dict[Any, dict[str, int]]) -> Row:
    to_decide = tallied.get(entry.version.intention_id, {}).get("to_decide", 0)
    cells = [_cell(organisation, said.get(organisation.pk)) for organisation in columns]
    return Row(entry.version.intention.reference, entry.version.title, entry.version.cut, cells, to_decide)


def _cell(organisation: Organisation, position: Position | None) -> dict[str, Any]:
    if position is None:
        return {"organisation": organisation, "short": "No answer", "is_answered": False, "verdict": "", "colour": ""}
    return {
        "organisation": organisation,
        "is_answered": True,
        "short": SHORT[Stance(position.stance)],
        "colour": colour_of(Stance(position.stance).label),
        **_decided(position),
    }


def beside(found: QuerySet[Position]) -> list[dict[str, Any]]:
    """Points that hang on no intention, as a list under the table: what each is about, and what is decided on it."""
    rows = with_turn(found.filter(intention=None), Side.COMMISSIONER).select_related("decision", "response__organisation", "frozen_chapter")
    rows = rows.defer("words").order_by("response__organisation__name", "own_reference")[:MOST_BESIDE]
    return [{"position": position, **_decided(position)} for position in rows]


def _decided(position: Position) -> dict[str, Any]:
    """How far the commissioners are with a point."""
    decision = getattr(position, "decision", None)
    return {
        "is_sensitive": position.is_sensitive,
        "is_waiting": decision is None and position.stance in NEEDS_DECISION,
        "verdict": decision.get_verdict_display() if decision else "",
        "turn": ""
        if decision
        else {"us": "Wording with us", "them": "Wording with them", "agreed": "Wording agreed"}.get(getattr(position, "talk", ""), ""),
        "is_held": bool(decision and decision.status == DecisionStatus.WRITTEN),
    }
