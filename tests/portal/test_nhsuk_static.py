import re

import pytest
from django.core.management import call_command
from django.test import override_settings

from portal.nhsuk.static import NamedByContent

IMPORT = re.compile(r"""import[^;]*?["'](\./[^"']+)["']""")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What a browser is served: the named files alone."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES={"staticfiles": {"BACKEND": "portal.nhsuk.static.NamedByContent"}}):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder, NamedByContent()


def test_every_script_of_ours_imports_files_that_are_served(collected):
    folder, _ = collected
    scripts = [*folder.glob("*.js"), *folder.glob("richtext/*.js")]
    missing = [
        (script.name, wanted)
        for script in scripts
        for wanted in IMPORT.findall(script.read_text())
        if not (script.parent / wanted).exists()
    ]
    assert scripts
    assert missing == []


def test_every_picture_and_typeface_of_the_style_sheet_is_served(collected):
    folder, storage = collected
    sheet = folder / storage.stored_name("build/app.css")
    wanted = set(re.findall(r"url\(\"?([^\")]+)\"?\)", sheet.read_text()))
    assert wanted
    assert [one for one in wanted if not one.startswith("data:") and not (sheet.parent / one).exists()] == []


def test_nothing_is_fetched_from_another_host(collected):
    folder, storage = collected
    sheet = (folder / storage.stored_name("build/app.css")).read_text()
    assert "https://" not in sheet.replace("http://www.w3.org", "")
