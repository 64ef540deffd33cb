"""So many providers with a finished draft, each with a signatory whose password is confirmed; written straight into the database."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from intentions.models import Chapter, Programme, Version
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role
from providers import documents
from providers.models import Condition, Effect, Invitation, Position, Response
from providers.views.confirmed import remember
from tests.providers.conftest import edition_of, organisation, published_version, round_of

INTENTIONS, ANSWERED, PEOPLE = 20, 12, 4
PASSWORD = "a password of some length"


def write(name: str, size: int, plan: str) -> None:
    """Into the file `plan`: of each provider the check page and the session of its signatory."""
    Path(plan).write_text(json.dumps(build(name, size)))


@transaction.atomic
def build(name: str, size: int) -> list[dict[str, str]]:
    borough = Place.objects.create(slug=name, name=name, kind=PlaceKind.BOROUGH)
    commissioner = organisation(f"{name}-commissioner", f"{name} commissioner", Kind.CLINICAL_COMMISSIONING_GROUP)
    approver = User.objects.create(email=f"approver@{name}.example", name="Approver")
    round = round_of(commissioner, borough, slug=name, title=f"Round {name}", response_deadline=timezone.now() + timedelta(hours=1))
    programme = Programme.objects.create(slug=name, name=name, kind="uec")
    chapter = Chapter.objects.create(round=round, programme=programme, code="UEC", title=name)
    versions = [
        published_version(round, chapter, f"UEC-{number:02}", f"Intention {number}", approver, number, provider_kinds=[Kind.ACUTE_TRUST])
        for number in range(1, INTENTIONS + 1)
    ]
    edition = edition_of(round, versions)
    trusts = Organisation.objects.bulk_create(
        Organisation(slug=f"{name}-{number}", name=f"Trust {number} of {name}", short_name=f"T{number}", kinds=[Kind.ACUTE_TRUST])
        for number in range(size)
    )
    signatories = _people(name, trusts)
    now = timezone.now()
    invitations = Invitation.objects.bulk_create(Invitation(round=round, organisation=trust, sent_at=now) for trust in trusts)
    responses = Response.objects.bulk_create(
        Response(invitation=invitation, round=round, edition=edition, organisation=invitation.organisation, created_by=signatory)
        for invitation, signatory in zip(invitations, signatories, strict=True)
    )
    for response in responses:
        _answer(response, versions)
    return [_entered(response, signatory) for response, signatory in zip(responses, signatories, strict=True)]


def _people(name: str, trusts: list[Organisation]) -> list[User]:
    """Of each trust a signatory and three who write; all with one password, hashed once."""
    password = make_password(PASSWORD)
    people = User.objects.bulk_create(
        User(email=f"{number}-{one}@{name}.example", name=f"Person {one} of trust {number}", password=password, is_demonstration=True)
        for number in range(len(trusts))
        for one in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person,
            organisation=trusts[number // PEOPLE],
            role=Role.CONTRIBUTOR if number % PEOPLE else Role.SIGNATORY,
            job_title="Chief executive",
        )
        for number, person in enumerate(people)
    )
    return people[::PEOPLE]


def _answer(response: Response, versions: list[Version]) -> None:
    said = f"{response.organisation} supports this where the local price follows the activity. " * 6
    positions = Position.objects.bulk_create(
        Position(response=response, intention=version.intention, version=version, stance="support-with-conditions", comment=said)
        for version in versions[:ANSWERED]
    )
    Condition.objects.bulk_create(Condition(position=position, text="A local price is agreed by January") for position in positions)
    Effect.objects.bulk_create(Effect(position=position, kind="investment", bearer="commissioner", amount=185000) for position in positions)


def _entered(response: Response, signatory: User) -> dict[str, Any]:
    """Logged in, with the password confirmed for the text as it stands: what the doors leave behind."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(signatory.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = signatory.get_session_auth_hash()
    request = HttpRequest()
    request.user, request.session = signatory, session
    remember(request, response, text_sha256=documents.sha256(documents.text(response)), at=timezone.now())
    session.create()
    return {
        "response": str(response.pk),
        "check": reverse("providers:check", args=[response.pk]),
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
    }
