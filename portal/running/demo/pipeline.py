"""The procurement pipeline that the sources name."""

from __future__ import annotations

from providers import actions

from .reading import item, read
from .rounds import Shelf

FILE = "pipeline.yaml"


def load(shelf: Shelf) -> None:
    """Each service in the round of its source, for everybody to read."""
    for slug, rows in read(FILE).items():
        for row in rows:
            with item(FILE, row["service"]):
                actions.add_procurement(round=shelf.rounds[slug], by=shelf.writer, is_published=True, **row)
