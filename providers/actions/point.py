"""Points of one's own: what a response says that hangs on no intention. Many hands, nothing overwritten, as of a position."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from intentions.actions.people import person
from intentions.models import Intention
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.moves.stale import Conflict, Stale, changed_since, mark
from portal.revisions.actions import keep
from portal.richtext.clean import clean
from portal.richtext.passages import to_text

from ..documents.revised import POINT
from ..models import Position, Response
from ..models.position import OWN_STEM
from ..states import Stance, Subject
from .evidence import sweep
from .refusals import Gone, Refused
from .response import note_saved, opened, parts_of
from .signature import lapse


@transaction.atomic
def save_point(
    *,
    response: Response,
    point: UUID,
    by: User,
    content: Mapping[str, Any],
    revision: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> Position:
    """What is named in `content` changes; what someone else changed since `revision` (one a part) stays.

    `point` is the id that its page carries, so the first save makes it and the same save sent twice makes it once. It is sent when it
    has words, and a proposed intention its title, a point on a chapter its chapter; until then it is half said, and kept.
    """
    response = opened(response)
    held = _held(response, point, by, content, revision)
    said = _read(response, content)
    differs = [name for name in POINT.columns if name in said and getattr(held, name) != said[name]]
    if revision is not None:
        _refuse_conflicts(held, said, [part for part in parts_of(differs) if changed_since(held, part, revision.get(part, 0))])
    if not differs and not held._state.adding:
        return held
    before, at = POINT.said(held), at or database_now()
    for name in differs:
        setattr(held, name, said[name])
    held.frozen_chapter = held.frozen_chapter if held.subject == Subject.CHAPTER else None
    held.stance, held.changed_by = Stance.OWN if is_whole(held) else "", by
    mark(held, parts_of(differs), by=by, at=at)
    held.save()
    keep(held, before=before, after=POINT.said(held), parts=parts_of(differs), by=by, at=at)
    lapse(response, because=f"the text of {held.reference} changed", by=by, at=at)
    note_saved(held, by, f"wrote {held.reference}: {held.get_subject_display().lower()}")
    return held


def is_whole(point: Position) -> bool:
    """Whether it can be sent."""
    if not point.words or (point.subject == Subject.PROPOSED and not point.title):
        return False
    return point.subject != Subject.CHAPTER or point.frozen_chapter is not None


def _held(response: Response, point: UUID, by: User, content: Mapping[str, Any], revision: Mapping[str, int] | None) -> Position:
    """The row, locked; or a new one, which says what it is about."""
    found = Position.objects.select_for_update(of=("self",)).select_related("frozen_chapter").filter(pk=point).first()
    if found is not None and (found.response_id != response.pk or not found.is_own):
        raise CannotMove("edit", response)
    if found is not None:
        return found
    if any((revision or {}).values()):
        raise Gone
    if content.get("subject") not in Subject.values:
        raise Refused("Select what the point is about.")
    return Position(id=point, response=response, own_reference=next_reference(response))


def next_reference(response: Response) -> str:
    """OWN-01, OWN-02: the next after the highest, and never that of an intention."""
    taken = {*response.positions.beside().values_list("own_reference", flat=True)}
    taken |= {*Intention.objects.filter(round=response.round_id, reference__startswith=OWN_STEM).values_list("reference", flat=True)}
    number = max((int(one.rpartition("-")[2]) for one in taken if one.rpartition("-")[2].isdigit()), default=0) + 1
    return f"{OWN_STEM}-{number:02}"


def _read(response: Response, content: Mapping[str, Any]) -> dict[str, Any]:
    """As it is stored: clean, and empty where nobody would read a word."""
    said = {name: value for name, value in content.items() if name != "subject" or value}
    if "words" in said:
        text = clean(said["words"])
        said["words"] = text if to_text(text).strip() else ""
    if "title" in said:
        said["title"] = said["title"].strip()
    if said.get("frozen_chapter") is not None and said["frozen_chapter"].edition.round_id != response.round_id:
        raise CannotMove("edit", response)
    return said


def _refuse_conflicts(point: Position, said: Mapping[str, Any], parts: list[str]) -> None:
    if parts:
        found = {part: Conflict(said.get(part), getattr(point, part), **person(point.changes[part])) for part in parts}
        raise Stale(point, found)


@transaction.atomic
def remove_point(*, point: Position, by: User) -> None:
    """It leaves the draft with its files; a response already submitted keeps its own."""
    response = opened(point.response)
    reference, names = point.reference, list(point.attachments.values_list("file", flat=True))
    point.delete()
    for name in names:
        transaction.on_commit(partial(sweep, name))
    lapse(response, because=f"{reference} was removed", by=by)
    says = f"removed {reference} from the response to {response.round}"
    record("response.point_removed", target=response, by=by, owner=response.organisation, says=says)
