"""What every test stands on: no shared cache, style sheets without hashed names, and people with a second step."""

import gc
import logging

import pytest
import weasyprint
from allauth.mfa import utils as second_step
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key

import portal.middleware
from providers.models import under_seal

from .again import walk_again
from .emptying import empty_what_was_written
from .standing import place_to_stand, stand_no_longer, stand_together, standing_world  # noqa: F401  fixtures

gc.set_threshold(200_000, 50, 1000)  # a test leaves little behind: looking for it so often costs a tenth of the time


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    stand_together(items)
    walk_again(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    try:
        return (yield)
    finally:
        stand_no_longer(nextitem, item.config.stash[blocking_manager_key])


@pytest.fixture(autouse=True, scope="session")
def _tests_that_commit_leave_nothing():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_what_was_written(connection))
        yield


@pytest.fixture(autouse=True, scope="session")
def _fonts_of_the_machine():
    """A process keeps the fonts it first asked for: what a test draws is set in those of the machine, whoever printed before."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    weasyprint.HTML(string="a").render()


@pytest.fixture(autouse=True)
def _surroundings(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    cache.set(under_seal.ANY, False)  # asked once in a while; sealing a round forgets it


@pytest.fixture(autouse=True)
def _everyone_has_a_second_step(monkeypatch):
    monkeypatch.setattr(portal.middleware, "is_mfa_enabled", lambda user: True)


@pytest.fixture
def second_step_is_looked_for(monkeypatch, _everyone_has_a_second_step):
    """The second step as it is outside the tests."""
    monkeypatch.setattr(portal.middleware, "is_mfa_enabled", second_step.is_mfa_enabled)
