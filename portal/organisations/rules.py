"""Who holds a role where. The predicates every other app's rules are made of."""

import rules

from .models import Membership
from .states import READS_DRAFTS, Role

COMMISSIONERS = READS_DRAFTS
PROVIDERS = (Role.VIEWER, Role.CONTRIBUTOR, Role.SIGNATORY)
ANSWERING = (*PROVIDERS, Role.ADMINISTRATOR)


def memberships_of(user):
    """The user's memberships now, with their organisations; read once for each request's user object."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_memberships"):
        user._memberships = list(Membership.objects.current().filter(user=user).select_related("organisation").order_by("started_at", "pk"))
    return user._memberships


def roles_of(user):
    """{(organisation id, role)} the user holds now."""
    return frozenset((held.organisation_id, held.role) for held in memberships_of(user))


def acting_for(request):
    """The organisation the person acts for: the one chosen on the account page, else the first they joined."""
    organisations = {str(held.organisation_id): held.organisation for held in memberships_of(request.user)}
    chosen = request.session.get("acting_for")
    return organisations.get(chosen) or next(iter(organisations.values()), None)


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


@rules.predicate
def is_invited(user, offer):
    return user.is_authenticated and offer.user_id == user.pk


@rules.predicate
def invited_them(user, offer):
    """Whoever sent an invitation, or administers the organisation it is to."""
    ours = offer.organisation_id is not None and (offer.organisation_id, Role.ADMINISTRATOR) in roles_of(user)
    return user.is_authenticated and (offer.offered_by_id == user.pk or ours)


@rules.predicate
def only_answers(user):
    """Belongs to providers only, to read and answer: no commissioner, no operator, no seat in a committee.

    Anybody else keeps the stronger second step, and so does who belongs to nothing.
    """
    if not user.is_authenticated or user.is_operator or user.seats.filter(ended_at=None).exists():
        return False
    held = memberships_of(user)
    return bool(held) and all(one.role in ANSWERING and one.organisation.only_provides for one in held)


rules.add_perm("accounts.code_by_email", only_answers)
rules.add_perm("organisations.accept", is_invited)
rules.add_perm("organisations.invite", is_administrator)
rules.add_perm("organisations.invite_again", invited_them)
rules.add_perm("organisations.take_back", invited_them)
rules.add_perm("organisations.remove", is_administrator)
rules.add_perm("organisations.register", is_operator)
rules.add_perm("organisations.hand_on", is_operator)
rules.add_perm("system.look", is_operator)
