"""A position in words, part by part, as a commissioner or a signatory reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from intentions.models import Intention
from intentions.states import Bearer, Confidence, MoneyKind
from portal.nhsuk import words
from portal.richtext.passages import to_text

from ..models import Position, Response
from ..models.position import PROSE
from ..states import Stance

OWN_LABELS = {"title": "Title", "words": "What you say"}
LABELS = {
    "stance": "Position",
    "comment": "Comment",
    "conditions": "Conditions",
    "effects": "Money",
    "impact_activity": "Activity",
    "impact_workforce": "Workforce",
    "impact_quality": "Quality",
    "impact_estate": "Estate",
    "impact_others": "Other providers",
    "evidence": "Evidence",
    "alternative": "Alternative",
    "consequences": "Unintended consequences",
    "is_sensitive": "Commercially sensitive",
}


def content(position: Position) -> dict[str, Any]:
    """Everything a save may change, in the shapes in which a save gives it."""
    own = {"title": position.title, "words": to_text(position.words)} if position.is_own else {}
    return {
        **own,
        **{name: getattr(position, name) for name in ("stance", *PROSE, "is_sensitive", "sensitive_until")},
        "conditions": [{"text": row["text"], "by_date": _day(row["by_date"])} for row in position.rows("conditions")],
        "effects": [{**row, "amount": _pounds(row["amount"])} for row in position.rows("effects")],
    }


def last_year(response: Response, intention: Intention) -> Position | None:
    """What the same organisation said, in a response that stands, on the intention that this one was rolled forward from."""
    if intention.rolled_from_id is None:
        return None
    same = {"response__organisation": response.organisation_id, "intention": intention.rolled_from_id}
    standing = Position.objects.that_count().filter(**same).select_related("response__round", "version")
    return standing.with_rows().order_by("-response__received_at").first()


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _pounds(said: str | None) -> Decimal | None:
    return Decimal(said) if said else None


def said(position: Position) -> list[tuple[str, list[str]]]:
    """(label, lines) of everything that is said; what is empty is left out."""
    return said_in(content(position))


def said_in(item: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """The same of an item of the text that is signed."""
    found = ((label, list(lines(name, item))) for name, label in LABELS.items() if name != "stance")
    return [(label, texts) for label, texts in found if texts]


def lines(name: str, said: Mapping[str, Any]) -> Iterator[str]:
    """One part in words."""
    value = said.get(name)
    match name:
        case "stance":
            yield from [Stance(value).label] if value else []
        case "conditions":
            yield from (condition(row) for row in value or [])
        case "effects":
            yield from (effect(row) for row in value or [])
        case "is_sensitive":
            yield from sensitive(said) if value else []
        case _:
            yield from str(value or "").splitlines()


def sensitive(said: Mapping[str, Any]) -> Iterator[str]:
    yield f"Because: {said.get('sensitive_reason', '')}"
    until = said.get("sensitive_until")
    if until:
        yield f"Until {words.day(_day(until) if isinstance(until, str) else until)}. After that day everybody may read it."


def condition(row: Mapping[str, Any]) -> str:
    by_date = _day(row["by_date"]) if isinstance(row["by_date"], str) else row["by_date"]
    return f"{row['text']} (by {words.day(by_date)})" if by_date else row["text"]


def effect(row: Mapping[str, Any]) -> str:
    """Investment for the commissioner: £412,000, estimated, 2019/20, recurrent. Basis: night staff."""
    bearer = f" for the {Bearer(row['bearer']).label.lower()}" if row["bearer"] else ""
    years = [words.financial_year(year) for year in dict.fromkeys([row["year_from"], row["year_to"]]) if year]
    recurrent = {True: "recurrent", False: "one-off", None: ""}[row["is_recurrent"]]
    confidence = Confidence(row["confidence"]).label.lower() if row["confidence"] else ""
    facts = ", ".join(filter(None, [words.money(_pounds(str(row["amount"] or ""))), confidence, " to ".join(years), recurrent]))
    basis = f". Basis: {row['basis']}" if row["basis"] else ""
    kind = MoneyKind(row["kind"]).label if row["kind"] else "Money"
    return f"{kind}{bearer}: {facts}{basis}"
