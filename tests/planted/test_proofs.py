"""A proof fails when what it proves is taken out of the product."""

import json
import os
import subprocess
import sys
import tempfile

import pytest

from tests.house.house import ROOT

from .plants import PLANTS

SHARE = {"R11": "0.2"}  # of the proof's size: enough for the fault to be met. Of the others a twentieth


@pytest.mark.parametrize("name", PLANTS)
def test_the_proof_fails(name, tmp_path):
    _, proof = PLANTS[name]
    env = {**os.environ, "PLANT": name, "FIGURES": str(tmp_path), "SCALE": SHARE.get(name.partition("-")[0], "0.05")}
    with tempfile.TemporaryDirectory(prefix="w") as worlds:  # the socket of a browser has no room for a longer name
        command = [sys.executable, "-m", "pytest", "-q", "--basetemp", worlds, "-p", "no:cacheprovider", proof]
        ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)

    figure = json.loads((tmp_path / "proof.json").read_text()).get(name.partition("-")[0])
    assert ran.returncode == 1, ran.stdout[-3000:]
    assert figure and figure["failed"], ran.stdout[-3000:]
