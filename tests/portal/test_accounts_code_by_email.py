"""The second step of those who only answer may be a code by email."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from committees.actions import found_committee, seat
from portal.accounts.models import User
from portal.audit.models import Email
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role

PASSWORD = "correct horse battery"


def log_in(client):
    return client.post("/login/", {"login": "real@example.org", "password": PASSWORD})


@pytest.fixture
def provider(db):
    """Somebody who only answers."""
    real = User.objects.create_user("real@example.org", PASSWORD, name="Real Person")
    trust = Organisation.objects.create(slug="acute", name="Acute Trust", short_name="Acute", kinds=[Kind.ACUTE_TRUST])
    Membership.objects.create(user=real, organisation=trust, role=Role.SIGNATORY)
    return real


def code_sent_to(person):
    body = Email.objects.filter(to=person, kind="login_code").latest("created_at").body
    return body.split("Your code to log in is ")[1].split(". ")[0]


def test_who_only_answers_may_have_the_code_by_email(client, provider, second_step_is_looked_for):
    answer = log_in(client)
    assert answer["Location"].startswith("/login/code/")
    assert client.get("/account/").status_code == 302  # the password alone opens nothing
    code = code_sent_to(provider)
    assert code not in Email.objects.get(to=provider).subject
    assert client.post("/login/code/", {"code": code})["Location"] == "/home/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(client, provider):
    log_in(client)
    code = code_sent_to(provider)
    client.post("/login/code/", {"code": code})
    client.post("/logout/")
    log_in(client)
    assert client.post("/login/code/", {"code": code}).status_code == 422


def test_after_fifteen_minutes_a_code_opens_nothing(client, provider):
    with time_machine.travel(timezone.now() - timedelta(minutes=16), tick=False):
        log_in(client)
    assert client.post("/login/code/", {"code": code_sent_to(provider)})["Location"] == "/login/"


def test_three_wrong_codes_end_it(client, provider, second_step_is_looked_for):
    log_in(client)
    right = code_sent_to(provider)
    told = [client.post("/login/code/", {"code": "AAA-AAA"}) for _ in range(3)]
    assert "The code is not right. Enter the one in our newest email" in told[0].content.decode()
    assert told[2]["Location"] == "/login/"
    client.post("/login/code/", {"code": right})
    assert client.get("/account/").status_code == 302


def test_a_code_is_sent_again_once_it_is_asked_for(client, provider):
    log_in(client)
    client.post("/login/code/", {"action": "resend"})
    assert Email.objects.filter(to=provider, kind="login_code").count() == 2
    assert client.post("/login/code/", {"code": code_sent_to(provider)})["Location"] == "/home/"


def test_an_app_stays_the_second_step_of_whoever_has_one(client, provider):
    totp.TOTP.activate(provider, totp.generate_totp_secret())
    assert log_in(client)["Location"].startswith("/account/second-step/authenticate/")


def test_where_the_host_allows_none_by_email_an_app_is_set_up_first(client, provider, settings, second_step_is_looked_for):
    settings.SECOND_STEP_BY_EMAIL = "nobody"
    log_in(client)
    assert client.get("/account/")["Location"] == "/account/second-step/"


@pytest.mark.parametrize("kind", ["operator", "commissioner", "council", "clerk", "belongs to nothing"])
def test_everybody_else_keeps_the_stronger_second_step(client, provider, kind, second_step_is_looked_for):
    if kind == "operator":
        User.objects.filter(pk=provider.pk).update(is_operator=True)
    elif kind in ("commissioner", "council"):
        its = Kind.INTEGRATED_CARE_BOARD if kind == "commissioner" else Kind.COUNCIL
        other = Organisation.objects.create(slug="icb", name="ICB", short_name="ICB", kinds=[its])
        Membership.objects.create(user=provider, organisation=other, role=Role.VIEWER)
    elif kind == "clerk":
        host = Organisation.objects.create(slug="host", name="Host", short_name="Host", kinds=[Kind.SCRUTINY_HOST])
        committee = found_committee(name="Scrutiny", host=host, kind="health-scrutiny", by=None)
        seat(committee=committee, user=provider, role="CLERK", by=None)
    else:
        provider.memberships.update(ended_at=timezone.now())
    log_in(client)
    assert client.get("/account/")["Location"] == "/account/second-step/"


def test_a_role_that_needs_more_asks_for_it_with_the_next_click(client, provider, second_step_is_looked_for):
    log_in(client)
    client.post("/login/code/", {"code": code_sent_to(provider)})
    other = Organisation.objects.create(slug="icb", name="ICB", short_name="ICB", kinds=[Kind.INTEGRATED_CARE_BOARD])
    Membership.objects.create(user=provider, organisation=other, role=Role.APPROVER)
    assert client.get("/account/")["Location"] == "/account/second-step/"
