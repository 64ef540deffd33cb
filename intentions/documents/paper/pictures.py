"""Pictures on paper: read from where they are kept by the press, handed out through what they stand in on the web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from ..pictures import alternative, path_of
from .text import Facts


def pictures(rows: Iterable[Mapping[str, Any]], of: str = "") -> list[Facts]:
    """A block for each; `of` says before its caption whose it is, where that is not seen."""
    return [_block(row, of) for row in rows]


def _block(row: Mapping[str, Any], of: str) -> Facts:
    return {
        "kind": "picture",
        "file": row["file"],
        "src": f"attachment:{path_of(row['file'])}",
        "href": "",
        "width": row["width"],
        "height": row["height"],
        "alternative": alternative(row),
        "caption": ". ".join(filter(None, (of, row["caption"]))),
    }


def addressed(said: Any, kind: str, of: Any) -> Any:
    """The same facts with the address from which each picture in them is handed out."""
    if isinstance(said, list):
        return [addressed(one, kind, of) for one in said]
    if not isinstance(said, dict):
        return said
    if said.get("kind") == "picture":
        return {**said, "href": reverse("intentions:picture", args=[kind, of, said["file"]])}
    return {key: addressed(one, kind, of) for key, one in said.items()}
