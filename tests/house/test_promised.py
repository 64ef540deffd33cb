"""The promises of quality by id: each names tests that exist, or says that it is not there yet and where it is expected."""

import tomllib
import warnings

from .house import ROOT, matching, source
from .promises import names_of_tests

PROMISED = tomllib.loads(source("tests/promised.toml"))["promised"]
IDS = (
    "S1 S3 S4 S5 S7 S8 S9 S10 S11 S12 S13 S14 S15 S20 S22 R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R15 A1 A3 A4 A12 A13 A14"
    " D1 D2 D3 D5 D6 D8 D9 D10"
).split()


def unproved(rows, there):
    """Ids whose test does not exist, or that have neither a test nor the words why."""
    lost = [f"{row['id']}: {test} does not exist" for row in rows for test in row["tests"] if test not in there]
    return lost + [f"{row['id']} has no test and does not say so" for row in rows if not row["tests"] and not row.get("not_yet")]


def test_every_id_is_in_the_list_once():
    assert sorted(row["id"] for row in PROMISED) == sorted(IDS)


def test_every_promise_names_tests_that_exist_or_says_where_it_is_expected():
    there = {f"{name}::{test}" for name in matching("tests/**test_*.py") for test in names_of_tests(ROOT / name)}
    assert unproved(PROMISED, there) == []
    for row in PROMISED:
        if row.get("not_yet"):
            warnings.warn(f"{row['id']} is not whole yet: {row['means']} ({row['not_yet']})", stacklevel=1)


def test_a_promise_without_a_test_is_seen():
    planted = [{"id": "S0", "tests": []}, {"id": "S00", "tests": ["tests/x.py::test_nothing"]}]
    assert unproved(planted, set()) == ["S00: tests/x.py::test_nothing does not exist", "S0 has no test and does not say so"]
