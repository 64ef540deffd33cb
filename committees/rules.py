"""Who may do what with meetings, papers and packs. When is in states.py.

A clerk prepares everything of the committees they are clerk of. Commissioners write papers about their own editions; their
approvers clear them. Members read; what is exempt they read on their own committees only (the models' scopes).
"""

import rules

from portal.organisations.rules import holds, is_administrator
from portal.organisations.states import Role

from .models import Seat
from .states import SeatRole


def seats_of(user):
    """{(committee id, role)} the user sits in now; read once for each request's user object."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_seats"):
        user._seats = frozenset(Seat.objects.current().filter(user=user).values_list("committee_id", "role"))
    return user._seats


@rules.predicate
def is_clerk(user, thing):
    """Of the committee this is, or belongs to; of any, when asked of nothing."""
    if thing is None:
        return any(role == SeatRole.CLERK for _, role in seats_of(user))
    return (getattr(thing, "committee_id", thing.pk), SeatRole.CLERK) in seats_of(user)


@rules.predicate
def is_seated(user, thing):
    return any(committee == thing.committee_id for committee, _ in seats_of(user))


writes = holds(Role.AUTHOR, Role.APPROVER, of="author")
approves = holds(Role.APPROVER, of="author")


# Meetings
@rules.predicate
def keeps_the_host(user, committee):
    """An administrator of the organisation that hosts it."""
    return committee is not None and is_administrator(user, committee.host)


rules.add_perm("committees.seat", is_clerk | keeps_the_host)
rules.add_perm("committees.edit_committee", is_clerk | keeps_the_host)
rules.add_perm("committees.close", keeps_the_host)
rules.add_perm("committees.call", is_clerk)
rules.add_perm("committees.prepare", is_clerk)
rules.add_perm("committees.publish", is_clerk)
rules.add_perm("committees.cancel", is_clerk)
rules.add_perm("committees.issue", is_clerk)
rules.add_perm("committees.sit", is_seated)

# Items, asked of their meeting
rules.add_perm("committees.remark", is_clerk)
rules.add_perm("committees.release", is_clerk)
rules.add_perm("committees.minute", is_clerk)
rules.add_perm("committees.clear_minutes", is_clerk)
rules.add_perm("committees.defer", is_clerk)
rules.add_perm("committees.restore", is_clerk)
rules.add_perm("committees.withdraw_item", is_clerk)

# Papers
rules.add_perm("committees.make", is_clerk | writes)  # asked of nobody's thing: a clerk, or an author of some commissioner
rules.add_perm("committees.save", is_clerk | writes)
rules.add_perm("committees.bring_in", is_clerk | writes)
rules.add_perm("committees.take_in", is_clerk | writes)
rules.add_perm("committees.take_back", is_clerk | writes)
rules.add_perm("committees.revise", is_clerk | writes)
rules.add_perm("committees.reissue", is_clerk | writes)
rules.add_perm("committees.take_place", is_clerk)
rules.add_perm("committees.clear", is_clerk | approves)
rules.add_perm("committees.reopen", is_clerk | approves)
rules.add_perm("committees.withdraw", is_clerk | approves)
