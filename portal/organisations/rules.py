"""Who holds a role where. The predicates every other app's rules are made of."""

import rules

from .models import Membership
from .states import Role

COMMISSIONERS = (Role.VIEWER, Role.AUTHOR, Role.APPROVER)
PROVIDERS = (Role.VIEWER, Role.CONTRIBUTOR, Role.SIGNATORY)


def roles_of(user):
    """{(organisation id, role)} the user holds now; read once for each request's user object."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_roles"):
        rows = Membership.objects.current().filter(user=user).values_list("organisation_id", "role")
        user._roles = frozenset(rows)
    return user._roles


def holds(*roles, of):
    """True when the user holds one of these roles in an organisation the thing names as `of`.

    `of` is the name of a foreign key ("lead") or of a method that gives organisation ids ("commissioner_ids").
    """

    @rules.predicate(f"{' or '.join(roles)} of {of}")
    def predicate(user, thing):
        if thing is None:
            return any(role in roles for _, role in roles_of(user))
        named = getattr(thing, of) if hasattr(thing, of) and callable(getattr(thing, of)) else None
        ids = set(named()) if named else {getattr(thing, f"{of}_id")}
        return any(role in roles and organisation in ids for organisation, role in roles_of(user))

    return predicate



@rules.predicate
def is_administrator(user, organisation):
    return organisation is not None and (organisation.pk, Role.ADMINISTRATOR) in roles_of(user)


@rules.predicate
def is_operator(user):
    return user.is_authenticated and user.is_operator


rules.add_perm("organisations.invite", is_administrator)
rules.add_perm("organisations.remove", is_administrator)
rules.add_perm("system.look", is_operator)
