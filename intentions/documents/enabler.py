"""An enabler sheet in plain words: aims, impact for each area of care, approach, mechanism, timetable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from ..models import Enabler


def enabler(sheet: Enabler) -> list[tuple[str, str]]:
    """[(heading, HTML)] of what the sheet has, in its order."""
    return [(heading, html) for heading, html in _passages(sheet.content) if html]


def _passages(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Aims", _list(content.get("aims"))
    for area, lines in (content.get("impact") or {}).items():
        yield f"Impact on {area.replace('-', ' ')}", _list(lines)
    approach = content.get("approach") or {}
    scope = approach.get("scope", "")
    yield f"Approach: {scope}" if scope else "Approach", _list(approach.get("items"), "ol" if approach.get("numbered") else "ul")
    for group in approach.get("groups") or []:
        yield f"Approach to {group.get('area_of_care', '').replace('-', ' ')}", _list(group.get("items"))
    yield "Mechanism", _list(content.get("mechanism"))
    for step in content.get("timetable") or []:
        yield step.get("period", ""), _list(step.get("items"))


def _list(lines: Iterable[Any] | None, tag: str = "ul") -> str:
    items = "".join(f"<li>{escape(str(line), quote=False)}</li>" for line in lines or [])
    return f"<{tag}>{items}</{tag}>" if items else ""
