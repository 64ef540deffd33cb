"""How things are called, how long they are, and what never stands in a file."""

import ast
import re

import pytest

from .house import APPS, matching, nodes, source

# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────
EMPTY_WORDS = set("base common core data handler helper helpers info manager mixin mixins process selector selectors".split())
EMPTY_WORDS |= set("service services util utils".split())
EMPTY_VERBS, EMPTY_NOUNS = {"handle", "process"}, EMPTY_WORDS - {"common", "core", "base", "process"}
REASONED = {
    "templates/base.html": "the frame every page stands in, which every reader of Django looks for",
    "templates/portal/data.html": "the page is called Data",
    "portal/views/standing.py data": "the page is called Data",
    "portal/accounts/models.py UserManager": "Django's own word for what makes users",
}
HTML_PARSERS = {"handle_starttag", "handle_startendtag", "handle_endtag", "handle_data", "handle_entityref", "handle_charref"}
INHERITED = {"get_context_data", "value_from_datadict", "value_omitted_from_data", "process_exception", "handle", *HTML_PARSERS}
PRODUCT_WORDS = re.compile("no_data")  # "No data": what stands in an empty cell


def parted(name):
    """The words of a name: `RoundManager` and `round_manager` alike."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def name_faults(path, text):
    stem = path.rpartition("/")[2].partition(".")[0]
    found = [path] if EMPTY_WORDS & set(parted(stem)) else []
    if path.endswith(".py"):
        found += [f"{path} {node.name}" for node, _ in nodes(text) if _is_empty(node)]
    return [fault for fault in found if fault not in REASONED]


def _is_empty(node):
    """A class with an empty word in its name; a function that begins with an empty verb or ends in an empty noun."""
    if isinstance(node, ast.ClassDef):
        return bool(EMPTY_WORDS & set(parted(node.name)))
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name in INHERITED:
        return False
    words = parted(PRODUCT_WORDS.sub("", node.name)) or ["x"]
    return words[0] in EMPTY_VERBS or words[-1] in EMPTY_NOUNS


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("intentions/services.py", ""),
        ("portal/round_utils.py", ""),
        ("static/common.js", ""),
        ("intentions/models.py", "class RoundManager: pass"),
        ("intentions/models.py", "def get_round_data(): pass"),
        ("intentions/models.py", "def process_round(): pass"),
    ],
)
def test_the_guard_of_names_sees_a_planted_fault(path, text):
    assert name_faults(path, text)


def test_every_name_says_something():
    ours = matching(*(f"{app}/*" for app in APPS), "static/*", "templates/*", without=("*/migrations/*", "static/build/*"))
    found = [fault for path in ours for fault in name_faults(path, source(path) if path.endswith(".py") else "")]
    assert found == [], "name it after what it is or what it does"


# ── Sizes ───────────────────────────────────────────────────────────────────────────────────────────────────────────
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def size_faults(path, text):
    lines = text.count("\n")
    found = [f"{path} has {lines} lines: make it a folder of the same name, split by noun"] if lines > LONGEST_FILE else []
    if path.endswith(".py"):
        for node, _ in nodes(text):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
            ):
                found.append(f"{path}:{node.lineno} {node.name} has {length} lines")
    return found


@pytest.mark.parametrize(("path", "text"), [("a.py", "x = 1\n" * 301), ("a.js", "x;\n" * 301), ("a.py", "def f():\n" + "    x = 1\n" * 50)])
def test_the_guard_of_sizes_sees_a_planted_fault(path, text):
    assert size_faults(path, text)


def all_sizes():
    ours = matching("*.py", "static/*.js", "static/*.scss", "static/*.css", without=("*/migrations/*", "static/build/*"))
    return {path: found for path in ours if (found := size_faults(path, source(path)))}


def test_no_file_and_no_function_is_too_long():
    assert all_sizes() == {}


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def backwards(*words):
    """So that this file does not hold what it looks for."""
    return "|".join(re.escape(word[::-1]) for word in words)


NEVER = {
    "who or what wrote it": backwards("edualc", "ciporhtna", "ianepo", "tpgtahc", "tolipoc", "yb-derohtua-oc", "ledom egaugnal")
    + rf"|{backwards('yb detareneg')}(?! django)",
    "a registry": backwards("gro.sjmpn.yrtsiger", "gro.ipyp", "gro.detsohnohtyp", "oi.rchg", "oi.rekcod", "yrotcafitra"),
    "a path of one machine": r"(?<![\w.$}\"'`/-])/(?:work|root|home/\w+)(?=[/\w]|$)",
}
LOCKS = ("uv.lock", "package-lock.json")  # a lock names where each package comes from
BINARY = ("*.png", "*.pdf", "*.woff2", "*.ico", "*.docx", "*.xlsx", "*.gz", "*.jpg", "*.zip")


def word_faults(path, text):
    return [
        f"{path}:{text.count(chr(10), 0, found.start()) + 1} {what}: {found[0]}"
        for what, words in NEVER.items()
        for found in re.finditer(words, text, re.IGNORECASE | re.MULTILINE)
    ]


@pytest.mark.parametrize(
    "planted", ["dnah yb detareneG #", "x :yB-derohtuA-oC", "elpmis/gro.ipyp = xedni", ")x/niam/krow/(nepo", "x/toor/\na"]
)
def test_the_guard_of_words_sees_a_planted_fault(planted):
    assert word_faults("a.py", planted[::-1])


def test_no_file_says_who_wrote_it_or_on_which_machine():
    ours = matching("*", without=(*LOCKS, *BINARY))
    assert [fault for path in ours for fault in word_faults(path, source(path))] == []
