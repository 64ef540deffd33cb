import re

import pytest
import yaml

from portal.running.setup.debian import LIBRARIES
from portal.running.setup.machine import ROOT
from portal.running.setup.python import locked

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
OURS = ["web", "worker", "beat", "migrate", "demonstration"]


def test_the_image_is_made_with_the_locks_uv_and_the_libraries_of_the_launcher():
    assert f"ARG UV_VERSION={locked('uv')[0]}\n" in DOCKERFILE
    for package in LIBRARIES.values():
        assert package in DOCKERFILE


def test_the_image_does_not_run_as_root():
    assert DOCKERFILE.rindex("USER portal") > DOCKERFILE.rindex("FROM ")


def test_every_package_of_the_house_is_in_the_image():
    for folder in ROOT.glob("*/__init__.py"):
        if folder.parent.name != "tests":
            assert f"COPY {folder.parent.name} {folder.parent.name}\n" in DOCKERFILE


def test_what_runs_has_a_health_check_and_what_ends_has_none():
    assert "HEALTHCHECK" in DOCKERFILE  # the web's
    for name in ("worker", "beat", "postgres", "redis"):
        assert COMPOSE["services"][name]["healthcheck"]["test"]
    for name in ("migrate", "demonstration"):
        assert COMPOSE["services"][name]["healthcheck"] == {"disable": True}


@pytest.mark.parametrize("name", OURS)
def test_every_part_of_ours_runs_without_rights_it_does_not_need(name):
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["web", "worker", "beat", "demonstration"])
def test_nothing_starts_before_the_database_is_migrated(name):
    assert COMPOSE["services"][name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_workers_can_be_multiplied():
    assert not {"ports", "container_name"} & set(COMPOSE["services"]["worker"])


def test_secrets_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text()

    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert f"${{{secret}:?" in text
        assert re.search(rf"^{secret}=$", EXAMPLE, re.MULTILINE)


def test_the_example_names_every_variable_the_containers_take():
    taken = set(re.findall(r"\$\{(\w+)[:}]", (ROOT / "docker-compose.yml").read_text()))
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))

    assert taken == named


def test_every_setting_reaches_the_containers():
    """But those that a container has of its own: where its folders are, and what only tests and developers set."""
    read = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", (ROOT / "portal" / "settings.py").read_text()))

    assert read - {"DATA", "FILES", "DEBUG", "PYTEST_DB", "PYTEST_TEMPLATE"} <= set(COMPOSE["services"]["web"]["environment"])
