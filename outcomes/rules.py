"""Who may do what. When it may be done is in states.py."""

import rules

from portal.organisations.rules import holds
from portal.organisations.states import Role

is_author = holds(Role.AUTHOR, Role.APPROVER, of="owner")
is_approver = holds(Role.APPROVER, of="owner")

rules.add_perm("outcomes.create", holds(Role.AUTHOR, Role.APPROVER, of="owner"))
rules.add_perm("outcomes.edit", is_author)
rules.add_perm("outcomes.publish", is_approver)
