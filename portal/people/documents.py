"""What the portal holds about one person, in plain words."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model

from portal.alerts.documents import names_of
from portal.alerts.models import Subscription
from portal.audit.models import Email, Event
from portal.nhsuk import words


def what_we_hold(person: Any) -> dict[str, Any]:
    """The account, the roles, the history in their name, the emails sent to them and where they are logged in."""
    account = get_user_model().objects.get(pk=person.pk)
    events = Event.objects.filter(by=account).order_by("at")
    emails = Email.objects.filter(to=account).order_by("created_at")
    subscriptions = list(Subscription.objects.filter(subscriber__email__iexact=account.email).order_by("asked_at"))
    about = names_of(one.key for one in subscriptions)
    return {
        "name": account.name,
        "email": account.email,
        "account opened": words.history(account.date_joined),
        "last logged in": words.history(account.last_login),
        "roles": [
            {
                "organisation": held.organisation.name,
                "role": held.get_role_display(),
                "from": words.history(held.started_at),
                "to": words.history(held.ended_at) if held.ended_at else "now",
            }
            for held in account.memberships.select_related("organisation").order_by("started_at")
        ],
        "what you did": [{"when": words.history(event.at), "what": event.says} for event in events],
        "emails": [{"when": words.history(email.created_at), "subject": email.subject} for email in emails],
        "emails of what is published": [{"about": about.get(one.key, ""), "since": words.history(one.asked_at)} for one in subscriptions],
        "where you are logged in": [
            {"since": words.history(session.created_at), "address": session.ip, "browser": session.user_agent}
            for session in UserSession.objects.filter(user=account).order_by("created_at")
        ],
    }
