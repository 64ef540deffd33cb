"""What a workbook that came back says of the intentions of a round: chosen rows in one step, taken back in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record, record_many
from portal.moves import CannotMove, lock
from portal.workbooks.came import KEPT
from portal.workbooks.comparing import State, Thing, compare, keys_changed
from portal.workbooks.kept import plain as in_plain
from portal.workbooks.kept import read as out_of_plain
from portal.workbooks.reading import Brought

from ...documents.many import mark
from ...documents.revised import VERSION
from ...documents.workbook import Offered, rows_of, said_by, sheets_of
from ...models import Many, Round, Version, Workbook
from ...models.content import keys_of, touched
from ...states import ManyKind
from ..intention import read
from . import copies, words
from .copies import Draft, draft
from .held import held
from .step import GONE, Kept, Left, kept

NEWER = "Changed after you looked"
GOING = (State.NEW, State.CHANGED, State.CONFLICT)


@transaction.atomic
def keep_workbook(*, round: Round, brought: Brought, name: str, by: User, at: datetime) -> Workbook:
    """What came is kept for whoever brought it; nothing of the round is changed yet."""
    workbook = Workbook.objects.create(round=round, name=name[:150], said=in_plain(brought), by=by, at=at)
    record("round.workbook_brought", target=round, by=by, at=at, says=f"brought back the workbook {name} of {round}", owner=round.lead)
    return workbook


@transaction.atomic
def take_in(*, workbook: Workbook, offered: Offered, chosen: Mapping[str, str], by: User, at: datetime) -> tuple[Many | None, Left]:
    """The chosen rows, each by its token with the mark of what stood beside it when it was looked at; once."""
    round = lock(workbook.round, "lead")
    workbook = lock(workbook)
    if workbook.step_id:
        raise CannotMove("take_in", workbook)
    brought, sheets = out_of_plain(workbook.said), sheets_of(offered)
    versions = {version.intention.reference: version for version in held(round, [one for one in chosen if not one.startswith("row-")])}
    rows = rows_of(versions.values(), offered, keys_changed(brought, sheets[0], "description"))
    things = [one for one in compare(brought, sheets, rows) if one.token in chosen]
    left: Left = []
    saves, drafts = _going(things, versions, round, offered, chosen, workbook.name, left)
    if not saves and not drafts:
        return None, left
    step = Many.objects.create(
        round=round, kind=ManyKind.BROUGHT, about=workbook.name, rows=_write(round, saves, drafts, by, at), by=by, at=at
    )
    workbook.step = step
    workbook.save(update_fields=["step"])
    says = f"changed many at once: {step}"
    record("round.changed_many", target=round, by=by, at=at, says=says, owner=round.lead, step=str(step.pk))
    return step, left


def forget_workbooks(*, at: datetime) -> None:
    """What came thirty days ago, taken in or not: a step keeps of itself what it changed."""
    Workbook.objects.filter(at__lt=at - KEPT).delete()


def untake(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """What was changed says again what it said before; what was new and nobody has touched is deleted."""
    made = [row for row in rows if "of" in row["after"]]
    changed = [row for row in rows if "of" not in row["after"]]
    left = words.unwrite(round, changed, by, at) if changed else []
    return left + (copies.delete(round, made, by, at) if made else [])


def _going(
    things: Sequence[Thing],
    versions: Mapping[str, Version],
    round: Round,
    offered: Offered,
    chosen: Mapping[str, str],
    name: str,
    left: Left,
) -> tuple[list[words.Save], list[Draft]]:
    saves: list[words.Save] = []
    drafts: list[Draft] = []
    for thing in things:
        version = versions.get(thing.key)
        said, problems = said_by(thing, offered, is_new=thing.state is State.NEW) if thing.state in GOING else ({}, [])
        why = _why_not(thing, version, chosen[thing.token], [*thing.problems, *problems])
        if why:
            left.append((thing.key or f"Row {thing.number}", why))
        elif version is None:
            drafts.append(Draft(offered.named["programme"][thing.cells["programme"]], read(said, round), f"From {name}"))
        else:
            saves += _save(version, read(said, round))
    return saves, drafts


def _save(version: Version, said: Mapping[str, Any]) -> list[words.Save]:
    stands = version.content()
    keys = [key for part in touched(said, stands) for key in keys_of(part) if key in said]
    return [(version, {key: said[key] for key in keys})] if keys else []


def _why_not(thing: Thing, version: Version | None, seen: str, problems: Sequence[str]) -> str:
    if problems:
        return ". ".join(problems)
    if thing.state is State.NEW:
        return ""
    if version is None:
        return GONE
    if mark(version) != seen:
        return NEWER
    return "" if thing.state in GOING else thing.state.value


def _write(round: Round, saves: Sequence[words.Save], drafts: Sequence[Draft], by: User, at: datetime) -> list[Kept]:
    before = [{key: value for key, value in version.content().items() if key in said} for version, said in saves]
    if saves:
        words.save_many(round, saves, by, at)
    rows = [kept(version, VERSION.plain(was), VERSION.plain(said)) for (version, said), was in zip(saves, before, strict=True)]
    made = draft(round, drafts, by, at) if drafts else []
    told = [(one.intention, f"added {one.intention} to {round}") for one in made]
    record_many("intention.created", told, by=by, owner=round.lead, at=at)
    return rows + [kept(version, {}, {"of": "workbook"}) for version in made]
