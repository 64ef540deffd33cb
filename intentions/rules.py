"""Who may do what with a round: the people of its lead and of its participating commissioners. When is in states.py.

Viewers read the draft, comment on it and suggest changes. Authors write. Approvers do what authors do, and approve, return and publish.
"""

import rules

from portal.organisations.rules import holds
from portal.organisations.states import Role

reads = holds(Role.VIEWER, Role.AUTHOR, Role.APPROVER, of="commissioner_ids")
writes = holds(Role.AUTHOR, Role.APPROVER, of="commissioner_ids")
approves = holds(Role.APPROVER, of="commissioner_ids")


@rules.predicate
def is_its_maker(user, suggestion):
    return suggestion is not None and suggestion.by_id == user.pk


rules.add_perm("intentions.draft", reads)
rules.add_perm("intentions.start", writes)  # asked of nobody's thing: an author of some commissioner
rules.add_perm("intentions.create", writes)
rules.add_perm("intentions.edit", writes)
rules.add_perm("intentions.delete", writes)
rules.add_perm("intentions.delete_round", holds(Role.AUTHOR, Role.APPROVER, of="lead_ids"))
rules.add_perm("intentions.comment", reads)
rules.add_perm("intentions.suggest", reads)
rules.add_perm("intentions.settle_suggestion", writes)
rules.add_perm("intentions.withdraw_suggestion", reads & is_its_maker)
rules.add_perm("intentions.accept", writes)
rules.add_perm("intentions.prioritise", writes)
rules.add_perm("intentions.submit", writes)
rules.add_perm("intentions.take_back", writes)
rules.add_perm("intentions.open_next", writes)
rules.add_perm("intentions.withdraw", writes)
rules.add_perm("intentions.approve", approves)
rules.add_perm("intentions.return_", approves)
rules.add_perm("intentions.publish", approves)
