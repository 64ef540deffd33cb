import time
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import Email, Event

PASSWORD = "correct horse battery"
WRONG = "The email or password is not right."


@pytest.fixture
def priya(db):
    return User.objects.create_user("priya@example.org", PASSWORD, name="Priya Shah", is_demonstration=True)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def log_in(client, email="priya@example.org", password=PASSWORD, **more):
    return client.post("/login/", {"login": email, "password": password}, **more)


def test_the_right_password_leads_home(client, priya):
    answer = log_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/home/")


def test_the_case_of_an_email_does_not_matter(client, priya):
    assert log_in(client, email="Priya@Example.ORG").status_code == 302


def test_logging_in_leads_back_to_the_page_asked_for(client, priya):
    asked = client.get("/account/name/")
    answer = client.post(asked["Location"], {"login": "priya@example.org", "password": PASSWORD})
    assert answer["Location"] == "/account/name/"


def test_logging_in_never_leads_to_another_site(client, priya):
    answer = client.post("/login/?next=https://example.com/", {"login": "priya@example.org", "password": PASSWORD})
    assert answer["Location"] == "/home/"


def test_every_failure_says_the_same(client, priya):
    User.objects.create_user("closed@example.org", PASSWORD, name="Closed", is_active=False)
    said = [
        [one.get_text(strip=True) for one in soup(log_in(client, email=email, password=password)).select(".nhsuk-error-summary li")]
        for email, password in [("priya@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
    ]
    assert said == [[WRONG], [WRONG]]


def test_a_failure_is_422_and_keeps_the_email_but_not_the_password(client, priya):
    answer = log_in(client, password="wrong words")
    assert answer.status_code == 422
    assert soup(answer).find("input", attrs={"name": "login"})["value"] == "priya@example.org"
    assert "wrong words" not in answer.content.decode()
    assert soup(answer).title.get_text().startswith("Error: Log in")


def test_nothing_typed_is_told_what_to_enter(client, db):
    said = [one.get_text(strip=True) for one in soup(log_in(client, email="", password="")).select(".nhsuk-error-summary li")]
    assert said == ["Enter your email address", "Enter your password"]


def test_the_sixth_wrong_guess_waits_and_so_does_the_right_one(client, priya):
    for _ in range(5):
        assert WRONG in log_in(client, password="wrong").content.decode()
    assert "Too many tries. Wait 5 minutes." in log_in(client).content.decode()


def test_after_five_minutes_one_may_try_again(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(6):
            log_in(client, password="wrong")
        clock.shift(timedelta(minutes=5, seconds=1))
        assert log_in(client).status_code == 302


def test_nobody_registers_by_themselves(client, db):
    assert client.get("/signup/").status_code == 404


def test_logging_out_needs_a_click(client, priya):
    client.force_login(priya)
    assert client.get("/logout/").status_code == 200
    assert client.get("/account/").status_code == 200
    client.post("/logout/")
    assert client.get("/account/").status_code == 302


# The second step


@pytest.fixture
def real(db):
    return User.objects.create_user("real@example.org", PASSWORD, name="Real Person")


def enter_code(client, secret, name="mfa_authenticate"):
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    return client.post(reverse(name), {"code": code})


@pytest.fixture
def protected(real):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(real, secret)
    return secret


def test_until_it_is_set_up_nothing_else_opens(client, real, second_step_is_looked_for):
    log_in(client, email="real@example.org")
    assert client.get("/account/")["Location"] == "/account/second-step/"


def test_the_demonstration_needs_none(client, priya, second_step_is_looked_for):
    log_in(client)
    assert client.get("/account/").status_code == 200


def test_the_password_alone_opens_nothing(client, real, protected):
    answer = log_in(client, email="real@example.org")
    assert answer["Location"].startswith("/account/second-step/authenticate/")
    assert client.get("/account/").status_code == 302


def test_the_code_opens(client, real, protected, second_step_is_looked_for):
    log_in(client, email="real@example.org")
    assert enter_code(client, protected)["Location"] == "/home/"
    assert client.get("/account/").status_code == 200


def test_a_wrong_code_is_told_so(client, real, protected):
    log_in(client, email="real@example.org")
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 422
    assert "The code is not right. Enter the newest one" in answer.content.decode()


def test_it_is_set_up_with_the_password_confirmed_and_a_code(client, real, second_step_is_looked_for):
    log_in(client, email="real@example.org")
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith("/login/again/")
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = soup(page).find("code").get_text()
    enter_code(client, secret, "mfa_activate_totp")
    assert Authenticator.objects.filter(user=real, type="totp").exists()


def test_the_last_one_cannot_be_removed(client, real, protected):
    log_in(client, email="real@example.org")
    enter_code(client, protected)
    client.post("/login/again/?next=/account/", {"password": PASSWORD})
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "You need a second step" in answer.content.decode()
    assert Authenticator.objects.filter(user=real, type="totp").exists()


def test_who_lost_everything_is_let_in_by_the_operator(client, real, protected, second_step_is_looked_for):
    call_command("forget_second_step", "Real@example.org", stdout=StringIO())
    log_in(client, email="real@example.org")
    assert client.get("/account/")["Location"] == "/account/second-step/"
    assert Event.objects.get(name="person.second_step_forgotten").says == "let Real Person set up a second step anew"


def test_an_unknown_email_is_told_so(db):
    with pytest.raises(CommandError, match="Nobody has the email"):
        call_command("forget_second_step", "nobody@example.org")


def test_confirming_with_a_wrong_password_is_refused(client, real, protected):
    log_in(client, email="real@example.org")
    enter_code(client, protected)
    answer = client.post("/login/again/?next=/account/", {"password": "wrong"})
    assert (answer.status_code, "The password is not right" in answer.content.decode()) == (422, True)


# A forgotten password


def ask_for_a_link(client, email):
    answer = client.post("/login/help/", {"email": email}, follow=True)
    return soup(answer).h1.get_text()


def test_the_link_names_our_own_host_whatever_was_asked_for(client, real, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PORTAL_ADDRESS = "https://intentions.example.org"
    client.post("/login/help/", {"email": "real@example.org"}, headers={"host": "evil.example.com"})
    body = Email.objects.get(to=real).body
    assert "https://intentions.example.org/login/help/" in body
    assert "evil" not in body


def test_asking_for_a_link_never_says_who_has_an_account(client, priya):
    assert ask_for_a_link(client, "priya@example.org") == ask_for_a_link(client, "nobody@example.org") == "Look at your email"


def test_the_link_gives_a_new_password_once(client, real, protected, second_step_is_looked_for):
    ask_for_a_link(client, "real@example.org")
    link = next(word for word in Email.objects.get(to=real).body.split() if "/login/help/" in word)
    page = client.get(urlsplit(link).path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "another long password"})
    assert log_in(client, email="real@example.org").status_code == 422
    answer = log_in(client, email="real@example.org", password="another long password")
    assert answer["Location"].startswith("/account/second-step/authenticate/")  # a reset does not skip it
    client.post("/logout/")
    assert "This link no longer works" in client.get(urlsplit(link).path, follow=True).content.decode()


@pytest.mark.parametrize(("password", "said"), [("short", "at least 12"), ("q1w2e3r4t5y6", "too common"), ("", "Enter a new password")])
def test_a_weak_password_is_refused(client, priya, password, said):
    client.force_login(priya)
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": password})
    assert answer.status_code == 422
    assert said in soup(answer).select_one(".nhsuk-error-summary").get_text()


def test_the_password_is_changed_with_the_old_one_only(client, priya):
    client.force_login(priya)
    assert client.post("/account/password/", {"oldpassword": "wrong", "password1": "another long password"}).status_code == 422
    assert client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "another long password"}).status_code == 302
    priya.refresh_from_db()
    assert priya.check_password("another long password")


def test_who_has_no_password_yet_is_sent_for_a_link(client, priya):
    priya.set_unusable_password()
    priya.save(update_fields=["password"])
    client.force_login(priya, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get("/account/password/", follow=True)

    assert answer.redirect_chain[-1] == ("/login/help/", 302)
    assert answer.status_code == 200
