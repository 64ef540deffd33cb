"""What a step keeps of each row, and why an undo leaves one alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.revisions.kinds import plain

from ...models import Version

Left = list[tuple[str, str]]  # [(reference, why)]
Kept = dict[str, Any]
SINCE = "Changed since"
GONE = "Not there any more"


def kept(version: Version, before: Mapping[str, Any], after: Mapping[str, Any]) -> Kept:
    """Of a row, as JSON: its revision is that of the step's own save."""
    row = {"reference": version.intention.reference, "version": str(version.pk), "revision": version.revision}
    return row | {"before": plain(before), "after": plain(after)}


def is_same(version: Version, row: Kept) -> bool:
    """Still the version that the step changed?"""
    return str(version.pk) == row["version"]
