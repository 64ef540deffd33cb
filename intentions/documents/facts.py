"""What an intention says besides its title and its text, as one quiet line: the important facts first, each in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.richtext.clean import to_text

from .parts import LABELS, parts_of

LONGEST = 60
IN_ORDER = (
    "strength", "places", "timescale", "providers", "kind", "money", "outcomes", "contracts", "lever", "schedule",
    "theme", "setting", "dependencies", "standards", "rollouts", "policies", "duties",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One fact; `words` are empty where nothing is said."""

    name: str
    label: str
    words: str


def facts_of(said: Mapping[str, Any]) -> list[Said]:
    """Of content as a version gives it."""
    html = {part.name: part.html for part in parts_of(said)}
    return [Said(name, LABELS[name], shortened(to_text(html[name]))) for name in IN_ORDER]


def shortened(text: str) -> str:
    """The first line, as far as it fits, and how many there are besides."""
    lines = [line.removeprefix("- ") for line in text.splitlines() if line.strip()]  # of a list too
    if not lines:
        return ""
    first = lines[0] if len(lines[0]) <= LONGEST else f"{lines[0][:LONGEST].rsplit(' ', 1)[0]} …"
    return f"{first} and {len(lines) - 1} more" if len(lines) > 1 else first
