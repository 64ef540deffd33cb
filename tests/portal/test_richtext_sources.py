"""The redline of the source documents' own long rows, as the demonstration carries them: edited, with one another, and in one table."""

from pathlib import Path

import pytest
import yaml

import portal.running.demo
from portal.richtext.clean import clean, from_markdown
from portal.richtext.redline import accept, redline, reject

from .test_richtext_redline import faults

ROUNDS = Path(portal.running.demo.__file__).parent / "rounds"
LONGEST = 12


def texts(node):
    """Every text in a file that has lines in it."""
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str) and len(node) > 300:
        yield from_markdown(node)


def long_rows():
    found = {text for file in sorted(ROUNDS.glob("*.yaml")) for text in texts(yaml.safe_load(file.read_text()))}
    return sorted(found, key=len, reverse=True)[:LONGEST]


ROWS = long_rows()


def judge(before, after):
    drawn = redline(before, after)
    assert accept(drawn) == after
    assert reject(drawn) == before
    assert faults(drawn) == []
    return drawn


def edited(text):
    """What a colleague makes of it: other words, a sentence more, a bullet less."""
    changed = text.replace(" will ", " will by 1 April ").replace(" the ", " this ", 3)
    return clean(changed.replace("<li>", "<li>First: ", 1) + "<p>Reviewed each quarter.</p>")


def test_there_are_long_rows_with_lists():
    assert len(ROWS) == LONGEST
    assert min(map(len, ROWS)) > 500
    assert any("<li>" in row for row in ROWS)


@pytest.mark.parametrize("number", range(LONGEST))
def test_a_long_row_and_what_a_colleague_made_of_it(number):
    drawn = judge(ROWS[number], edited(ROWS[number]))
    assert "Added:" in drawn


@pytest.mark.parametrize("number", range(LONGEST - 1))
def test_two_long_rows_that_have_little_in_common(number):
    judge(ROWS[number], ROWS[number + 1])


def test_a_table_of_long_rows_one_of_them_new_one_gone_and_one_reworded():
    def table(rows):
        head = "<tr><th>What</th><th>Description</th><th>Timescale</th></tr>"
        cells = "".join(f"<tr><td>Row {number}</td><td>{row}</td><td>2015/16</td></tr>" for number, row in rows)
        return clean(f"<table>{head}{cells}</table>")

    before = list(enumerate(ROWS))
    after = [before[0], (1, edited(ROWS[1])), *before[3:], (99, "<p>A row that nobody had before.</p>")]
    drawn = judge(table(before), table(after))
    assert drawn.count("<table") == 1
    assert drawn.count('<tr class="redline-ins">') == 1
    assert drawn.count('<tr class="redline-del">') == 1
