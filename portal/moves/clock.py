"""One clock for every deadline: the database's. Web servers may differ from each other; it cannot differ from itself."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The instant at which the database reads this, in UTC (not the start of the transaction)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
