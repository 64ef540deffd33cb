"""`make smoke`: the main job, end to end, against a running demonstration. One line a step; the papers lie in build/smoke.

    python -m tests.smoke http://127.0.0.1:8000 [FILE with the answer of `manage.py demo_users --json`]

Without the file the users are asked for from the database under DATA (or DATABASE_URL).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import smoke_steps as steps
from tests.visitor import Visitor

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "smoke"
NOBODY = """The users of the demonstration could not be read. Is it running (make demo), and is DATA its folder?
If it runs elsewhere, say who they are:
  python manage.py demo_users --json > people.json    where it runs
  make smoke ADDRESS=... PEOPLE=people.json           here"""


class Smoke:
    """What the steps share: the address, the people by role, and what earlier steps found out."""

    def __init__(self, address: str, people: list[dict[str, str]]):
        self.address = address
        self.people = people
        self.found: dict[str, str] = {}

    def visitor(self, role: str | None = None, organisation: str = "") -> Visitor:
        """Somebody of this role, logged in; nobody in particular without one."""
        visitor = Visitor(self.address)
        if role:
            visitor.log_in(self.person(role, organisation))
        return visitor

    def person(self, role: str, organisation: str = "") -> dict[str, str]:
        return next(person for person in self.people if person["role"] == role and organisation in person["organisation"])

    def keep(self, name: str, content: bytes) -> Path:
        BUILD.mkdir(parents=True, exist_ok=True)
        (BUILD / name).write_bytes(content)
        return BUILD / name


Step = Callable[[Smoke], str]  # does its part, and says in one line what it saw
STEPS: list[tuple[str, Step]] = []


def step(title: str) -> Callable[[Step], Step]:
    def keep(function: Step) -> Step:
        STEPS.append((title, function))
        return function

    return keep


@step("The portal is alive and ready")
def alive(smoke: Smoke) -> str:
    page = smoke.visitor().open("/health/ready")
    assert page.status == 200, page.body
    return ", ".join(f"{part} {words}" for part, words in json.loads(page.body).items())


@step("Everybody of the demonstration can log in")
def log_in(smoke: Smoke) -> str:
    roles = sorted({person["role"] for person in smoke.people})
    pages = [smoke.visitor(role).page for role in roles]
    assert {page.status for page in pages} == {200}, [page.address for page in pages]
    return f"{len(roles)} roles"


step("A commissioner writes an intention")(steps.draft)
step("It is returned, approved and published in the next edition")(steps.publish)
step("Outcomes and intentions lead to each other")(steps.outcomes)
step("A provider answers, submits and holds a receipt")(steps.respond)
step("The commissioner decides and publishes the decisions")(steps.decide)
step("The clerk makes a paper from an edition")(steps.report)
step("The pack is printed, downloaded and read")(steps.pack)


def people_of_the_demonstration() -> list[dict[str, str]]:
    data = Path(os.environ.get("DATA") or "var")
    secret = ROOT / data / "secret_key"
    env = {**({"SECRET_KEY": secret.read_text()} if secret.exists() else {}), **os.environ, "DATA": str(ROOT / data)}
    asked = subprocess.run([sys.executable, "manage.py", "demo_users", "--json"], cwd=ROOT, env=env, capture_output=True, text=True)
    if asked.returncode:
        sys.exit(f"{NOBODY}\n\n{asked.stderr.strip().splitlines()[-1]}")
    return json.loads(asked.stdout)


def main(address: str, users: str | None = None) -> int:
    smoke = Smoke(address, json.loads(Path(users).read_text()) if users else people_of_the_demonstration())
    for number, (title, function) in enumerate(STEPS, start=1):
        start = time.monotonic()
        try:
            seen = function(smoke)
        except Exception as fault:
            print(f"{number:2} FAILED  {title}: {fault}")
            return 1
        print(f"{number:2} ok      {title}: {seen} ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"All {len(STEPS)} steps passed against {address}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
