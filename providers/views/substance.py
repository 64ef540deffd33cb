"""What an answer says besides its comment, as columns of a download: a file without it would be half an answer."""

from datetime import date
from decimal import Decimal

from intentions.states import MoneyKind
from portal.nhsuk.lists import Column

from ..documents import position as documents

PARTS = (
    "impact_activity",
    "impact_workforce",
    "impact_quality",
    "impact_estate",
    "impact_others",
    "evidence",
    "alternative",
    "consequences",
)


def substance():
    """Money as pounds of each kind and in words, every effect, the evidence by name, and the days that are named."""
    return [
        Column("Received", "response.received_at", on_page=False),
        Column("Conditions by", _days, on_page=False),
        *(Column(f"{kind.label}, pounds", _pounds(kind), on_page=False) for kind in MoneyKind),
        Column("Money in words", lambda row: "; ".join(documents.effect(one) for one in row.rows("effects")), on_page=False),
        *(Column(documents.LABELS[name], name, on_page=False) for name in PARTS),
        Column("Evidence files", lambda row: "; ".join(file["title"] for file in row.rows("attachments")), on_page=False),
    ]


def published(row):
    """When the decision was made public; nothing until then."""
    batch = getattr(getattr(row, "decision", None), "batch", None)
    return batch.published_at if batch else None


def _days(row):
    days = [date.fromisoformat(one["by_date"]) for one in row.rows("conditions") if one["by_date"]]
    return days[0] if len(days) == 1 else "; ".join(day.isoformat() for day in days)


def _pounds(kind):
    """The sum of what is known of this kind; nothing where none is said, and never one kind added to another."""

    def summed(row):
        amounts = [Decimal(one["amount"]) for one in row.rows("effects") if one["kind"] == kind and one["amount"] is not None]
        return sum(amounts) if amounts else None

    return summed
