"""Write the history and order email, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from portal.moves.queue import send_on_commit

from . import tasks
from .models import Email, Event


def record(name: str, *, target: Any, by: Any, says: str, owner: Any = None, at: Any = None, **details: Any) -> Event:
    """One line of the history. `says` completes "{person} ..."; `owner` is the organisation whose people may read it."""
    written = {"at": at} if at else {}
    return Event.objects.create(
        name=name,
        says=says,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        by=by,
        owner=owner,
        details=details,
        **written,
    )


def tell(kind: str, *, to: Iterable[Any], subject: str, template: str, facts: dict[str, Any], about: Any = None) -> list[Email]:
    """Order one email to each person. Subjects say what to do and by when; one link; never the text of a response."""
    emails = [
        Email(
            kind=kind,
            to=person,
            subject=subject,
            body=render_to_string(template, {**facts, "person": person, "address": settings.PORTAL_ADDRESS}),
            about_type=about._meta.label_lower if about else "",
            about_id=about.pk if about else None,
        )
        for person in {person.pk: person for person in to}.values()
    ]
    Email.objects.bulk_create(emails)
    if emails:
        send_on_commit(tasks.send_each, email_ids=[str(email.pk) for email in emails])
    return emails
