"""Every sentence that promises an effect has a test by name, in one list: tests/promises.toml."""

import tomllib

from .house import ROOT, matching, source
from .promises import PROMISE, names_of_tests, promises, sentences, spoken

LIST = tomllib.loads(source("tests/promises.toml"))
KNOWN = [row["says"] for row in (*LIST["promise"], *LIST["plain"])]


def unkept(said, known=KNOWN):
    """The sentences that no line of the list speaks of."""
    return [f"{where}: {sentence}" for where, sentence in said if not any(one.lower() in sentence.lower() for one in known)]


def test_every_promise_of_the_portal_is_in_the_list():
    assert unkept(promises()) == []


def test_no_line_of_the_list_is_about_what_is_said_nowhere():
    everything = "\n".join(sentence for _, sentence in promises()).lower()
    assert [one for one in KNOWN if one.lower() not in everything] == []


def test_every_promise_names_tests_that_exist():
    there = {f"{name}::{test}" for name in matching("tests/**test_*.py") for test in names_of_tests(ROOT / name)}
    assert [test for row in LIST["promise"] for test in row["tests"] if test not in there] == []
    assert [row["says"] for row in LIST["promise"] if not row["tests"]] == []


def test_a_promise_that_is_not_in_the_list_is_seen():
    said = [("page.html", sentence) for sentence in sentences("Choose one. Everybody who answered is told at once.\n\nBack")]
    assert unkept([one for one in said if PROMISE.search(one[1])]) == ["page.html: Everybody who answered is told at once."]


def test_a_promise_in_code_is_read_with_its_gaps_and_without_docstrings():
    import ast

    code = 'def say(name):\n    """It is kept."""\n    return f"{name} is told. Nothing is lost."'
    assert list(spoken(ast.parse(code))) == ["… is told. Nothing is lost."]
