"""The front matter of a round: its passages, its challenges, and what is said of the round itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.stale import Stale
from portal.richtext.clean import clean

from ..models import Challenge, Round, Section

Passage = Section | Challenge
SETTINGS = ("notice_by_date", "effective_date", "savings_target", "savings_note")


@transaction.atomic
def add_passage(*, round: Round, model: type[Passage], by: User, **fields: Any) -> Passage:
    """A passage or a challenge joins the round, after the others of its kind."""
    round = lock(round)
    rows = model._default_manager.filter(round=round)
    last = rows.aggregate(last=Max("order"))["last"] or 0
    passage: Passage = model._default_manager.create(round=round, order=last + 1, **_cleaned(fields))
    return _recorded(passage, "added", by)


@transaction.atomic
def edit_passage(*, passage: Passage, by: User, revision: int, **fields: Any) -> Passage:
    """Saved unless somebody saved it after `revision`: then nothing is overwritten."""
    passage = lock(passage)
    said = _cleaned(fields)
    touched = [name for name in said if said[name] != getattr(passage, name)]
    if touched and passage.revision != revision:
        raise Stale(passage, {})
    if not touched:
        return passage
    for name in touched:
        setattr(passage, name, said[name])
    passage.revision += 1
    passage.save(update_fields=[*touched, "revision"])
    return _recorded(passage, "edited", by)


@transaction.atomic
def remove_passage(*, passage: Passage, by: User) -> None:
    """It leaves the draft; editions that hold it stay as they are. The history keeps its words."""
    passage = lock(passage)
    words = {name: str(getattr(passage, name)) for name in ("heading", "body", "area", "statement") if hasattr(passage, name)}
    _recorded(passage, "removed", by, **words)
    passage.delete()


@transaction.atomic
def edit_round(*, round: Round, by: User, **fields: Any) -> Round:
    """Dates, and the savings the round must find. The response deadline is set by publishing."""
    round = lock(round)
    touched = [name for name in SETTINGS if name in fields and fields[name] != getattr(round, name)]
    for name in touched:
        setattr(round, name, fields[name])
    if touched:
        round.save(update_fields=touched)
        named = ", ".join(name.replace("_", " ") for name in touched)
        record("round.edited", target=round, by=by, says=f"changed {named} of {round}", owner=round.lead)
    return round


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value) if name == "body" else value for name, value in fields.items()}


def _recorded(passage: Any, verbed: str, by: User, **words: str) -> Any:
    name = passage._meta.model_name
    shown = "passage" if name == "section" else name
    says = f"{verbed} the {shown} “{passage}” of {passage.round}"
    record(f"{name}.{verbed}", target=passage, by=by, says=says, owner=passage.round.lead, **words)
    return passage
