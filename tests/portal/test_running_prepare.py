import pytest
from django.core.management import call_command

from portal.running import health
from portal.running.management.commands import prepare


@pytest.fixture
def static(settings, tmp_path):
    """One style in a folder of its own, and an empty place to collect it in."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "app.css").write_text("body{}")
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    return tmp_path


@pytest.fixture
def called(monkeypatch):
    """The commands that are called, but for collecting, only noted; the database waits for a migration."""
    names = []
    monkeypatch.setattr(health, "waits_for_a_migration", lambda: True)

    def note(name, *arguments, **options):
        names.append(name)
        if name == "collectstatic":
            call_command(name, *arguments, **options)

    monkeypatch.setattr(prepare, "call_command", note)
    return names


def test_the_database_is_migrated_and_the_styles_collected(static, called):
    call_command("prepare")

    assert called == ["migrate", "collectstatic"]
    assert (static / "collected" / "app.css").read_text() == "body{}"


def test_styles_are_collected_again_only_after_a_change(static, called):
    call_command("prepare")
    call_command("prepare")
    (static / "sources" / "app.css").write_text("body{color:black}")
    call_command("prepare")

    assert called.count("collectstatic") == 2
    assert (static / "collected" / "app.css").read_text() == "body{color:black}"


def test_the_demonstration_is_loaded_only_where_it_is_asked_for(static, called):
    call_command("prepare", "--demonstration")

    assert called[-2:] == ["load_demo", "demo_users"]


def test_a_database_that_is_up_to_date_is_not_migrated(static, called, monkeypatch):
    monkeypatch.setattr(health, "waits_for_a_migration", lambda: False)

    call_command("prepare")

    assert called == ["collectstatic"]
