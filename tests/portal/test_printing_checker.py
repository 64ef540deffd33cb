"""The checker catches what is broken, each rule at least once, and says nothing about what is whole."""

from __future__ import annotations

import io

import pikepdf
import pytest

from portal.printing.checker import RULES, check

from .printing_faults import FAULTS, tags
from .printing_samples import pack, printed


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return pikepdf.open(out)


@pytest.fixture(scope="module")
def whole():
    return pack().pdf


def test_a_whole_pack_has_no_faults(whole):
    assert check(pikepdf.open(io.BytesIO(whole))) == []


@pytest.mark.parametrize(("rule", "name", "fault"), FAULTS, ids=[name for _, name, _ in FAULTS])
def test_it_catches(whole, rule, name, fault):
    file = pikepdf.open(io.BytesIO(whole))
    fault(file)
    assert rule in {found.rule for found in check(saved(file))}


def test_it_catches_a_table_that_was_cut_in_two_or_lost(whole):
    file = pikepdf.open(io.BytesIO(whole))
    tables = len(list(tags(file, "/Table")))
    assert check(file, tables=tables) == []
    assert [fault.rule for fault in check(file, tables=tables + 1)] == ["tables"]


def test_every_rule_was_seen_to_catch_something():
    assert set(RULES) - {rule for rule, _, _ in FAULTS} == {"tables"}


def test_there_are_at_least_forty_rules_and_forty_faults():
    assert len(RULES) >= 40
    assert len(FAULTS) >= 40


def test_a_file_with_a_fault_does_not_claim_to_be_accessible():
    made = printed('<html lang="en-GB"><title>x</title><h1>x</h1><h4>Skipped</h4>', title="x")
    assert [fault.partition(": ")[2] for fault in made.faults] == ["a heading level is skipped"]
    assert b"pdfuaid:part" not in pikepdf.open(io.BytesIO(made.pdf)).Root.Metadata.read_bytes()


def test_a_whole_file_claims_to_be_accessible(whole):
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pikepdf.open(io.BytesIO(whole)).Root.Metadata.read_bytes()
