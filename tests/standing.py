"""Worlds that stand: what tests ask for of fixtures marked `@standing` is made once for all that ask for the same, then taken back.

Two tests of three spend most of their time on making the round, the people and the answers they begin with. Here each test still sees
the rows it asked for and no others, and may change them as it likes: its own transaction is a savepoint inside the one that made its
world, and it is given copies of the objects. Tests that ask for the same stand next to each other, so that a world is made seldom.

A fixture can stand when all it does is write rows: it needs no `settings`, no `monkeypatch` and no folder, and what it needs stands too.
What stands is made before all else: where a test must write something first, it asks for the later step by an action, not a fixture.
Where a module puts a fixture of its own in the place of one of these, what is built on it is made in the test, as ever.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

GROUND = {"db"}
ROOMS = {"intentions", "outcomes", "providers", "committees", "portal"}  # proofs, journeys and the demonstration have worlds of their own
QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}

Builders = dict[str, Callable]
ASKED: pytest.StashKey[Builders] = pytest.StashKey()


def standing(build: Callable) -> Callable:
    """A fixture whose rows are made once for all tests that ask for the same fixtures of this kind."""

    @functools.wraps(build)
    def given(**needs):
        return STANDING.copy[build.__name__] if build.__name__ in STANDING.copy else build(**needs)

    given.stands = build
    return pytest.fixture(given)


class Standing:
    """The world that stands now: who asked for it, what it is made of, and the copy that belongs to the test that runs."""

    def __init__(self) -> None:
        self.asked: frozenset[Callable] = frozenset()
        self.made: dict[str, object] = {}
        self.copy: dict[str, object] = {}
        self.open = ExitStack()

    def become(self, builders: Builders) -> None:
        if self.asked != frozenset(builders.values()):
            self.end()
            self.begin(builders)
        self.copy = deepcopy(self.made)

    def begin(self, builders: Builders) -> None:
        self.asked = frozenset(builders.values())
        if builders:
            self.open.enter_context(TakenBack())
            with override_settings(**QUICK):
                for name in builders:
                    make(name, builders, self.made)

    def end(self) -> None:
        self.open.close()
        self.asked, self.made, self.copy = frozenset(), {}, {}


STANDING = Standing()


class TakenBack(transaction.Atomic):
    """A transaction that leaves nothing."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *failure: object) -> None:
        transaction.set_rollback(True)
        super().__exit__(*failure)


def make(name: str, builders: Builders, world: dict[str, object]) -> object:
    """What a fixture gives, once, after what it needs."""
    if name in GROUND:
        return None
    if name not in world:
        needs = inspect.signature(builders[name]).parameters
        world[name] = builders[name](**{need: make(need, builders, world) for need in needs})
    return world[name]


def stand_together(items: list[pytest.Item]) -> None:
    """Each test that uses rows is first given its world; those of one room that ask for the same follow each other."""
    if not {_room(item) for item in items} & ROOMS:
        return
    places: dict[tuple, int] = {}
    for item in items:
        item.stash[ASKED] = builders_of(item) if uses_rows(item) and _room(item) in ROOMS else {}
        if uses_rows(item):
            item.fixturenames.insert(_first_of_its_own(item), "standing_world")
        places.setdefault(_place(item), len(places))
    items.sort(key=lambda item: places[_place(item)])


def _first_of_its_own(item: pytest.Function) -> int:
    """Where a test's own fixtures begin, after those of the whole run: how templates fail is settled by then."""
    found = item._fixtureinfo.name2fixturedefs
    return next(at for at, name in enumerate(item.fixturenames) if name in found and found[name][-1].scope == "function")


def builders_of(item: pytest.Function) -> Builders:
    """The fixtures of a test that can stand, in the order it asks for them. One that commits has none: it needs the tables to itself."""
    found = item._fixtureinfo.name2fixturedefs
    builders = {name: getattr(found[name][-1].func, "stands", None) for name in item.fixturenames if name in found}

    @functools.cache
    def can(name: str) -> bool:
        build = builders.get(name)
        return name in GROUND or (bool(build) and all(can(need) for need in inspect.signature(build).parameters))

    return {} if commits(item) else {name: build for name, build in builders.items() if build and can(name)}


def commits(item: pytest.Function) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool({"transactional_db", "live_server"} & set(item.fixturenames))


def uses_rows(item: pytest.Item) -> bool:
    """One that asks for fixtures while it runs may ask for rows as well."""
    return commits(item) or bool(item.get_closest_marker("django_db")) or bool({"db", "request"} & set(item.fixturenames))


def _place(item: pytest.Item) -> tuple:
    asked = frozenset(item.stash[ASKED].values())
    return (commits(item), _room(item), asked) if asked else (commits(item), item.nodeid.split("::")[0])


def _room(item: pytest.Item) -> str:
    return item.nodeid.split("/")[1]


def stand_no_longer(following: pytest.Item | None, blocker: DjangoDbBlocker) -> None:
    """A world that the next test does not ask for ends before that test's own things are made: under the loop of a browser that has
    started, Django would look for another connection than the one it stands on."""
    asked = frozenset(following.stash[ASKED].values()) if following and ASKED in following.stash else frozenset()
    if STANDING.asked and STANDING.asked != asked:
        with blocker.unblock():
            STANDING.end()


@pytest.fixture(scope="session")
def place_to_stand(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        STANDING.end()


@pytest.fixture
def standing_world(request: pytest.FixtureRequest, place_to_stand: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        STANDING.become(request.node.stash[ASKED])
