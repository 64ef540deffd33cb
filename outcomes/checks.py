"""Where two tables of outcomes disagree. One outcome may sit in two tables; they should tell one story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .models import Outcome, OutcomeRow
from .states import Prioritised

LOWER = ("additional", "lower")


@dataclass(frozen=True)
class Disagreement:
    outcome: Outcome
    says: str


def disagreements(rows: Iterable[OutcomeRow]) -> Iterator[Disagreement]:
    """Rank, presence and joining, table against table. `rows` come with their tables and outcomes."""
    by_outcome: dict[Any, list[OutcomeRow]] = defaultdict(list)
    tables: dict[Any, list[OutcomeRow]] = defaultdict(list)
    for row in rows:
        by_outcome[row.outcome_id].append(row)
        tables[row.table_id].append(row)
    if len(tables) < 2:
        return
    for found in by_outcome.values():
        yield from _ranked_otherwise(found)
        yield from _absent(found, tables)
    yield from _joined(tables)


def _ranked_otherwise(rows: list[OutcomeRow]) -> Iterator[Disagreement]:
    """Prioritised by citizens here, among the lower ones there."""
    high = next((row for row in rows if row.prioritised_by == Prioritised.CITIZENS and not _is_lower(row)), None)
    low = next((row for row in rows if _is_lower(row)), None)
    if high and low:
        yield Disagreement(
            high.outcome, f"is prioritised by citizens in “{high.table}” and stands lower, as “{low.tier}”, in “{low.table}”"
        )


def _absent(rows: list[OutcomeRow], tables: dict[Any, list[OutcomeRow]]) -> Iterator[Disagreement]:
    """High in one table, or the only statement of it, and missing in the other."""
    for other in tables.values():
        if other[0].table_id not in {row.table_id for row in rows} and not all(_is_lower(row) for row in rows):
            yield Disagreement(rows[0].outcome, f"stands in “{rows[0].table}” and not in “{other[0].table}”")


def _joined(tables: dict[Any, list[OutcomeRow]]) -> Iterator[Disagreement]:
    """Two statements in one row that another table keeps apart."""
    places = {table: {row.outcome_id: row.order for row in rows} for table, rows in tables.items()}
    for table, rows in tables.items():
        lines: dict[int, list[OutcomeRow]] = defaultdict(list)
        for row in rows:
            lines[row.order].append(row)
        for first, *rest in lines.values():
            for second in rest:
                for other, known in places.items():
                    if other != table and known.get(first.outcome_id, 0) != known.get(second.outcome_id, 0) and _both(known, first, second):
                        apart = tables[other][0].table
                        yield Disagreement(
                            first.outcome, f"shares a row of “{first.table}” with “{second.outcome}”; “{apart}” keeps them apart"
                        )


def _both(known: dict[Any, int], first: OutcomeRow, second: OutcomeRow) -> bool:
    return first.outcome_id in known and second.outcome_id in known


def _is_lower(row: OutcomeRow) -> bool:
    return any(word in row.tier.lower() for word in LOWER)
