"""What the README says was measured is what was measured."""

import pytest

from tests.readme import PROMISES, README, kept, promises, speeds, tables, written


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
    told = [key for key in kept("proof.json") if key not in ("commit", "cores", "date")]
    assert [key for key in told if key not in PROMISES and not key.startswith("S1.responses.")] == []
