"""A point that hangs on no intention, in words, as the text that is signed has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..states import Subject


def about(point: Mapping[str, Any]) -> str:
    """A chapter: Urgent and emergency care."""
    kind = str(Subject(point["subject"]).label)
    return f"{kind}: {point['chapter']['title']}" if point["chapter"] else kind


def heading(point: Mapping[str, Any]) -> str:
    """Its title; where it has none, what it is about."""
    return point["title"] or about(point)
