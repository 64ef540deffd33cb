"""Home (A2): what needs you, then what happened."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone

from committees.rules import seats_of
from portal.audit.models import Event
from portal.organisations.rules import COMMISSIONERS, PROVIDERS, roles_of

from . import waiting

LAST_DAYS = timedelta(days=7)
EVENTS = 10


def home(request):
    user, now = request.user, timezone.now()
    roles = {role for _, role in roles_of(user)}
    rounds = list(waiting.rounds_of(user)) if roles & set(COMMISSIONERS) else []
    invitations = list(waiting.invitations_of(user, now)) if roles & set(PROVIDERS) else []
    meetings = list(waiting.meetings_of(user, timezone.localdate(now))) if seats_of(user) else []
    tasks = sorted(_tasks(user, rounds, invitations, meetings, now), key=lambda task: (task.instant, task.where, task.what))
    context = {
        "tasks": tasks,
        "banner": next((task for task in tasks if task.what == "Respond" and task.instant - now <= LAST_DAYS), None),
        "next": _next_deadline(rounds, invitations, now),
        "events": Event.objects.visible_to(user).select_related("by").order_by("-at")[:EVENTS],
        "rounds": rounds,
        "invitations": [one for one in invitations if one.is_open(now)],
        "meetings": meetings,
    }
    return render(request, "portal/home.html", context)


def _tasks(user, rounds, invitations, meetings, now):
    yield from waiting.commissioner_tasks(user, rounds)
    yield from waiting.provider_tasks(user, invitations, now)
    yield from waiting.wording_tasks(user)
    yield from waiting.letter_tasks(user)
    yield from waiting.memorandum_tasks(user)
    yield from waiting.offer_tasks(user)
    yield from waiting.administrator_tasks(user)
    yield from waiting.first_round_tasks(user)
    yield from waiting.operator_tasks(user)
    yield from waiting.succession_tasks(user, invitations)
    yield from waiting.committee_tasks(user, meetings, timezone.localdate(now))


def _next_deadline(rounds, invitations, now):
    """When responses close next, for W10; None when nothing is open."""
    deadlines = [*(round.response_deadline for round in rounds), *(invitation.deadline for invitation in invitations)]
    return min((one for one in deadlines if one and one >= now), default=None)
