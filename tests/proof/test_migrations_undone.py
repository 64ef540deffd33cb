"""The database is built from nothing and taken down again, step by step."""

import subprocess
import sys

import pytest
from django.db import connection

from tests.house.house import ROOT
from tests.house.test_migrations import ours


@pytest.fixture
def empty_database(db, django_db_blocker):
    """The address of a database beside the tests' own, gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_undone"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


PREPARE = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets or executor.loader.graph.leaf_nodes())
"""
MIGRATE_AND_BACK = (
    PREPARE
    + """
migrate([])
migrate([(label, None) for label in sys.argv[2:]])
left = [name for name in connection.introspection.table_names() if name.split("_")[0] in sys.argv[2:]]
sys.exit(f"left behind: {left}" if left else 0)
"""
)


@pytest.mark.slow
def test_the_database_is_built_and_taken_down_again(empty_database):
    down = sorted(ours(), key=[*reversed(ours())].index)
    ran = subprocess.run([sys.executable, "-c", MIGRATE_AND_BACK, empty_database, *down], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]


SPEAK_AND_BACK = (
    PREPARE
    + """
from tests.proof.spoken import left, speak
migrate([])
speak()
migrate([("intentions", "0029_workbooks")])
migrate([])
sys.exit(0 if left() == ["On a chapter"] else f"left: {left()}")
"""
)


@pytest.mark.slow
def test_what_the_schema_before_cannot_hold_goes_and_the_rest_stays(empty_database):
    ran = subprocess.run([sys.executable, "-c", SPEAK_AND_BACK, empty_database], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]
