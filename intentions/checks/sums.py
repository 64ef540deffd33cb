"""Money that does not add up, has no period, or is denied elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from portal.nhsuk import words

from ..states import Confidence, MoneyKind
from .finding import LOOK, Problem, check, problem
from .whole import Whole

SAVES = (MoneyKind.SAVING, MoneyKind.AVOIDANCE)
DENIES = re.compile(
    r"\bno (?:direct |specific |immediate )?(?:financial|cost|resource) (?:implications?|consequences?|effects?)\b", re.IGNORECASE
)
CLAIMS = re.compile(r"£ ?\d|\bsav(?:e|es|ing|ings)\b|\binvest(?:s|ment|ments)?\b|\bcost pressure", re.IGNORECASE)


@check("sum", reads="round")
def savings_reach_the_target(whole: Whole) -> Iterator[Problem]:
    """The savings named reach the target; illustrative ones are never added to committed ones."""
    target = whole.round.savings_target
    if target is None:
        return
    found = {kind: _saved(whole, kind) for kind in Confidence.values}
    firm = found[Confidence.COMMITTED] + found[Confidence.ESTIMATED]
    if firm >= target:
        return
    said = words.millions(firm) if firm else "nothing"
    more = f", and {words.millions(found[Confidence.ILLUSTRATIVE])} is only illustrative" if found[Confidence.ILLUSTRATIVE] else ""
    says = f"has a savings target of {words.millions(target)}; {said} of it is committed or estimated{more}"
    yield problem(LOOK, whole.round, "savings_target", says, "sum")


@check("undated-money", reads="round")
def amounts_have_years(whole: Whole) -> Iterator[Problem]:
    """An amount says for which years it is: £6 million in total is not £6 million a year."""
    for thing, row in effects(whole):
        if row["amount"] is not None and row["year_from"] is None and row["year_to"] is None:
            yield problem(LOOK, thing, "money", f"names {words.millions(row['amount'])} without its years", "undated-money")


@check("contradiction", reads="round")
def money_is_not_denied(whole: Whole) -> Iterator[Problem]:
    """Nothing says that there are no financial implications while chapters claim savings or investment."""
    claiming = [chapter for chapter in whole.chapters if _claims(chapter)]
    paid = {version.intention.chapter_id for version in whole.versions if version.money.all()}
    count = len({chapter.pk for chapter in claiming} | paid)
    if not count:
        return
    claims = "1 chapter claims" if count == 1 else f"{count} chapters claim"
    for text in whole.texts:
        if found := DENIES.search(text.words):
            yield problem(LOOK, text.about, text.field, f"says “{found.group(0)}”; {claims} savings or investment", "contradiction")


def effects(whole: Whole) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every effect on money, of chapters and of intentions, with the thing that names it."""
    for chapter in whole.chapters:
        for row in chapter.money:
            amount = None if row.get("amount") is None else Decimal(str(row["amount"]))
            yield chapter, {**dict.fromkeys(("kind", "confidence", "year_from", "year_to")), **row, "amount": amount}
    for version in whole.versions:
        for one in version.money.all():
            yield version, {name: getattr(one, name) for name in ("kind", "confidence", "amount", "year_from", "year_to")}


def _saved(whole: Whole, confidence: str) -> Decimal:
    amounts = [row["amount"] for _, row in effects(whole) if row["kind"] in SAVES and row["confidence"] == confidence and row["amount"]]
    return sum(amounts, Decimal(0))


def _claims(chapter: Any) -> bool:
    said = f"{chapter.finance_short_term} {chapter.finance_medium_long_term}"
    return bool(chapter.money) or (bool(CLAIMS.search(said)) and not DENIES.search(said))
