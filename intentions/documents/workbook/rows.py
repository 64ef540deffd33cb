"""What the versions of a round say, cell by cell."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.richtext.clean import to_markdown, to_text
from portal.workbooks.cells import number, settled
from portal.workbooks.shape import LONGEST, Row

from ... import timescale
from ...models import Version
from ...models.content import ROWS
from ...states import Precision, Status
from ..many import TELLS_HOW, mark
from .columns import INTENTIONS, NAMES, NO, YES, Offered

MOVE = "It is moved from the draft list, not in a workbook"
HOLDS_MORE = "The description holds a table or another thing that a cell cannot: change it on its page"
TOO_LONG = "The text is longer than a cell can be: change it on its page"


def rows_of(versions: Iterable[Version], offered: Offered, described: Container[str] | None = None) -> dict[str, list[Row]]:
    """{sheet: rows}, in the order given. A description takes long to write as it is typed: of some references alone, or of all."""
    found: dict[str, list[Row]] = {INTENTIONS: [], **{NAMES[name]: [] for name in ROWS}}
    for version in versions:
        said = version.content()
        is_described = described is None or version.intention.reference in described
        found[INTENTIONS].append(_intention(version, said, offered, is_described=is_described))
        for name in ROWS:
            found[NAMES[name]] += [Row(version.intention.reference, _cells(name, row, offered)) for row in said[name]]
    return found


def _intention(version: Version, said: Mapping[str, Any], offered: Offered, *, is_described: bool) -> Row:
    words, fixed = _description(said["description"]) if is_described else ("", {})
    cells = {
        "state": str(version.get_status_display()),
        "programme": offered.labels["programme"].get(version.intention.chapter_id, ""),
        "description": words,
        "owner": str(version.intention.owner or "Nobody"),
        **{name: settled(said[name]) for name in ("title", "theme", "timescale", "dependencies", "lever")},
        **{name: offered.closed[name].get(said[name], said[name]) for name in ("kind", "strength", "setting", "schedule")},
        **{name: _listed(offered.labels[name].get(one.pk, str(one)) for one in said[name]) for name in ("places", "providers", "outcomes")},
        "provider_kinds": _listed(offered.closed["provider_kinds"].get(kind, kind) for kind in said["provider_kinds"]),
        "affects_no_provider": YES if said["affects_no_provider"] else "",
        **_dates(version, said),
    }
    return Row(version.intention.reference, cells, {"programme": MOVE, **fixed, **_closed(version)}, mark(version))


def _closed(version: Version) -> dict[str, str]:
    """Of what cannot be edited as it stands, every cell."""
    why = "" if version.is_editable else TELLS_HOW[Status(version.status)]
    return dict.fromkeys((*CELLS, *(NAMES[name] for name in ROWS)), why) if why else {}


CELLS = (
    *("title", "description", "theme", "kind", "strength", "places", "setting", "timescale", "from_date", "to_date"),
    *("providers", "provider_kinds", "affects_no_provider", "dependencies", "outcomes", "lever", "schedule"),
)


def _description(html: str) -> tuple[str, dict[str, str]]:
    """As a person would type it; where that does not say all of it, its words, and the reason why they cannot be changed here."""
    typed = to_markdown(html) if html else ""
    if typed is None:
        return settled(to_text(html))[:LONGEST], {"description": HOLDS_MORE}
    return (settled(typed)[:LONGEST], {"description": TOO_LONG}) if len(typed) > LONGEST else (settled(typed), {})


def _dates(version: Version, said: Mapping[str, Any]) -> dict[str, str]:
    """The dates that the words do not say themselves."""
    round = version.intention.round
    period = timescale.read(said["timescale"], (round.year_from, round.year_to))
    stands = (said["from_date"], said["to_date"])
    is_said = period is not None and (period.from_date, period.to_date) == stands
    if is_said or said["precision"] in (Precision.ROUND, Precision.UNPARSED):
        return {}
    return {name: said[name].isoformat() if said[name] else "" for name in ("from_date", "to_date")}


def _cells(name: str, row: Mapping[str, Any], offered: Offered) -> dict[str, str]:
    return {column: _cell(name, column, value, offered) for column, value in row.items()}


def _cell(name: str, column: str, value: Any, offered: Offered) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if column in ("year_from", "year_to"):
        return offered.closed["year"].get(str(value), str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return number(value)
    return offered.closed.get(f"{name}.{column}", {}).get(value, settled(value))


def _listed(labels: Iterable[str]) -> str:
    return "\n".join(sorted(labels, key=str.casefold))
