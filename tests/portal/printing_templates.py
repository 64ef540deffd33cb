"""Templates of the press's own tests, beside those of the house."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _templates_of_these_tests(settings):
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], Path(__file__).parent / "templates"]}]
