"""What every test stands on: no shared cache, style sheets without hashed names, and people with a second step."""

import pytest
from allauth.mfa import utils as second_step
from django.core.cache import cache

import portal.middleware


@pytest.fixture(autouse=True)
def _surroundings(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture(autouse=True)
def _everyone_has_a_second_step(monkeypatch):
    monkeypatch.setattr(portal.middleware, "is_mfa_enabled", lambda user: True)


@pytest.fixture
def second_step_is_looked_for(monkeypatch, _everyone_has_a_second_step):
    """The second step as it is outside the tests."""
    monkeypatch.setattr(portal.middleware, "is_mfa_enabled", second_step.is_mfa_enabled)
