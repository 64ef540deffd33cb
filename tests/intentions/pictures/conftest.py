"""Each of these tests keeps its files where no other finds them: equal pictures have one file, and some tests lose it."""

import pytest


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
