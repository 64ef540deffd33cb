"""What became of the organisations that intentions name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.nhsuk import words

from .finding import LOOK, Problem, check, problem
from .whole import Whole


@check("closed", reads="round")
def names_nobody_that_closed(whole: Whole) -> Iterator[Problem]:
    """No intention, public ones too, names an organisation that has closed."""
    closed = whole.beside.closed
    for version in whole.versions:
        for one in closed.get(version.pk, ()):
            became = f"; it became {one['successor']}" if one["successor"] else ""
            day = words.day(date.fromisoformat(one["closed"]))
            yield problem(LOOK, version, "providers", f"names {one['name']}, which closed on {day}{became}", "closed")
