"""A round that is sealed before anybody looked, with deadlines near the real clock: the database judges by no other."""

from datetime import timedelta

from portal.moves.clock import database_now
from providers import actions


def due_in(round, length):
    """The round's deadline is so long after now."""
    round.response_deadline = database_now() + length
    round.save(update_fields=["response_deadline"])
    return round.response_deadline


def sealed(round, approver, length=timedelta(days=1)):
    due_in(round, length)
    return actions.seal(round=round, is_sealed=True, by=approver, at=database_now())
