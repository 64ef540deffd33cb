"""What the README says was measured is what was measured."""

import json

import pytest

from tests import readme
from tests.figures import HEAD
from tests.readme import PROMISES, README, kept, promises, refusals, speeds, tables, written


def test_the_figures_in_the_readme_are_those_that_were_measured():
    readme = README.read_text()
    assert written(readme, tables(kept("proof.json"), kept("bench.json"))) == readme, "python -m tests.readme"


def test_a_figure_that_was_changed_by_hand_is_seen():
    readme = README.read_text()
    changed = readme.replace("10,000 replays", "20,000 replays")
    assert changed != readme
    assert written(changed, tables(kept("proof.json"), kept("bench.json"))) != changed


def test_what_broke_its_promise_says_how_often():
    assert "| 3 |" in promises({"R10": {"size": 10_000, "failed": 3}})[-1]


def test_the_states_of_responses_are_told_together():
    found = {"S1.responses.draft": {"size": 10, "failed": 0}, "S1.responses.late": {"size": 5, "failed": 1}}
    assert promises(found)[-1].endswith("| 15 requests | 1 |")


@pytest.mark.parametrize("found", [{}, {"commit": "abc", "cores": 2}])
def test_what_was_not_measured_has_no_line(found):
    assert len(promises(found)) == len(speeds(found)) == 2


def test_every_figure_of_a_promise_has_its_line():
    told = [key for key in kept("proof.json") if key not in HEAD]
    assert [key for key in told if key not in PROMISES and not key.startswith("S1.responses.")] == []


# ── What is taken ───────────────────────────────────────────────────────────────────────────────────────────────────
RUN = {"id": "abc 2026-11-29", "is_whole": True, "scale": 1.0}
WHOLE = {"date": "2026-11-29", "commit": "abc", "cores": 2, "run": RUN, "R7": {"size": 9, "failed": 0, "run": RUN["id"]}}


def test_the_figures_of_one_whole_run_are_taken():
    assert refusals(WHOLE, ["R7"]) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"run": {**RUN, "is_whole": False}}, "left out"),
        ({"run": {**RUN, "scale": 0.05}}, "SCALE=0.05"),
        ({"R7": {**WHOLE["R7"], "scale": 0.05}}, "SCALE"),
        ({"commit": "abc+"}, "abc+ is no commit"),
        ({"R8": {"size": 1, "failed": 0, "run": "abd 2026-11-28"}}, "of another run: R8"),
        ({"R8": {"size": 1, "failed": 0}}, "of another run: R8"),
        ({"run": {}}, "left out"),
    ],
)
def test_figures_of_anything_else_are_refused(changed, said):
    assert any(said in reason for reason in refusals({**WHOLE, **changed}, ["R7"]))


def test_a_run_without_one_of_the_keys_is_refused():
    assert refusals(WHOLE, ["R7", "R8", "S1.responses"]) == ["not measured: R8, S1.responses"]


def test_what_is_refused_is_not_written(tmp_path, monkeypatch):
    for name in ("KEPT", "BUILD"):
        monkeypatch.setattr(readme, name, tmp_path / name)
        (tmp_path / name).mkdir()
    (tmp_path / "BUILD" / "proof.json").write_text(json.dumps({**WHOLE, "commit": "abc+"}))
    assert readme._keep("proof.json", ["R7"])
    assert not (tmp_path / "KEPT" / "proof.json").exists()
