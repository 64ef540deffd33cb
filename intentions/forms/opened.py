"""What each part of a page said when it was opened, carried by the page itself.

So a save knows which parts this person changed, and from which revision, and leaves all others alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from portal.richtext.merging import marks

LONGEST = 60_000


class Rich(str):
    """An answer in rich text: marked block by block, so that two people's changes to different blocks can be put together."""

    __slots__ = ()


def mark(answer: Any) -> str:
    """A short mark of an answer. What is empty is empty, in whichever way a field says so."""
    if isinstance(answer, Rich):
        return ".".join(marks(answer))
    return sha256(json.dumps(_plain(answer), sort_keys=True).encode()).hexdigest()[:16]


def _plain(answer: Any) -> Any:
    if isinstance(answer, Mapping):
        return {str(key): _plain(value) for key, value in answer.items()}
    if isinstance(answer, (list, tuple)) and answer:
        values = [_plain(value) for value in answer]
        return sorted(values) if all(isinstance(value, str) for value in values) else values
    if isinstance(answer, Decimal):
        return f"{answer.normalize():f}"
    if isinstance(answer, date):
        return answer.isoformat()
    return "" if answer is None or answer == [] else str(answer)


class Opened(dict[str, tuple[int, str]]):
    """{part: (revision, mark)}. A part that is missing was never shown: whatever is saved of it is judged from the first revision."""

    @classmethod
    def at(cls, revision: int, answers: Mapping[str, Any]) -> Opened:
        return cls({part: (revision, mark(answer)) for part, answer in answers.items()})

    @classmethod
    def read(cls, carried: str) -> Opened:
        """What came back with the page. Anything else than what we wrote counts as nothing."""
        try:
            pairs = json.loads(carried[:LONGEST])
            return cls({str(part): (int(revision), str(said)) for part, (revision, said) in pairs.items()})
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return cls()

    def changed(self, answers: Mapping[str, Any]) -> list[str]:
        return [part for part, answer in answers.items() if self.get(part, (0, ""))[1] != mark(answer)]

    def revisions(self, parts: Iterable[str]) -> dict[str, int]:
        return {part: self.since(part) for part in parts}

    def said(self, parts: Iterable[str]) -> dict[str, list[str]]:
        """The marks of the blocks of these rich texts, as the page last knew them."""
        return {part: [one for one in self[part][1].split(".") if one] for part in parts if part in self}

    def since(self, part: str) -> int:
        return self.get(part, (0, ""))[0]

    def __str__(self) -> str:
        return json.dumps(self, separators=(",", ":"))
