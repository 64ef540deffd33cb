"""What waits for those who look after people and the register: invitations, first steps, organisations that have become others."""

from django.urls import reverse

from portal.organisations.models import Offer, Organisation
from portal.organisations.rules import memberships_of
from portal.organisations.states import Role

from .task import Task, some


def offer_tasks(user):
    """One's own invitations: nobody is put into an organisation unasked."""
    for offer in Offer.objects.visible_to(user).waiting().filter(user=user, organisation__isnull=False).select_related("organisation"):
        yield Task(f"Accept the invitation as {offer.as_what.lower()}", offer.organisation.name, offer.get_absolute_url(), "Not started")


def administrator_tasks(user):
    """An organisation in which nobody can write or sign yet has its people to invite."""
    mine = [held.organisation for held in memberships_of(user) if held.role == Role.ADMINISTRATOR]
    if not mine:
        return
    rows = Organisation.objects.visible_to(user).of(user).filter(pk__in=[one.pk for one in mine])
    for organisation in rows.with_people().order_by("name"):
        if organisation.is_manned:
            continue
        where = reverse("organisations:people" if organisation.is_asked else "organisations:invite", args=[organisation.slug])
        what = "See who has not joined yet" if organisation.is_asked else "Invite the people who will write and sign"
        yield Task(what, organisation.name, where, "Sent" if organisation.is_asked else "Not started")


def first_round_tasks(user):
    """A commissioner that has people and no round yet: whoever may write starts it; its administrator says who may."""
    mine = {held.organisation_id for held in memberships_of(user) if held.role in (Role.ADMINISTRATOR, Role.AUTHOR, Role.APPROVER)}
    if not mine:
        return
    writes = {held.organisation_id for held in memberships_of(user) if held.role in (Role.AUTHOR, Role.APPROVER)}
    new = Organisation.objects.visible_to(user).commissioners().open().filter(pk__in=mine, rounds_led=None, rounds=None)
    for organisation in new.with_people().order_by("name"):
        if organisation.pk in writes:
            yield Task("Start the first round", organisation.name, reverse("intentions:start"), "Not started")
        elif organisation.is_manned:
            people = reverse("organisations:people", args=[organisation.slug])
            yield Task("See who may start the first round, or give more roles", organisation.name, people, "Not started")


def operator_tasks(user):
    """The first steps of an empty portal, then what its register asks for."""
    if not user.is_operator:
        return
    where, register = "Register", Organisation.objects.visible_to(user).filter(is_demonstration=user.is_demonstration)
    counts = {
        "all": register.commissioners().count(),
        "to_check": register.filter(is_checked=False).count(),
        "unmanned": register.unmanned().commissioners().filter(rounds_led__isnull=True).count(),
        "left": register.left_behind().count(),
    }
    listed = reverse("system:organisations")
    if not counts["all"]:
        yield Task("Add the places you serve", where, reverse("system:places"), "Not started")
        yield Task("Add the first commissioner", where, reverse("system:add_organisation"), "Not started")
    if counts["unmanned"]:
        what = f"Invite the first administrator of {some(counts['unmanned'], 'organisation')}"
        yield Task(what, where, f"{listed}?unmanned=on", "Not started")
    if counts["to_check"]:
        yield Task(f"Check {some(counts['to_check'], 'organisation')} added by commissioners", where, f"{listed}?to_check=on", "Open")
    if counts["left"]:
        yield Task(f"Hand on what {some(counts['left'], 'closed organisation')} left", where, f"{listed}?left=on", "Open")
