"""The days of a document in figures: what is kept of a timescale, once it is known whether the day or the month comes first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portal.reading.dates import ASK, DAY, MONTH, Dates, dates_in, is_unclear, written_out

SHOWN = 3  # examples of each
Facts = dict[str, Any]


def timescale_in(said: Mapping[str, Any], order: str) -> Facts:
    """As it is written while the day comes first; written out where the month does; nothing but a question where nobody knows."""
    text = str(said.get("as_written") or said.get("text", ""))
    rest = {name: value for name, value in said.items() if name not in ("as_written", "asks")}
    if is_unclear(text) and order not in (DAY, MONTH):
        return {**rest, "text": text, "from": None, "to": None, "asks": True}
    if order == MONTH and written_out(text, MONTH) != text:
        return {**rest, "text": written_out(text, MONTH), "as_written": text}
    return {**rest, "text": text}


def asked_of(texts: Iterable[str], timescales: Iterable[str]) -> tuple[str, Facts]:
    """(what comes first, or whether to ask; what the document tells of it). Nobody is asked where nothing would be read as a day."""
    dates, timed = dates_in(texts), dates_in(timescales)
    if not timed.unclear and not timed.month_first:
        return "", {}
    order = dates.order
    return (order if order != ASK or timed.unclear else ""), told(Dates(timed.unclear, dates.day_first, dates.month_first))


def told(dates: Dates) -> Facts:
    return {
        "count": len(dates.unclear),
        "unclear": dates.unclear[:SHOWN],
        "day_first": dates.day_first[:SHOWN],
        "month_first": dates.month_first[:SHOWN],
    }


def both_ways(dates: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """[(what comes first, as written, the day it is then)] of the first that has two readings."""
    example = next(iter(dates.get("unclear", [])), "")
    return [(order, example, written_out(example, order)) for order in (DAY, MONTH)] if example else []
