"""That many intentions which were carried over are still true."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.models import User
from portal.audit.actions import record_many

from ...documents.many import Asked, Row
from ...models import Intention, Round
from ...states import StillTrue
from .held import held_again
from .step import SINCE, Kept, Left, kept


def say(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    """As `confirm` says of one."""
    before = [{"still_true": row.version.intention.still_true, "by": row.version.intention.still_true_by_id} for row in rows]
    told = [row.version.intention for row in rows]
    Intention.objects.filter(pk__in=[one.pk for one in told]).update(still_true=StillTrue.YES, still_true_by=by)
    says = f"said of {{}}, carried over: {StillTrue.YES.label.lower()}".format
    record_many("intention.confirmed", [(one, says(one)) for one in told], by=by, owner=round.lead, at=at)
    after = {"still_true": StillTrue.YES, "by": by.pk}
    return [kept(row.version, was, after) for row, was in zip(rows, before, strict=True)]


def unsay(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """Of each what was said before, where nobody has answered since."""
    again, left = held_again(round, rows)
    people = {str(user.pk): user for user in User.objects.filter(pk__in={row["before"]["by"] for row in rows} - {None})}
    going = []
    for version, row in again:
        one = version.intention
        if (one.still_true, str(one.still_true_by_id)) != (row["after"]["still_true"], row["after"]["by"]):
            left.append((row["reference"], SINCE))
            continue
        one.still_true, one.still_true_by = row["before"]["still_true"], people.get(row["before"]["by"])
        going.append(one)
    Intention.objects.bulk_update(going, ["still_true", "still_true_by"])
    told = [(one, f"took back what was said of {one}, carried over") for one in going]
    record_many("intention.confirmed", told, by=by, owner=round.lead, at=at)
    return left
