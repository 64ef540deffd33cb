"""Write the history and order email, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from celery import signature
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string

from portal.accounts.models import Told
from portal.moves.queue import send_on_commit

from .models import Email, Event
from .states import EmailStatus

SEND = "portal.audit.tasks.send_each"


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


def record_many(
    name: str, told: Iterable[tuple[Any, str]], *, by: Any, owner: Any, at: Any, details: Mapping[Any, dict[str, Any]] | None = None
) -> None:
    """The same line of each (target, what is said of it), in one query; `details` by the key of the target."""
    Event.objects.bulk_create(_line(name, target, says, by, owner, at, (details or {}).get(target.pk, {})) for target, says in told)


def record_all(told: Iterable[tuple[str, Any, str, Any]], *, by: Any, at: Any) -> None:
    """A line of each (name, target, what is said of it, owner), of whatever kind they are, in one query."""
    Event.objects.bulk_create(_line(name, target, says, by, owner, at, {}) for name, target, says, owner in told)


def _line(name: str, target: Any, says: str, by: Any, owner: Any, at: Any, details: dict[str, Any]) -> Event:
    about = {"target_type": target._meta.label_lower, "target_id": target.pk}
    return Event(name=name, says=says, by=by, owner=owner, details=details, at=at, **about)


def tell(
    kind: str, *, to: Iterable[Any], subject: str, template: str, facts: dict[str, Any], about: Any = None, choice: str = ""
) -> list[Email]:
    """Order one email to each person. Subjects say what to do and by when; one link; never the text of a response.

    `choice` names the field in which a person says whether they want such an email at once, once a day or not at all.
    """
    emails = [
        Email(
            kind=kind,
            to=person,
            status=EmailStatus.HELD if choice and getattr(person, choice) == Told.DAILY else EmailStatus.WAITING,
            subject=subject,
            body=render_to_string(template, {**facts, "person": person, "address": settings.PORTAL_ADDRESS}),
            about_type=about._meta.label_lower if about else "",
            about_id=about.pk if about else None,
        )
        for person in {person.pk: person for person in to}.values()
        if not choice or getattr(person, choice) != Told.NEVER
    ]
    Email.objects.bulk_create(emails)
    at_once = [str(email.pk) for email in emails if email.status == EmailStatus.WAITING]
    if at_once:
        send_on_commit(signature(SEND), email_ids=at_once)
    return emails


@transaction.atomic
def join_the_day(*, person: Any) -> int:
    """What was kept for the person goes out as one email, the first first; nothing is sent for none.

    Who left meanwhile is told nothing of what they may not read any more.
    """
    kept = Email.objects.select_for_update().filter(to=person, status=EmailStatus.HELD).order_by("created_at", "pk")
    held = [email for email in kept if _concerns(email, person)]
    kept.exclude(pk__in=[email.pk for email in held]).update(status=EmailStatus.DROPPED)
    if held:
        Email.objects.filter(pk__in=[email.pk for email in held]).update(status=EmailStatus.JOINED)
        count = "1 thing" if len(held) == 1 else f"{len(held)} things"
        facts = {"count": count, "letters": held}
        tell("of the day", to=[person], subject=f"{count} for you: {held[0].subject}"[:200], template="emails/of_the_day.txt", facts=facts)
    return len(held)


def _concerns(email: Email, person: Any) -> bool:
    """What it is about says who is told of it (`told_to`), which may be fewer words than who reads it (`visible_to`)."""
    if not email.about_type:
        return True
    rows: Any = apps.get_model(email.about_type)._default_manager
    scope = getattr(rows, "told_to", None) or rows.visible_to
    return bool(scope(person).filter(pk=email.about_id).exists())


def lay_letters_by() -> None:
    """What the demonstration says happened was told then: hundreds of letters would keep the first receipt waiting."""
    waiting = Email.objects.filter(status=EmailStatus.WAITING, to__is_demonstration=True)
    waiting.update(status=EmailStatus.SENT, sent_at=Now())
