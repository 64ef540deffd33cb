"""Writing the pipeline."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.stale import Conflict, Stale

from ..models import Procurement


@transaction.atomic
def add_procurement(*, round: Round, by: User, **content: Any) -> Procurement:
    """A service whose contract ends or that is bought again."""
    item = Procurement.objects.create(round=round, written_by=by, **content)
    record("procurement.added", target=item, by=by, owner=round.lead, says=f"added {item.service} to the pipeline of {round}")
    return item


@transaction.atomic
def save_procurement(*, item: Procurement, by: User, revision: int, **content: Any) -> Procurement:
    """What is named changes; each save is a revision, as open contracting data counts releases. An older one overwrites nothing."""
    item = lock(item)
    differs = [name for name, value in content.items() if getattr(item, name) != value]
    if differs and revision != item.revision:
        theirs = {name: getattr(item, name) for name in differs}
        raise Stale(item, {name: Conflict(content[name], said, item.written_by, item.written_at) for name, said in theirs.items()})
    if differs:
        for name in differs:
            setattr(item, name, content[name])
        item.written_by, item.revision = by, item.revision + 1
        item.save()
        record("procurement.saved", target=item, by=by, owner=item.round.lead, says=f"changed {item.service} in the pipeline")
    return item
