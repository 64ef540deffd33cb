"""What the checks read besides chapters and intentions, in one query: a page that shows problems asks for many things already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from outcomes.models import Outcome, OutcomeRow, OutcomeTable
from portal.organisations.models import Organisation, Place, Succession
from portal.organisations.states import PlaceKind

from ..models import Accepted, CaseStudy, Challenge, Enabler, Intention, Plan, Round, Section
from ..models.version import VersionProvider

ROW = ("order", "tier", "prioritised_by", "outcome_id", "table_id")
PLAN = ("id", "slug", "title", "document_version", "document_status", "dated", "signed_off_date")


@dataclass(frozen=True)
class Beside:
    """Rows as the checks need them: not whole, and not to be saved."""

    sections: list[Section] = field(default_factory=list)
    examples: list[CaseStudy] = field(default_factory=list)  # those with pictures
    challenges: list[Challenge] = field(default_factory=list)
    boroughs: list[Place] = field(default_factory=list)
    enablers: int = 0
    names: frozenset[str] = frozenset()  # short forms of organisations in the register that are written in capitals
    linked: frozenset[frozenset[Any]] = frozenset()  # pairs of intentions that somebody linked
    right: frozenset[str] = frozenset()  # findings that somebody said are right
    outcome_rows: list[OutcomeRow] = field(default_factory=list)  # of the lead commissioner's outcomes
    plans: list[Plan] = field(default_factory=list)  # of the round's commissioners, for its years
    closed: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)  # {version: organisations it names that have closed}


def beside(round: Round) -> Beside:
    found = Round.objects.filter(pk=round.pk).annotate(**{f"a_{name}": many for name, many in _asked(round).items()})
    row = {name.removeprefix("a_"): value for name, value in found.values(*(f"a_{name}" for name in _asked(round))).get().items()}
    return Beside(
        sections=[Section(**_typed(one), round=round) for one in row["sections"]],
        examples=[CaseStudy(**_typed(one), round=round) for one in row["examples"]],
        challenges=[Challenge(**_typed(one), round=round) for one in row["challenges"]],
        boroughs=[Place(**_typed(one)) for one in row["boroughs"]],
        enablers=len(row["enablers"]),
        names=frozenset(word for one in row["names"] for word in one["name"].split() if word.isupper() and len(word) > 3),
        linked=frozenset(frozenset((UUID(one["one"]), UUID(one["other"]))) for one in row["linked"]),
        right=frozenset(one["key"] for one in row["right"]),
        outcome_rows=[_outcome_row(_typed(one)) for one in row["outcome_rows"]],
        plans=[Plan(**_typed(one)) for one in row["plans"]],
        closed=_by_version(row["closed"]),
    )


def _by_version(rows: list[dict[str, Any]]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for one in rows:
        found.setdefault(UUID(one["version"]), []).append(one)
    return found


def _asked(round: Round) -> dict[str, ArraySubquery]:
    ours = {"round": OuterRef("pk")}
    pairs = Intention.related.through._default_manager.filter(from_intention__round=OuterRef("pk"))
    tables = OutcomeRow.objects.filter(outcome__owner=OuterRef("lead")).order_by("table__slug", "order", "outcome__slug")
    became = Succession.objects.filter(predecessor=OuterRef("organisation")).order_by("date").values("successor__name")[:1]
    closed = (
        VersionProvider.objects.filter(version__intention__round=OuterRef("pk"), version__latest_of__isnull=False)
        .filter(organisation__closed_date__lt=localdate())
        .annotate(became=Subquery(became))
        .order_by("organisation__name")
    )
    within = Q(year_from__lte=OuterRef("year_to"), year_to__gte=OuterRef("year_from"), organisation__in=round.commissioner_ids())
    return {
        "sections": _many(Section.objects.filter(**ours).order_by("order", "heading"), "id", "heading", "body", "pictures"),
        "examples": _many(CaseStudy.objects.filter(**ours).exclude(pictures=[]).order_by("order"), "id", "title", "pictures"),
        "challenges": _many(Challenge.objects.filter(**ours).order_by("order", "area"), "id", "area", "statement"),
        "boroughs": _many(Place.objects.filter(rounds=OuterRef("pk"), kind=PlaceKind.BOROUGH).order_by("name"), "id", "name", "parent_id"),
        "enablers": _many(Enabler.objects.filter(**ours), "id"),
        "names": _many(Organisation.objects.filter(short_name__regex="[A-Z]{4}"), name="short_name"),
        "linked": _many(pairs, one="from_intention_id", other="to_intention_id"),
        "right": _many(Accepted.objects.filter(**ours), "key"),
        "outcome_rows": _many(tables, *ROW, slug="outcome__slug", says="outcome__statement", table="table__title"),
        "closed": _many(closed, version="version_id", name="organisation__name", closed="organisation__closed_date", successor="became"),
        "plans": _many(Plan.objects.filter(within).order_by("slug"), *PLAN),
    }


def _many(rows: QuerySet[Any], *names: str, **renamed: str) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names}, **renamed)))


def _typed(cells: dict[str, Any]) -> dict[str, Any]:
    """JSON knows neither identities nor dates."""
    dates = {name: date.fromisoformat(value) for name, value in cells.items() if name in ("dated", "signed_off_date") and value}
    return cells | {name: UUID(value) for name, value in cells.items() if (name == "id" or name.endswith("_id")) and value} | dates


def _outcome_row(cells: dict[str, Any]) -> OutcomeRow:
    table = OutcomeTable(id=cells["table_id"], title=cells["table"])
    outcome = Outcome(id=cells["outcome_id"], slug=cells["slug"], statement=cells["says"])
    return OutcomeRow(table=table, outcome=outcome, order=cells["order"], tier=cells["tier"], prioritised_by=cells["prioritised_by"])
