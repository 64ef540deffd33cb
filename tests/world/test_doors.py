"""Every address, asked for by everybody: the table says who is let in, and an address that is not in it fails.

200 a page · 302 log in first, or somewhere else · 403 not yours to do · 404 not there for you · 405 only a form may come here
"""

from pathlib import Path

import pytest
from django.test import Client

from providers.models.response import ResponseQuerySet

from .doors import PEOPLE, World, names, people

TABLE = Path(__file__).with_name("doors.txt")
WITHOUT = {  # whose page, if there is one, depends on a key of one's own
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "account_logout",  # it would log the visitor out for the rest of the table
}


def table():
    """{name: {who: status}}, read from the text beside this file."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {name: dict(zip(PEOPLE, map(int, statuses), strict=True)) for name, *statuses in lines}


@pytest.fixture
def visit(db):
    """visit("rival") is a client logged in as them."""
    everybody = people()

    def arrive(who):
        client = Client(raise_request_exception=False)
        if everybody[who]:
            client.force_login(everybody[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return arrive


def test_every_address_is_in_the_table():
    addresses = {name for name, _ in names()}

    assert addresses - set(table()) - WITHOUT == set()
    assert set(table()) - addresses == set()


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_meets_what_the_table_says(visit, who):
    visitor, world, expected, wrong = visit(who), World(), table(), []
    for name, pattern in names():
        if name in WITHOUT:
            continue
        address = world.address(name, pattern)
        status = visitor.get(address).status_code
        if status != expected[name][who]:
            wrong.append(f"{who} at {name} ({address}): {status}, not {expected[name][who]}")

    assert not wrong, "\n".join(wrong)


def test_a_scope_that_lets_everybody_in_is_seen(visit, monkeypatch):
    address = World().address("providers:response", dict(names())["providers:response"])
    monkeypatch.setattr(ResponseQuerySet, "visible_to", lambda self, user: self.all())

    assert visit("rival").get(address).status_code != table()["providers:response"]["rival"]
