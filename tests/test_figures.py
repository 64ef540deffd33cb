import json
import os

import pytest

from tests import figures


@pytest.fixture
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "BUILD", tmp_path / "build")
    monkeypatch.setenv(figures.RUN, "")
    return tmp_path / "build"


def test_a_figure_is_kept_under_its_key_with_date_commit_and_cores(build):
    figures.begin("proof.json", is_whole=True, order=3)
    figures.proof("R5", size=20, failed=0, seed=7)
    figures.proof("R11", size=200, failed=1)

    kept = json.loads((build / "proof.json").read_text())
    assert {name: kept["R5"][name] for name in ("size", "failed", "seed")} == {"size": 20, "failed": 0, "seed": 7}
    assert kept["R11"]["failed"] == 1
    assert kept["cores"] == os.cpu_count()
    assert {"date", "commit"} <= set(kept)


def test_speed_and_proof_are_kept_apart(build):
    figures.bench("pack.warm", ratio=0.06, runs=5, spread=[0.05, 0.08])

    assert json.loads((build / "bench.json").read_text())["pack.warm"]["ratio"] == 0.06
    assert not (build / "proof.json").exists()


def test_a_whole_run_begins_an_empty_record(build):
    figures.begin("proof.json", is_whole=True, order=1)
    figures.proof("R5", size=20, failed=0)
    figures.begin("proof.json", is_whole=True, order=2)

    kept = json.loads((build / "proof.json").read_text())
    assert set(kept) == set(figures.HEAD)
    assert kept["run"]["order"] == 2


def test_a_part_of_a_run_adds_to_the_record_and_leaves_it_whole_no_more(build, monkeypatch):
    monkeypatch.setattr(figures, "_commit", lambda: "abc")
    figures.begin("proof.json", is_whole=True)
    figures.proof("R5", size=20, failed=0)
    figures.end("proof.json", is_whole=True, tests=1, passed=1, failed=[])
    assert json.loads((build / "proof.json").read_text())["run"]["is_whole"]

    monkeypatch.setattr(figures, "_commit", lambda: "abd")
    figures.begin("proof.json", is_whole=False)
    figures.proof("R7", size=20, failed=0)
    figures.end("proof.json", is_whole=False, tests=1, passed=1, failed=[])

    kept = json.loads((build / "proof.json").read_text())
    assert not kept["run"]["is_whole"]
    assert kept["R5"]["run"] != kept["R7"]["run"] == kept["run"]["id"]


def test_a_run_during_which_the_code_changed_is_not_whole(build, monkeypatch):
    monkeypatch.setattr(figures, "_commit", lambda: "abc")
    figures.begin("proof.json", is_whole=True)
    monkeypatch.setattr(figures, "_commit", lambda: "abc+")
    figures.end("proof.json", is_whole=True, tests=1, passed=1, failed=[])

    assert not json.loads((build / "proof.json").read_text())["run"]["is_whole"]


def test_a_figure_at_a_scale_says_so_and_how_much_was_really_tried(build, monkeypatch):
    monkeypatch.setattr(figures, "SCALE", 0.05)
    figures.begin("proof.json", is_whole=True)
    figures.proof("R5", size=figures.sized(1000), failed=0)
    figures.end("proof.json", is_whole=True, tests=1, passed=1, failed=[])

    kept = json.loads((build / "proof.json").read_text())["R5"]
    assert (kept["size"], kept["scale"]) == (50, 0.05)
    assert figures.told("proof.json")[-1] == "At SCALE=0.05 none of these is a figure."


def test_what_broke_before_it_had_a_figure_is_told_apart_from_what_failed(build, monkeypatch):
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "tests/proof/test_a.py::test_failed (call)")
    figures.begin("proof.json", is_whole=True)
    figures.proof("R5", size=10, failed=1)
    figures.end(
        "proof.json", is_whole=True, tests=2, passed=0, failed=["tests/proof/test_a.py::test_broke", "tests/proof/test_a.py::test_failed"]
    )

    assert figures.told("proof.json")[-2:] == [
        "broke, without a figure: tests/proof/test_a.py::test_broke",
        "failed: tests/proof/test_a.py::test_failed",
    ]
