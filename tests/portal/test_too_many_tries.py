"""How long one waits is said as long as it is, and a password that is right is no guess."""

import pytest
from django.urls import reverse

from portal.accounts.models import User

PASSWORD = "a password of some length"


@pytest.fixture
def priya(client, db):
    user = User.objects.create_user("priya@example.org", PASSWORD, name="Priya", is_demonstration=True)
    client.force_login(user)
    return user


def confirm(client, password):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def test_the_right_password_may_be_given_as_often_as_one_is_asked(client, priya):
    assert {confirm(client, PASSWORD).status_code for _ in range(15)} == {302}


def test_ten_wrong_ones_in_a_minute_wait_a_minute(client, priya):
    answers = [confirm(client, "wrong") for _ in range(11)]
    assert [one.status_code for one in answers] == [422] * 10 + [429]
    assert "Too many tries. Wait a minute." in answers[-1].content.decode()


def test_asking_for_new_links_waits_five_minutes(client, db):
    address = reverse("new_link", args=["x", "y"])
    answers = [client.post(address) for _ in range(21)]
    assert answers[-1].status_code == 429 and "Too many tries. Wait 5 minutes." in answers[-1].content.decode()
