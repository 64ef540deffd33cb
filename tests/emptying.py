"""After a test that commits, Django empties every table and makes its permissions anew: seconds a test. Few tables hold a row."""

from django.db import transaction
from django.db.backends.postgresql.base import DatabaseWrapper

STAY = {"django_migrations", "django_content_type", "auth_permission"}  # the same after every test


def empty_what_was_written(connection: DatabaseWrapper) -> list[str]:
    """The tables that held rows. Keys and append-only triggers are set aside, as TRUNCATE sets them aside."""
    tables = [table for table in connection.introspection.django_table_names(only_existing=True, include_views=False) if table not in STAY]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled:
            cursor.execute(f"DELETE FROM {table}")
    return filled
