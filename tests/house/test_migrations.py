"""The database can be built from nothing, matches the models, and can be taken down again step by step."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from .house import APPS, ROOT


def ours():
    return [config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in APPS and config.models_module]


def faults(migration):
    """What in a migration cannot be undone."""
    return [f"{migration}: {operation.describe()}" for operation in migration.operations if not operation.reversible]


@pytest.mark.parametrize("operation", [RunPython(lambda apps, editor: None), RunSQL("select 1")])
def test_the_guard_sees_a_planted_fault(operation):
    planted = Migration("0001_planted", "planted")
    planted.operations = [operation]
    assert faults(planted)


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_every_migration_says_how_it_is_undone():
    found = [fault for (app, _), migration in MigrationLoader(None).disk_migrations.items() if app in ours() for fault in faults(migration)]
    assert found == [], "give RunPython a reverse_code and RunSQL a reverse_sql (RunPython.noop if there is nothing to undo)"


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


MIGRATE_AND_BACK = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets or executor.loader.graph.leaf_nodes())
migrate([])
migrate([(label, None) for label in sys.argv[2:]])
left = [name for name in connection.introspection.table_names() if name.split("_")[0] in sys.argv[2:]]
sys.exit(f"left behind: {left}" if left else 0)
"""


@pytest.mark.slow
def test_the_database_is_built_and_taken_down_again(empty_database):
    down = sorted(ours(), key=[*reversed(ours())].index)
    ran = subprocess.run([sys.executable, "-c", MIGRATE_AND_BACK, empty_database, *down], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-3000:]
