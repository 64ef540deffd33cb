"""Routes of their time, the standstill after a notice, and the pipeline as open contracting data."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

import holidays
from django.utils.timezone import localdate

from intentions.models import Round
from portal.nhsuk import words

from ..models import Decision, Procurement
from ..states import BEFORE_REGIME, REGIME, STANDSTILL_DAYS, STANDSTILL_ROUTES, Route
from .decided import became_of
from .plain import released, said_at

OCID = "ocds-commissioning-intentions"  # a prefix of our own until the publisher registers one


def routes_on(start: date | None) -> list[Route]:
    """Any qualified provider and tenders before 2024, the Provider Selection Regime since."""
    return [route for route in Route if (route in BEFORE_REGIME) == ((start or localdate()) < REGIME)]


def standstill_ends(notice: date, days: int = STANDSTILL_DAYS) -> date:
    """The last of the eight working days of England after the day of the notice."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=[notice.year, notice.year + 1])
    day = notice
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in closed
    return day


def standstill(item: Procurement) -> date | None:
    """Until when representations may be made; None where the route has none or nothing is announced."""
    return standstill_ends(item.notice_date) if item.notice_date and item.route in STANDSTILL_ROUTES else None


def calendar(items: Iterable[Procurement]) -> list[tuple[str, list[Procurement]]]:
    """The services by the quarter in which their contracts end; those without a day come last."""
    found = sorted(items, key=lambda item: (item.expiry_date or date.max, item.service))
    return [(quarter, list(ending)) for quarter, ending in groupby(found, key=_quarter)]


def _quarter(item: Procurement) -> str:
    return words.quarter(item.expiry_date) if item.expiry_date else "No day is known"


def ocds(round: Round, items: Iterable[Procurement], decisions: Iterable[Decision], at: datetime, address: str) -> dict[str, Any]:
    """A release package with the planning of each service that is published, and with what was agreed on its intention.

    `decisions` are those that everybody may read.
    """
    publisher = {"name": round.lead.name, **({"uid": round.lead.ods_code} if round.lead.ods_code else {})}
    agreed: dict[Any, list[Decision]] = defaultdict(list)
    for decision in decisions:
        became = became_of(decision.position)
        agreed[became.pk if became else decision.position.intention_id].append(decision)
    agreed[None] = []  # what hangs on no intention belongs to no service
    releases = [_release(item, agreed[item.intention_id]) for item in items]
    return {"uri": address, "version": "1.1", "publishedDate": at.isoformat(), "publisher": publisher, "releases": releases}


def _release(item: Procurement, decisions: list[Decision]) -> dict[str, Any]:
    """Named by its content, so that another content is another release; dated when it came to say this, not when it was asked for."""
    content = _planning(item, decisions)
    written_at = max([item.written_at, *map(said_at, decisions)])
    mark = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    return {"ocid": content["ocid"], "id": f"{item.pk}-{mark}", "date": written_at.astimezone(UTC).isoformat(), **content}


def _planning(item: Procurement, decisions: list[Decision]) -> dict[str, Any]:
    buyer = {"id": item.round.lead.slug, "name": item.round.lead.name}
    planning: dict[str, Any] = {"rationale": item.intended or item.review or item.service, "milestones": list(_milestones(item))}
    if item.value is not None:
        planning["budget"] = {"amount": {"amount": float(item.value), "currency": "GBP"}}
    agreed = [one for decision in decisions for one in released(decision)]
    if agreed:
        planning["agreed"] = agreed  # a field of our own: the standard has no place for it before an award
    tender: dict[str, Any] = {"id": str(item.pk), "title": item.service, "status": "planned"}
    if item.route:
        tender["procurementMethodDetails"] = str(Route(item.route).label)
    if item.start_date:
        tender["tenderPeriod"] = {"startDate": f"{item.start_date}T00:00:00Z"}
    return {
        "ocid": f"{OCID}-{item.pk}",
        "tag": ["planning"],
        "initiationType": "tender",
        "parties": [{**buyer, "roles": ["buyer"]}],
        "buyer": buyer,
        "planning": planning,
        "tender": tender,
    }


def _milestones(item: Procurement) -> Iterable[dict[str, Any]]:
    days = {
        "The current arrangement ends": item.expiry_date,
        "The procurement starts": item.start_date,
        "Notice of the intended award": item.notice_date,
        "The standstill ends": standstill(item),
    }
    for title, day in days.items():
        if day:
            yield {"id": title, "title": title, "type": "preProcurement", "dueDate": f"{day}T00:00:00Z", "status": "scheduled"}
