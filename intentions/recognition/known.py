"""What the portal knows already, handed in as plain words: this room reads no database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Named:
    """A thing of the portal by all its names; the first is the one that is shown."""

    key: str
    names: tuple[str, ...]


@dataclass
class Known:
    programmes: list[Named] = field(default_factory=list)
    organisations: list[Named] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str] | None]:
        return {kind: _pattern(getattr(self, kind)) for kind in ("programmes", "organisations", "places")}

    def _found(self, kind: str, text: str) -> list[str]:
        words = self._patterns[kind]
        keys = {name.lower(): one.key for one in getattr(self, kind) for name in one.names}
        return list(dict.fromkeys(keys[found.group(0).lower()] for found in words.finditer(text))) if words else []

    def places_in(self, text: str) -> list[str]:
        return self._found("places", text)

    def organisations_in(self, text: str) -> list[str]:
        return self._found("organisations", text)

    def programmes_in(self, text: str) -> list[str]:
        return self._found("programmes", text)

    def place_at_start(self, text: str) -> list[str]:
        """The places a line begins with: "Ashford and Dale are ..."."""
        words = self._patterns["places"]
        if not words:
            return []
        begun = re.match(rf"(?:(?:in|across|for) )?((?:{words.pattern})(?:(?:, | and | & )(?:{words.pattern}))*)", text, re.I)
        return self.places_in(begun.group(1)) if begun else []


def _pattern(things: Iterable[Named]) -> re.Pattern[str] | None:
    names = sorted({name for one in things for name in one.names if len(name) > 1}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![\w]){re.escape(name)}(?![\w])" for name in names), re.I) if names else None
