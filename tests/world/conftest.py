"""The world of the demonstration, loaded once for a run: rounds in every state, people in every role."""

import pytest

from portal.running.demo.load import load


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        load()
