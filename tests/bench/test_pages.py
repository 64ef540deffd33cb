"""What every page asks of the database and how long it takes, beside a page that asks nothing, for everybody who may open it."""

from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.running.demo.load import load
from tests import figures
from tests.world.doors import World, names, people
from tests.world.test_doors import WITHOUT, table

PLAIN = "/help/privacy/"
READERS = ("nobody", "author", "approver", "contributor", "signatory", "clerk", "member", "operator")
VISITS = 3


@pytest.fixture(scope="module")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        load()


@pytest.fixture
def visits(db):
    """{name of the page: [(who, queries, seconds over those of the plain page)]} of every page that answers 200."""
    world, everybody, doors, found = World(), people(), table(), {}
    for who in READERS:
        client = visitor(everybody[who])
        _, plain = visit(client, PLAIN)
        for name, pattern in names():
            if name not in WITHOUT and doors[name][who] == 200:
                queries, spent = visit(client, world.address(name, pattern))
                found.setdefault(name, []).append((who, queries, spent / plain))
    return found


def visitor(user):
    client = Client()
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def visit(client, address):
    """Queries and seconds of a page that was opened before: what it takes to warm up is not its own."""
    client.get(address)
    spent = []
    for _ in range(VISITS):
        with CaptureQueriesContext(connection) as asked:
            begun = perf_counter()
            client.get(address)
            spent.append(perf_counter() - begun)
    return len(asked), median(spent)


def test_every_page_asks_the_database_a_dozen_things_at_most(visits):
    for name, seen in visits.items():
        who, queries, _ = max(seen, key=lambda one: one[1])
        figures.bench(f"queries.{name}", queries=queries, who=who, ratio=round(max(ratio for *_, ratio in seen), 1), runs=VISITS)

    assert len(visits) > 60
    many = [f"{name} for {who}: {queries}" for name, seen in visits.items() for who, queries, _ in seen if queries > allowed(who)]
    assert not many, "\n".join(many)


def allowed(who):
    return figures.OF_ITS_OWN + (0 if who == "nobody" else figures.WHO_ASKS)
