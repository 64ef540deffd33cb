"""Every migration matches the models and can be undone; tests/proof takes the whole database down again."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from .house import APPS


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
