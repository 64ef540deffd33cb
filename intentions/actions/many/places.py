"""Who looks after many intentions, and in which chapter they stand."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record_many

from ...documents.many import TELLS_HOW, Asked, Row
from ...models import Intention, Round, Version
from ...states import Status
from .held import held_again
from .step import GONE, SINCE, Kept, Left, kept


def give(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    """As `assign` gives one; nobody is an answer."""
    after = {"owner": asked.to and asked.to.pk}
    Intention.objects.filter(pk__in=[row.version.intention_id for row in rows]).update(owner=asked.to)
    _record_owners(round, [(row.version.intention, asked.to) for row in rows], by, at)
    return [kept(row.version, {"owner": row.version.intention.owner_id}, after) for row in rows]


def give_back(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    again, left = held_again(round, rows)
    people = {str(user.pk): user for user in User.objects.filter(pk__in={row["before"]["owner"] for row in rows} - {None})}
    given = []
    for version, row in again:
        if _key(version.intention.owner_id) != row["after"]["owner"]:
            left.append((row["reference"], SINCE))
            continue
        version.intention.owner = people.get(row["before"]["owner"])
        given.append(version.intention)
    Intention.objects.bulk_update(given, ["owner"])
    _record_owners(round, [(intention, intention.owner) for intention in given], by, at)
    return left


def move(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    """To the end of another chapter, in the order in which they stood. Each keeps its reference."""
    last = Intention.objects.filter(chapter=asked.to).aggregate(last=Max("order"))["last"] or 0
    found = []
    for order, row in enumerate(rows, last + 1):
        intention = row.version.intention
        before = {"chapter": intention.chapter_id, "order": intention.order}
        intention.chapter, intention.order = asked.to, order
        found.append(kept(row.version, before, {"chapter": asked.to.pk, "order": order}))
    _moved(round, [row.version for row in rows], by, at)
    return found


def move_back(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """To where each stood, in a chapter that is still there."""
    again, left = held_again(round, rows)
    chapters = {str(chapter.pk): chapter for chapter in round.chapters.all()}
    going = []
    for version, row in again:
        why = _why_not(version, row)
        home = chapters.get(row["before"]["chapter"])
        if why or home is None:
            left.append((row["reference"], why or f"Its chapter is {GONE.lower()}"))
            continue
        version.intention.chapter, version.intention.order = home, row["before"]["order"]
        going.append(version)
    _moved(round, going, by, at)
    return left


def _why_not(version: Version, row: Kept) -> str:
    if str(version.intention.chapter_id) != row["after"]["chapter"]:
        return SINCE
    return "" if version.is_editable else TELLS_HOW[Status(version.status)]


def _moved(round: Round, versions: list[Version], by: User, at: datetime) -> None:
    intentions = [version.intention for version in versions]
    Intention.objects.bulk_update(intentions, ["chapter", "order"])
    told = [(one, f"moved {one} to {one.chapter}") for one in intentions]
    record_many("intention.moved", told, by=by, owner=round.lead, at=at)


def _record_owners(round: Round, given: list[tuple[Intention, User | None]], by: User, at: datetime) -> None:
    told = [(one, f"gave {one} to {owner}" if owner else f"took {one} from its owner") for one, owner in given]
    record_many("intention.assigned", told, by=by, owner=round.lead, at=at)


def _key(pk: object) -> str | None:
    return str(pk) if pk else None
