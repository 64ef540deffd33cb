"""Home (A2): what needs you, then what happened."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone

from portal.audit.models import Event

from . import waiting

LAST_DAYS = timedelta(days=7)
EVENTS = 10


def home(request):
    user, now = request.user, timezone.now()
    waits = waiting.everything(user, now)
    context = {
        "tasks": waits.tasks,
        "banner": next((task for task in waits.tasks if task.what == "Respond" and task.instant - now <= LAST_DAYS), None),
        "next": _next_deadline(waits.rounds, waits.invitations, now),
        "events": Event.objects.visible_to(user).select_related("by").order_by("-at")[:EVENTS],
        "rounds": waits.rounds,
        "invitations": [one for one in waits.invitations if one.is_open(now)],
        "meetings": waits.meetings,
    }
    return render(request, "portal/home.html", context)


def _next_deadline(rounds, invitations, now):
    """When responses close next, for W10; None when nothing is open."""
    deadlines = [*(round.response_deadline for round in rounds), *(invitation.deadline for invitation in invitations)]
    return min((one for one in deadlines if one and one >= now), default=None)
