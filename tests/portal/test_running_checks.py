import os
import subprocess
import sys

import pytest

from portal.running import checks
from portal.running.setup.machine import ROOT, VENV


@pytest.mark.parametrize("suite", checks.SUITES)
def test_every_check_is_a_program_that_is_installed(suite):
    for words in checks.commands(suite).values():
        assert (VENV / "bin" / words[0]).exists()


def test_every_template_is_checked():
    named = checks.commands("test")["Layout of templates"]

    assert set(named[2:]) == {str(file.relative_to(ROOT)) for file in (ROOT / "templates").rglob("*.html")}


def test_the_machine_that_watches_the_project_runs_make_test():
    words = (ROOT / ".ci" / "run").read_text()

    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert words.rstrip().endswith("exec make test")
    assert 'export CI="${CI:-true}"' in words


def run_tests(folder, source, **env):
    (folder / "test_it.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(folder), "-p", "tests.strictness"]
    plugins = ["-p", "no:django", "-p", "no:valkey", "-p", "no:cacheprovider", "-q", str(folder)]
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    return subprocess.run([*command, *plugins], cwd=ROOT, env={**kept, **env}, capture_output=True, text=True)


SKIPPED = "import pytest\ndef test_a():\n    pytest.skip('{}')\ndef test_b():\n    pass\n"


def test_a_skipped_test_fails_the_run_of_every_change(tmp_path):
    source = SKIPPED.format("no browser here")

    assert run_tests(tmp_path, source).returncode == 0
    told = run_tests(tmp_path, source, CI="true")
    assert told.returncode == 1
    assert "CI=true and skipped" in told.stdout
    assert "no browser here" in told.stdout


def test_a_file_that_skips_itself_fails_the_run_too(tmp_path):
    source = "import pytest\npytest.importorskip('nobody_has_this')\n"

    assert run_tests(tmp_path, source, CI="true").returncode != 0


def test_a_comparison_with_absent_sources_may_be_skipped(tmp_path):
    assert run_tests(tmp_path, SKIPPED.format("needs ../shared"), CI="true").returncode == 0
