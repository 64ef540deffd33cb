import json
import os

import pytest

from tests import figures


@pytest.fixture
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "BUILD", tmp_path / "build")
    return tmp_path / "build"


def test_a_figure_is_kept_under_its_key_with_date_commit_and_cores(build):
    figures.proof("R5", size=20, failed=0, seed=7)
    figures.proof("R11", size=200, failed=1)

    kept = json.loads((build / "proof.json").read_text())
    assert kept["R5"] == {"size": 20, "failed": 0, "seed": 7}
    assert kept["R11"]["failed"] == 1
    assert kept["cores"] == os.cpu_count()
    assert {"date", "commit"} <= set(kept)


def test_speed_and_proof_are_kept_apart(build):
    figures.bench("pack.warm", ratio=0.06, runs=5, spread=[0.05, 0.08])

    assert json.loads((build / "bench.json").read_text())["pack.warm"]["ratio"] == 0.06
    assert not (build / "proof.json").exists()
