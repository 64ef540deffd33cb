"""What is half said in a response, piece by piece: typed or attached where no position is taken, so that it is not sent.

So is a point of one's own that lacks what makes it one: its words, the title of what it proposes, the chapter it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ..models import Position, Response
from .canonical import begun, sha256
from .position import LABELS, OWN_LABELS, content, lines

FILE = "File"
SHOWN = 200  # letters of a piece that are shown where it is only named


def unsent(response: Response, positions: Iterable[Position] | None = None) -> list[dict[str, str]]:
    """Every piece, in the order of the edition: of which intention, which part of it, and its words (of a file its name).

    `positions` are all those of the response, loaded already.
    """
    positions = begun(response) if positions is None else positions
    return [piece for position in positions if not position.is_answered for piece in _pieces(position)]


def _pieces(position: Position) -> Iterator[dict[str, str]]:
    about = {"reference": position.reference, "title": position.heading}
    everything = content(position)
    for name, label in {**OWN_LABELS, **LABELS}.items():
        for said in [line for line in lines(name, everything) if line.strip()]:
            yield {**about, "part": label, "said": said}
    if position.sensitive_reason.strip() and not position.is_sensitive:
        yield {**about, "part": "Why it is sensitive", "said": position.sensitive_reason}
    for file in position.rows("attachments"):
        yield {**about, "part": FILE, "said": file["title"]}


def mark(left: list[dict[str, str]]) -> str:
    """The hash of what is left out; nothing for nothing."""
    return sha256(left) if left else ""


def by_intention(left: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """For a page: each intention with its pieces, long ones cut short."""
    grouped = groupby(left, key=lambda piece: (piece["reference"], piece["title"]))
    return [{"reference": key[0], "title": key[1], "pieces": [(one["part"], _short(one["said"])) for one in some]} for key, some in grouped]


def _short(said: str) -> str:
    return said if len(said) <= SHOWN else f"{said[:SHOWN].rstrip()}…"
