"""Each proof runs in a world of its own, so that what one leaves never stands in another's way."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.planted.plants import PLANTS
from tests.proof.apart import shuffled
from tests.providers.planted import FOREIGN, HEARD

from .house import ROOT, matching, nodes, source

LEAVINGS = "tests/proof/leavings.py"


def run(tmp_path, *words, **more):
    env = {**os.environ, "FIGURES": str(tmp_path), "SCALE": "0.05", **more}
    command = [sys.executable, "-m", "pytest", "-v", "--basetemp", str(tmp_path / "worlds"), "-p", "no:cacheprovider", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_a_proof_finds_nothing_of_those_that_ran_before_it(tmp_path):
    ran = run(tmp_path, LEAVINGS, ORDER="5")
    head = json.loads((tmp_path / "proof.json").read_text())["run"]

    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "ORDER=5 SCALE=0.05" in ran.stdout
    assert (head["order"], head["scale"], head["passed"], head["failed"], head["is_whole"]) == (5, 0.05, 3, [], False)
    assert list((tmp_path / "worlds").glob("world-*")) == []


TWICE_IN_ONE_WORLD = """
import sys
from pathlib import Path
import django
django.setup()
from tests.proof.world import World
world = World(Path(sys.argv[1]) / "world", 1)
world.enter()
from tests.proof.leavings import leave_everything, left_by_another
leave_everything()
print(len(left_by_another()))
world.leave()
world.unmake(is_kept=False)
"""


@pytest.mark.slow
def test_all_that_a_proof_leaves_is_found_by_the_next_in_the_same_world(tmp_path):
    """Else the proofs above would find nothing wherever they ran."""
    found = len(re.findall(r'^        "', source(LEAVINGS), re.MULTILINE))
    ran = subprocess.run([sys.executable, "-c", TWICE_IN_ONE_WORLD, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)

    assert (ran.stdout.strip(), ran.returncode) == (str(found), 0), ran.stderr[-3000:]


class Proof:
    """As much of a proof as its order asks for."""

    def __init__(self, name, *marks):
        self.name, self.marks = name, marks

    def get_closest_marker(self, mark):
        return mark if mark in self.marks else None


def names(order):
    proofs = [*(Proof(f"company {n}") for n in range(9)), *(Proof(f"alone {n}", "alone") for n in range(9))]
    return [(at_once, [proof.name for proof in part]) for at_once, part in shuffled(proofs, order)]


def test_a_seed_draws_the_order_and_draws_the_same_one_again():
    assert names(7) == names(7)
    assert len({str(names(order)) for order in range(20)}) == 20


def test_those_that_bear_no_company_run_one_at_a_time_before_or_after_the_others():
    drawn = [names(order) for order in range(20)]
    assert {at_once for order in drawn for at_once, part in order if all(name.startswith("alone") for name in part)} == {1}
    assert {order[0][0] for order in drawn} == {1, 2}


def test_every_figure_of_a_proof_takes_its_size_from_the_scale():
    """A number of tries that is written as it is would make a run at a scale as long as a whole one."""
    whole = [name for name in matching("tests/proof/test_*.py") if "figures.proof(" in source(name) or "measured(" in source(name)]
    assert [name for name in whole if not re.search(r"\b(sized|sampled|SCALE)\b", source(name))] == []


def test_no_proof_shares_a_fixture_with_another():
    shared = []
    for name in matching("tests/proof/*.py"):
        for node, _ in nodes(source(name)):
            words = getattr(node, "keywords", [])
            shared += [f"{name}:{node.lineno}" for word in words if word.arg == "scope" and name != "tests/proof/conftest.py"]
    assert shared == []


def test_every_guard_that_is_taken_out_to_see_it_missed_still_stands():
    """A plant whose guard was rewritten would prove nothing."""
    plants = [*FOREIGN, *(plant for plant, *_ in HEARD), *(plant for plant, _ in PLANTS.values())]
    assert [str(plant) for plant in plants if not plant.stands] == []


def test_every_plant_names_a_proof_that_is_there():
    named = [proof.partition("::") for _, proof in PLANTS.values()]
    assert [f"{file}::{test}" for file, _, test in named if f"def {test}(" not in source(file)] == []
