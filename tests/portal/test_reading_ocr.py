"""Scans are read where the host has an OCR program, and said to be scans where it has none."""

import time

import pytest

from portal.reading import CannotRead, read
from portal.reading.apart import read_apart
from portal.reading.pdf import ocr
from portal.reading.source import ITEM, PARAGRAPH

from . import ocr as host


def test_without_the_program_a_scan_is_said_to_be_one(tmp_path, monkeypatch):
    host.remove(tmp_path, monkeypatch)
    source = read(host.scan(), "paper.pdf")
    assert source.is_scanned and not source.recognised
    assert "is a scan" in source.problems[0]


def test_with_the_program_its_words_are_read_paragraph_by_paragraph_and_named_as_unsure(tmp_path, monkeypatch):
    host.install(tmp_path, monkeypatch, "3.1 We will open a hub in Eastham.", "(a) by April 2027", "It costs £120,000.")
    source = read_apart(host.scan(2), "paper.pdf")
    assert (source.is_scanned, source.recognised, source.pages) == (False, [1, 2], 2)
    assert [(one.kind, one.number, one.text) for one in source.blocks][:3] == [
        (PARAGRAPH, "3.1", "We will open a hub in Eastham."),
        (ITEM, "(a)", "by April 2027"),
        (PARAGRAPH, "", "It costs £120,000."),
    ]
    assert {one.why for one in source.blocks} == {ocr.WHY} and [one.page for one in source.blocks] == [1, 1, 1, 2, 2, 2]
    assert "read by OCR, so that any word may be wrong: 1, 2" in source.problems[0]


def test_a_scan_without_a_word_stays_a_scan(tmp_path, monkeypatch):
    host.install(tmp_path, monkeypatch)
    assert read(host.scan(), "paper.pdf").is_scanned


@pytest.mark.parametrize("does", ["exit 1", "kill -9 $$"])
def test_a_program_that_stops_is_said(tmp_path, monkeypatch, does):
    host.install(tmp_path, monkeypatch, "Words", does=does)
    with pytest.raises(CannotRead, match="the OCR program of this portal stopped on it"):
        read_apart(host.scan(), "paper.pdf")


def test_a_page_that_takes_too_long_is_refused_and_leaves_no_program_behind(tmp_path, monkeypatch):
    host.install(tmp_path, monkeypatch, "Words", does="exec sleep 30")
    monkeypatch.setattr(ocr, "SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(CannotRead, match="took too long to read"):
        read_apart(host.scan(), "paper.pdf")
    assert time.monotonic() - began < 20


def test_more_pages_than_it_reads_at_once_are_refused_before_one_is_read(tmp_path, monkeypatch):
    host.install(tmp_path, monkeypatch, "Words", does="exit 1")
    monkeypatch.setattr(ocr, "MOST_PAGES", 2)
    with pytest.raises(CannotRead, match="3 pages that are scans; 2 is the most that OCR reads at once"):
        read(host.scan(3), "paper.pdf")


def test_what_it_writes_that_is_no_table_harms_nothing(tmp_path, monkeypatch):
    host.install(tmp_path, monkeypatch, "Words", does="printf 'head\\n5\\t1\\n\\377\\376\\n'; exit 0")
    assert read(host.scan(), "paper.pdf").is_scanned
