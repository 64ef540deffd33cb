"""What stands on each point, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from intentions.models import Round
from portal.accounts.models import User
from portal.nhsuk import words
from portal.nhsuk.words import financial_year
from portal.workbooks.cells import number, settled
from portal.workbooks.shape import Row

from ...models import Decision, Negotiation, Position, Ruling
from ...states import AGREED, DecisionStatus, Turn, Verdict
from ..agreed import SAYS, asked, ruled
from ..decided import IN_ORDER
from ..negotiation import agreed_words
from ..workbook.columns import NO, YES
from .columns import CONDITIONS, MONEY, POINTS

CORRECTED = "It is published: a decision that is published is corrected on its page"
OWN = "A point of their own has no intention that could get a new version"
WORDS = ("agreed", "reason", "agreed_activity", "contract_label", "contract_reference", "owner")
TOLD = ("verdict", *WORDS, "agreed_by_date", "destination", "contract_year", "needs_new_version", CONDITIONS, MONEY)


def points_of(round: Round, user: User) -> list[Position]:
    """Every position that counts in this round and that the person reads, in the order of the round."""
    rows = Position.objects.visible_to(user).that_count().filter(response__round=round)
    related = ("intention", "version", "frozen_chapter", "response__organisation", "response__round", "decision")
    rows = rows.select_related(*related).prefetch_related(ruled("conditions")).with_rows()
    found = list(rows.order_by(*(one.removeprefix("position__") for one in IN_ORDER), "pk"))
    agreed = Negotiation.objects.visible_to(user).filter(position__response__round=round, status=Turn.AGREED).prefetch_related("proposals")
    both = {position: list(some) for position, some in groupby(agreed.order_by("position", "pk"), key=lambda one: one.position_id)}
    for one in found:
        one.worded = agreed_words(one, both.get(one.pk, []))
    return found


def key_of(position: Position) -> str:
    return f"{position.reference}/{position.response.organisation.slug}"


def rows_of(points: Iterable[Position]) -> dict[str, list[Row]]:
    """{sheet: rows}."""
    found: dict[str, list[Row]] = {POINTS: [], CONDITIONS: [], MONEY: []}
    for one in points:
        key, decision = key_of(one), decision_on(one)
        found[POINTS].append(Row(key, _point(one, decision), _fixed(one, decision), _mark(decision)))
        found[CONDITIONS] += [Row(key, cells) for cells in _conditions(one, decision)]
        found[MONEY] += [
            Row(key, {"year": financial_year(year), "amount": number(sum_)}) for year, sum_ in (decision.amounts if decision else ())
        ]
    return found


def decision_on(position: Position) -> Decision | None:
    return getattr(position, "decision", None)


def _mark(decision: Decision | None) -> str:
    return f"{decision.revision}/{decision.status}" if decision else "0"


def _fixed(position: Position, decision: Decision | None) -> dict[str, str]:
    if decision and decision.status == DecisionStatus.PUBLISHED:
        return dict.fromkeys(TOLD, CORRECTED)
    return {"needs_new_version": OWN} if position.is_own else {}


def _point(one: Position, decision: Decision | None) -> dict[str, str]:
    said = {
        "organisation": str(one.response.organisation),
        "title": settled(one.heading),
        "stance": str(one.get_stance_display()),
        "is_sensitive": YES if one.is_sensitive else "",
        "comment": settled(one.comment),
        "asked": settled(asked(one)),
        "worded": _worded(one, None),
        "state": _state(decision),
    }
    if decision is None:
        return said
    return said | {
        "verdict": SAYS[Verdict(decision.verdict)],
        **{name: settled(getattr(decision, name)) for name in WORDS},
        "agreed_by_date": _day(decision.agreed_by_date),
        "destination": _goes(decision),
        "contract_year": financial_year(decision.contract_year) if decision.contract_year else "",
        "needs_new_version": "" if one.is_own else YES if decision.needs_new_version else NO,
    }


def _conditions(one: Position, decision: Decision | None) -> list[dict[str, str]]:
    return [
        {
            "number": str(at),
            "asked": settled(condition.text),
            "worded": _worded(one, condition.pk),
            **_ruling(getattr(condition, "ruling", None), decision),
        }
        for at, condition in enumerate(one.conditions.all(), start=1)
    ]


def _worded(position: Any, condition: Any) -> str:
    """What both sides accepted of the point, or of one of its conditions."""
    return settled(position.worded.get(condition, ""))


def _ruling(ruling: Ruling | None, decision: Decision | None) -> dict[str, str]:
    """What stands on it by itself; one that was accepted with its point follows the point."""
    if ruling is None or decision is None or ruling.verdict == decision.verdict == Verdict.ACCEPT:
        return {}
    said = {"verdict": SAYS[Verdict(ruling.verdict)], "agreed": settled(ruling.agreed), "reason": settled(ruling.reason)}
    return {**said, "agreed_by_date": _day(ruling.agreed_by_date), "destination": _goes(ruling)}


def _goes(settled_one: Decision | Ruling) -> str:
    return str(settled_one.get_destination_display()) if settled_one.verdict in AGREED else ""


def _state(decision: Decision | None) -> str:
    if decision is None:
        return "To decide"
    return "Published" if decision.status == DecisionStatus.PUBLISHED else f"Written {words.day(decision.written_at)}, not published"


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
