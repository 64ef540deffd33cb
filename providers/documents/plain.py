"""What was decided on a point as plain words and numbers, for programs: one shape in the API and in open contracting data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal.nhsuk import words

from ..models import Condition, Decision, Ruling
from .agreed import agreements, asked_of, in_words, refusals
from .marks import last_corrected


def agreed(decision: Decision) -> list[dict[str, Any]]:
    """Everything agreed on the point, each once, in the agreed words; never what was merely asked."""
    return [_agreement(one, condition) for one, condition in agreements(decision)]


def _agreement(one: Decision | Ruling, condition: Condition | None) -> dict[str, Any]:
    return {
        "condition": condition.order + 1 if condition else None,
        "verdict": one.verdict,
        "wording": one.agreed,
        "amounts": [{"year": words.financial_year(year), "amount": f"{pounds:.2f}"} for year, pounds in one.amounts],
        "activity": one.agreed_activity,
        "by_date": one.agreed_by_date.isoformat() if one.agreed_by_date else None,
        "destination": one.destination,
        "contract_label": one.contract_label,
        "contract_year": words.financial_year(one.contract_year) if one.contract_year else "",
        "contract_reference": one.contract_reference,
    }


def refused(decision: Decision) -> list[dict[str, Any]]:
    """What was not agreed stands apart, with its reason."""
    return [
        {
            "condition": condition.order + 1 if condition else None,
            "verdict": one.verdict,
            "asked": asked_of(decision, condition),
            "reason": one.reason,
        }
        for one, condition in refusals(decision)
    ]


def released(decision: Decision) -> Iterable[dict[str, Any]]:
    """Each agreement with whose it is, as open contracting data names things."""
    position = decision.position
    provider = {"id": position.response.organisation.slug, "name": position.response.organisation.name}
    corrected = last_corrected(decision)
    about = {
        "intention": position.reference,
        "provider": provider,
        "recorded": position.response.recorded,
        "corrected": corrected.date().isoformat() if corrected else None,
    }
    for one, condition in agreements(decision):
        said = _agreement(one, condition)
        amounts = [{"year": each["year"], "value": {"amount": float(each["amount"]), "currency": "GBP"}} for each in said.pop("amounts")]
        mark = condition.pk if condition else decision.pk
        yield {"id": str(mark), **about, **said, "amounts": amounts, "description": in_words(one)}


def said_at(decision: Any) -> datetime:
    """When it came to say what it says: published, or last corrected."""
    return last_corrected(decision) or decision.batch.published_at
