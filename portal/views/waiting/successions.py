"""An organisation that closed with work in flight, told to those it leaves and those it comes to."""

from django.db.models import F
from django.urls import reverse

from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.organisations.rules import memberships_of

from .task import Task


def succession_tasks(user, invitations):
    for invitation in invitations:
        if invitation.organisation.is_closed():
            where = f"{invitation.round.title}, for {invitation.organisation.short_name}"
            day = words.day(invitation.organisation.closed_date)
            what = f"Ask {invitation.round.lead.short_name} who goes on: it closed on {day}"
            yield Task(what, where, invitation.get_absolute_url(), "Closed", invitation.deadline)
    yield from _coming(user)


def _coming(user):
    """To the people of a successor: what will be theirs once somebody hands it on."""
    mine = {held.organisation_id for held in memberships_of(user)}
    if not mine:
        return
    left = Organisation.objects.visible_to(user).left_behind().filter(successions__successor__in=mine, invitations__isnull=False)
    for one in left.annotate(successor=F("successions__successor__name")).distinct():
        what = f"{one.short_name} was asked to answer: its work comes to you once the operator hands it on"
        yield Task(what, one.successor, reverse("providers:index"), "Open")
