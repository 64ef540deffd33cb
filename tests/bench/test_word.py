"""A table of a thousand rows as a Word file, against one of a hundred, in one run: ten times the rows take about ten times as long."""

from statistics import median
from time import perf_counter

import pytest

from intentions.documents.paper.text import table
from intentions.documents.paper.word import word_of
from tests import figures

RUNS, MOST = 3, 15  # a quadratic writer would take a hundred times as long
HEADS = ["Reference", "What is bought", "How it is known", "Sum"]


def facts(rows):
    lines = [
        [f"R-{at}", f"Care near home, part {at}, for all who ask.", "It is seen by the end of the year.", "£1,000"] for at in range(rows)
    ]
    section = {"number": "1", "heading": "All of it", "blocks": [table("All", HEADS, lines)], "parts": []}
    return {"line": "A committee", "exempt": "", "header": [["Committee", "A committee"]], "sections": [section]}


def seconds(rows):
    said, taken = facts(rows), []
    for _ in range(RUNS):
        begun = perf_counter()
        word_of(said, title="A table", author="A commissioner", marking="Part 1: public")
        taken.append(perf_counter() - begun)
    return median(taken)


@pytest.mark.slow
def test_word_of_a_thousand_rows_is_linear():
    few, many = seconds(100), seconds(1000)

    figures.bench("word.rows", ratio=round(many / few, 2), seconds=round(many, 2), rows=1000, runs=RUNS)
    assert many / few <= MOST
