"""What a test that commits leaves behind: nothing, whatever the triggers say of rows that may not go."""

import pytest
from django.db import connection

from portal.accounts.models import User
from portal.audit.actions import record
from portal.audit.models import Event

from .emptying import STAY, empty_what_was_written


@pytest.mark.django_db(transaction=True)
def test_rows_go_even_where_nothing_may_be_deleted():
    user = User.objects.create(email="somebody@eastmere.example", name="Somebody")
    record("user.invited", target=user, by=user, says="invited Somebody", owner=None)

    assert {"audit_event", User._meta.db_table} <= set(empty_what_was_written(connection))
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_every_test_stands_on_stays():
    assert not set(empty_what_was_written(connection)) & STAY
