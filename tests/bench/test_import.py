"""How much of a document is recognised: the eight written for the tests, and the five sources when SOURCES says where they lie.

Each in seven forms: as plain text, and as Word and PDF in three layouts. What counts as found is said in tests/recognition.
"""

import os
import resource
import time
from pathlib import Path

import pytest

from intentions.recognition.apart import propose_apart
from portal.reading import read
from portal.reading.apart import read_apart
from tests import figures
from tests.recognition import facts_of, making
from tests.recognition.measuring import measured

SOURCES = Path(os.environ.get("SOURCES", "/nowhere"))
FORMS = [("text", ""), *((form, layout) for form in making.FORMS for layout in making.LAYOUTS)]
GOALS = {"000": (0.95, 0.9), "002": (0.95, 0.9), "001": (0.85, 0.8), "003": (0.85, 0.8), "004": (0.85, 0.8)}
DOCUMENTS = [path.stem for path in sorted(facts_of.DOCUMENTS.glob("*.txt"))]


def in_form(path, form, layout):
    source = read(path)
    return source if form == "text" else read(making.made(source, form, layout), f"paper.{form}")


def recorded(name, told):
    """One figure for a document: each form's, in a row."""
    figures.bench(f"import.{name}", **{"-".join(filter(None, form)): one for form, one in told.items()})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_by_other_hands_are_recognised_in_every_form(name):
    expected = facts_of.of_document(facts_of.DOCUMENTS / f"{name}.yaml")
    told = {form: measured(in_form(facts_of.DOCUMENTS / f"{name}.txt", *form), expected, facts_of.KNOWN) for form in FORMS}

    recorded(name, told)
    assert all(one["coverage"] == 1 for one in told.values())


def test_a_giant_table_in_excel_is_recognised():
    path = facts_of.DOCUMENTS / "giant.yaml"
    told = measured(read(facts_of.workbook(path), "giant.xlsx"), facts_of.of_document(path), facts_of.KNOWN)

    recorded("giant", {("xlsx", ""): told})
    assert told["coverage"] == 1


def test_the_sources_that_are_there_are_recognised_in_every_form():
    """All five when SOURCES names their folder; a machine without them measures the documents above alone."""
    short = {}
    for number, goal in GOALS.items() if SOURCES.is_dir() else ():
        (path,) = (SOURCES / "seeds").glob(f"{number}_*.txt")
        expected, known = facts_of.of_source(SOURCES, number), facts_of.known_of(SOURCES)
        told = {form: measured(in_form(path, *form), expected, known) for form in FORMS}
        recorded(number, told)
        assert all(one["coverage"] == 1 for one in told.values())
        short |= {(number, *form): one["intentions"] for form, one in told.items() if _falls_short(one["intentions"], *goal)}
    assert short == {}


def _falls_short(found, recall, precision):
    return found["recall"] < recall or found["precision"] < precision


@pytest.mark.parametrize("form", making.FORMS)
def test_a_document_of_a_hundred_pages_is_read_within_its_limits(form):
    """All documents of the tests one after the other until a hundred pages are full; each child is held to its own memory."""
    text = "\n\n".join(path.read_text() for path in sorted(facts_of.DOCUMENTS.glob("*.txt")))
    times = next(times for times in range(8, 200, 4) if _pages(text, times) >= 100)
    content = making.made(read("\n\n".join([text] * times).encode(), "paper.txt"), form, "styled")
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    source = read_apart(content, f"paper.{form}")
    facts = propose_apart(source, facts_of.KNOWN)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    kinds = [one["kind"] for one in facts["proposals"]]
    figures.bench(
        f"import.hundred.{form}", pages=_pages(text, times), words=source.words, intentions=kinds.count("intention"),
        proposals=len(kinds), seconds=round(time.monotonic() - began, 1), processor_seconds=round(used.ru_utime - before, 1),
        largest_child_mb=used.ru_maxrss // 1024,
    )  # fmt: skip
    assert kinds.count("intention") >= 140


def _pages(text, times):
    """At 400 words a page."""
    return len(text.split()) * times // 400
