"""An enabler sheet in plain words: aims, impact for each area of care, approach, mechanism, timetable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from ..models import Enabler


def enabler(sheet: Enabler) -> list[tuple[str, str]]:
    """[(heading, HTML)] of what the sheet has, in its order."""
    return passages(sheet.content)


def passages(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The same of what is not saved."""
    return [(heading, html) for heading, html in _passages(content) if html]


def _passages(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Aims", _list(content.get("aims"))
    for row in content.get("impact") or []:
        yield f"Impact on {row['area']}", _list(row["items"])
    scope = content.get("scope", "")
    yield f"Approach: {scope}" if scope else "Approach", _list(content.get("approach"))
    for row in content.get("groups") or []:
        yield f"Approach to {row['area']}", _list(row["items"])
    yield "Mechanism", _list(content.get("mechanism"))
    for step in content.get("timetable") or []:
        yield step["period"], _list(step["items"])


def _list(lines: Iterable[Any] | None) -> str:
    items = "".join(f"<li>{escape(str(line), quote=False)}</li>" for line in lines or [])
    return f"<ul>{items}</ul>" if items else ""
