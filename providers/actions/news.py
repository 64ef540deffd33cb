"""Telling the commissioners that a response came: at once, once a day or not, as each of them chose. Never what is in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from intentions.models import Round
from portal.accounts.models import Told, User
from portal.audit.actions import tell
from portal.audit.models import Email
from portal.nhsuk import words

from ..models import Response
from ..states import Status
from . import letters

DAY = timedelta(days=1)


def tell_submitted(response: Response) -> None:
    """Those who want each at once; the subject names the organisation, so that nobody opens it to find out."""
    organisation, round = response.organisation, response.round
    people = [one for one in letters.commissioners_of(round) if one.told_of_responses == Told.AT_ONCE]
    facts = {
        "organisation": organisation.name,
        "round": round.title,
        "received": words.history(response.received_at),
        "path": reverse("providers:responses", args=[round.slug]),
    }
    subject = f"{organisation.short_name} has submitted: {round}"[:200]
    tell("submitted", to=people, subject=subject, template="emails/submitted.txt", facts=facts, about=response)


@transaction.atomic
def tell_of_the_day(*, person: User, at: datetime) -> int:
    """How many responses the person's rounds got since they were told last, in one email; nothing is sent for none."""
    person = User.objects.select_for_update().get(pk=person.pk)
    last = Email.objects.filter(kind="submitted_today", to=person).aggregate(last=Max("created_at"))["last"]
    since = max(filter(None, [last, at - DAY]))
    came = Response.objects.filter(status=Status.SUBMITTED, received_at__gt=since, received_at__lte=at)
    came = came.filter(round__in=Round.objects.written_by(person)).select_related("organisation", "round").order_by("received_at")
    lines = [f"{one.organisation.name}, {words.history(one.received_at)}: {one.round.title}" for one in came]
    if lines:
        count = "1 response" if len(lines) == 1 else f"{len(lines)} responses"
        facts = {"count": count, "lines": lines, "path": reverse("providers:index")}
        names = ", ".join(dict.fromkeys(one.organisation.short_name for one in came))
        subject = f"{count} submitted: {names}"[:200]
        tell("submitted_today", to=[person], subject=subject, template="emails/submitted_today.txt", facts=facts)
    return len(lines)
