"""`make test`, `make proof`, `make bench`: every check, on a PostgreSQL and a Redis of its own that nobody will miss.

`make proof` heeds the environment: ORDER (a seed), SCALE (a share of every size). `make proof PLANTED=1` takes guards out one by one
and puts faults in, to see that each is noticed; PLANTED=receipts does it with those that have this in their name.

python -m portal.running.checks test
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from signal import SIGINT
from time import monotonic

from .children import Child, Children, Stop, end_what_a_crash_left
from .databases import fresh_database, start_databases
from .folder import Folder
from .setup.machine import ROOT, VENV, Trouble

TEMPLATE = "checks_template"  # a database that is migrated once, and copied by every suite
APART = "--ignore tests/journeys --ignore tests/world --ignore tests/proof --ignore tests/planted --ignore tests/bench"
READERS = ("ruff", "djade", "lint-imports", "mypy")  # they need no database: begun at once, while one is made

# Each is a program in .venv/bin; in this order; all are run, and one that fails fails the run.
SUITES = {
    "test": {
        "Migrations": "python manage.py makemigrations --check --dry-run",
        "A database to copy": "python manage.py migrate --verbosity 0",
        "Style": "ruff check .",
        "Layout of code": "ruff format --check .",
        "Layout of templates": "djade --check {templates}",
        "Who imports whom": "lint-imports --no-logo",
        "Types": "mypy",
        "Unit and database tests": f"pytest -n 3 --durations 20 {APART}",
        "The demonstration in it": "python manage.py load_demo",
        "Every address for everybody": "pytest -n 2 tests/world",
        "Journeys in a browser": "pytest -n 2 --durations 20 --dist loadfile tests/journeys",
    },
    "proof": {
        "A database to copy": "python manage.py migrate --verbosity 0",
        "Proofs, each in a world of its own": "pytest -v --durations 20 tests/proof",
    },
    "planted": {
        "A database to copy": "python manage.py migrate --verbosity 0",
        "Faults put in, each of them found": "pytest -n 2 -v {planted} tests/planted",
    },
    "bench": {"A database to copy": "python manage.py migrate --verbosity 0", "Bench": "pytest tests/bench"},
}


def commands(suite: str) -> dict[str, list[str]]:
    templates = [str(file.relative_to(ROOT)) for file in sorted(ROOT.glob("templates/**/*.html"))]
    chosen = os.environ.get("PLANTED", "1")
    pieces = {"{templates}": templates, "{planted}": [] if chosen == "1" else ["-k", chosen]}
    return {title: _spread(shlex.split(words), pieces) for title, words in SUITES[suite].items()}


def _spread(words: list[str], pieces: dict[str, list[str]]) -> list[str]:
    return [piece for word in words for piece in pieces.get(word, [word])]


def run(suite: str, folder: Folder, children: Children) -> list[str]:
    """The titles of the checks that failed."""
    own = {"DATA": str(folder.path), "DJANGO_SETTINGS_MODULE": "portal.settings", "SECRET_KEY": "for these checks only"}
    env = {**os.environ, **own, "PYTEST_TEMPLATE": TEMPLATE}
    checks = [Check(title, words, env, folder) for title, words in commands(suite).items()]
    for check in checks:
        if check.only_reads:
            children.start(check.child)
    env |= start_databases(folder, children, durable=False)
    with fresh_database(env["DATABASE_URL"], TEMPLATE) as template:
        return [check.title for check in checks if not check.passes(template, children)]


class Check:
    def __init__(self, title: str, words: list[str], env: dict[str, str], folder: Folder):
        self.title, self.words, self.env = title, words, env
        self.only_reads, self.is_tests = words[0] in READERS, words[0] == "pytest"
        self.log = folder.log / f"{title}.log" if self.only_reads else None
        self.child = Child(title, [str(VENV / "bin" / words[0]), *words[1:]], log=self.log, env=env, cwd=ROOT, ends_by=SIGINT)

    def passes(self, template: str, children: Children) -> bool:
        """What is no test suite works in the database that the suites copy. What has run meanwhile says now what it found."""
        began = monotonic()
        print(f"\n── {self.title}: {' '.join(self.words[:6])}", flush=True)
        self.child.env = self.env if self.is_tests else {**self.env, "DATABASE_URL": template}
        code = children.finish(self.child)
        if self.log:
            print(self.log.read_text().rstrip())
        print(f"   {monotonic() - began:.0f} s", flush=True)
        return code == 0


def main(suite: str) -> int:
    folder = Folder(ROOT / "build" / f"{suite}-data")
    children = Children(folder.path / "programs.json")
    children.listen()
    try:
        folder.make()
        folder.lock("", taken="These checks already run in this checkout (process {pid}). Wait for them, or stop them: kill {pid}")
        end_what_a_crash_left(children.record)
        failed = run(suite, folder, children)
    except Stop:
        failed = ["stopped"]
    except Trouble as trouble:
        failed = [str(trouble)]
    finally:
        children.stop()
        folder.leave()
        shutil.rmtree(folder.path, ignore_errors=True)
    if failed:
        print(f"\nNot passed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
