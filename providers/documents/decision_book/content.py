"""What a row that came back decides, in the shape in which it is decided on its page; or in words why it cannot be decided so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from portal.nhsuk.words import financial_year
from portal.workbooks.comparing import Thing

from ...models import Condition, Position
from ...states import AGREED, Destination, Verdict
from .. import agreed
from ..workbook.columns import YES
from .columns import CONDITIONS, MONEY
from .rows import WORDS, decision_on

SELECT = "Select a decision"
KEPT = "A decision that is written is changed here, and not emptied"
NOT_AGREED = "Something is agreed, but the point is not accepted: accept it, or empty what is agreed"
OTHER_WORDS = "The agreed wording is not what was asked: accept the point in part"
OF_AGREEMENT = ("agreed", "agreed_activity", "agreed_by_date", "contract_label", "contract_year", "contract_reference")
Row = Mapping[str, str]


@dataclass
class Said:
    """`whole` and `rulings` as the action takes them."""

    whole: dict[str, Any] = field(default_factory=dict)
    rulings: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def said_by(thing: Thing, position: Position) -> Said:
    """Of a point that something is said of. What is wrong is found as on its page, and by the same rules."""
    said, verdict = Said(), _verdict(thing.cells)
    if verdict is None:
        said.problems.append(KEPT if decision_on(position) else SELECT)
        return said
    said.whole = _whole(thing, verdict, position, said)
    said.rulings = _rulings(thing, position, said)
    by_condition = {row["condition"].pk: row for row in said.rulings}
    said.problems += [_placed(words, condition) for condition, _, words in agreed.faults(position, said.whole, by_condition)]
    said.problems += _beside_the_verdict(thing, verdict, position)
    return said


def _whole(thing: Thing, verdict: Verdict, position: Position, said: Said) -> dict[str, Any]:
    cells = thing.cells
    return {
        "verdict": verdict,
        **{name: cells.get(name, "").strip() for name in WORDS},
        "agreed_by_date": _day(cells.get("agreed_by_date", "")),
        "destination": _goes(cells) or Destination.MEMORANDUM,
        "contract_year": _year(cells.get("contract_year", ""), position, said),
        "needs_new_version": cells.get("needs_new_version") == YES,
        "agreed_amounts": _amounts(thing, position, said),
    }


def _amounts(thing: Thing, position: Position, said: Said) -> dict[str, str]:
    """Money is read where its rows changed, and otherwise stays as it is."""
    if MONEY not in thing.rows:
        decision = decision_on(position)
        return dict(decision.agreed_amounts) if decision else {}
    found: dict[str, str] = {}
    for row in thing.rows[MONEY]:
        year = _year(row.get("year", ""), position, said)
        if str(year) in found:
            said.problems.append(f"{MONEY}: {row['year']} stands in more than one row")
        elif year:
            found[str(year)] = f"{Decimal(row.get('amount') or 0):.2f}"
    return found


def _year(text: str, position: Position, said: Said) -> int | None:
    if not text:
        return None
    year = next((one for one in agreed.years_of(position) if financial_year(one) == text), None)
    said.problems += [] if year else [f"{text} is no year of this point"]
    return year


def _rulings(thing: Thing, position: Position, said: Said) -> list[dict[str, Any]]:
    """Those conditions that are decided otherwise than the whole; a wording that was changed is accepted in part."""
    conditions = dict(enumerate(position.conditions.all(), start=1))
    if CONDITIONS not in thing.rows:
        return [_stands(one) for one in conditions.values() if _is_ruled(one, decision_on(position))]
    found: dict[int, dict[str, Any]] = {}
    for row in thing.rows[CONDITIONS]:
        number = int(row["number"]) if row.get("number", "").isdecimal() else 0
        if number not in conditions:
            said.problems.append(f"{CONDITIONS}: the point has no condition {row.get('number', '')}")
        elif number in found:
            said.problems.append(f"{CONDITIONS}: condition {number} stands in more than one row")
        else:
            found[number] = _ruling(row, number, conditions[number], said)
    return [one for one in found.values() if one["verdict"]]


def _ruling(row: Row, number: int, condition: Condition, said: Said) -> dict[str, Any]:
    verdict, words, reason = _verdict(row), row.get("agreed", "").strip(), row.get("reason", "").strip()
    if verdict is None and words and words.split() != condition.text.split() and said.whole["verdict"] == Verdict.ACCEPT_IN_PART:
        verdict, reason = Verdict.ACCEPT_IN_PART, reason or said.whole["reason"]
    elif verdict is None and any(row.get(name) for name in ("agreed", "reason", "agreed_by_date", "destination")):
        said.problems.append(f"{CONDITIONS}: something is said of condition {number}. Select what you decide on it")
    return {
        "condition": condition,
        "verdict": verdict,
        "agreed": words,
        "reason": reason,
        "agreed_by_date": _day(row.get("agreed_by_date", "")),
        "destination": _goes(row) or said.whole["destination"],
        **{name: said.whole[name] for name in ("contract_label", "contract_year", "contract_reference")},
    }


def _is_ruled(condition: Condition, decision: Any) -> bool:
    """Decided by itself: one that was accepted with its point follows the point again."""
    ruling = getattr(condition, "ruling", None)
    return ruling is not None and decision is not None and not ruling.verdict == decision.verdict == Verdict.ACCEPT


def _stands(condition: Condition) -> dict[str, Any]:
    return {"condition": condition, **{name: getattr(condition.ruling, name) for name in agreed.SETTLED}}


def _beside_the_verdict(thing: Thing, verdict: Verdict, position: Position) -> list[str]:
    """Nothing that was typed as agreed goes unsaid because of the decision beside it."""
    typed = {name for name in OF_AGREEMENT if name in thing.changed and thing.cells.get(name)}
    if verdict not in AGREED and (typed or thing.rows.get(MONEY)):
        return [NOT_AGREED]
    words = thing.cells.get("agreed", "").split()
    return [OTHER_WORDS] if verdict == Verdict.ACCEPT and "agreed" in typed and words != agreed.asked(position).split() else []


def _placed(words: str, condition: Any) -> str:
    return f"{CONDITIONS}: {words[0].lower()}{words[1:]}" if condition else words


def _verdict(cells: Row) -> Verdict | None:
    return next((one for one, words in agreed.SAYS.items() if words == cells.get("verdict")), None)


def _goes(cells: Row) -> str:
    return next((str(value) for value, label in Destination.choices if str(label) == cells.get("destination")), "")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
