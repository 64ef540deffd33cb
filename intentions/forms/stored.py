"""After a save that the page makes by itself: what was stored, so that the page can say it, and from which save on it may judge."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .editing import Editing


@dataclass(frozen=True)
class FreshPart:
    name: str
    inputs: SafeString
    opened: str


@dataclass(frozen=True)
class Fresh:
    """Rich texts as JSON, {part: {"html", "opened"}}; and the questions of all other parts that somebody else has changed."""

    texts: str
    parts: list[FreshPart]


def fresh(editing: Editing, *, without: Collection[str] = ()) -> Fresh:
    """What the page does not say yet, but for the parts that are still to be settled. Called after `editing.saved`."""
    thing, form, now = editing.thing, editing.standing, editing.now
    newer = [part for part, change in thing.changes.items() if change["revision"] > editing.opened.since(part) and part in form.parts]
    shown = [part for part in newer if part not in without]
    rich = {part for part in (*shown, *editing.written) if part in form.rich and part not in without}
    texts = {part: {"html": form.initial.get(form.parts[part][0]) or "", "opened": now[part]} for part in sorted(rich)}
    parts = [FreshPart(part, form.inputs(part), json.dumps(now[part])) for part in shown if part not in form.rich]
    return Fresh(json.dumps(texts), parts)
