"""Templates: every one is used, short, free of inline script and style, and a misspelt variable in one fails its test."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines

from .house import ROOT, matching, source

LONGEST = 100
DJANGOS = {"403.html", "403_csrf.html", "404.html", "400.html", "429.html", "500.html"}  # Django and allauth ask for these by themselves
TEMPLATES = [path.removeprefix("templates/") for path in matching("templates/*")]


# ── Used ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def is_used(template, text):
    """Named in full, with or without a part; or its folder is put together with names, and its own is one of them."""
    folder, _, name = template.rpartition("/")
    stem = name.rpartition(".")[0]
    named = any(f"{quote}{template}{end}" in text for quote in "\"'" for end in "\"'#")
    put_together = folder and any(f"{quote}{folder}/{{" in text for quote in "\"'")
    return bool(named or (put_together and any(f"{quote}{stem}{quote}" in text for quote in "\"'")))


def overrides_a_library(template):
    folders = (
        Path(config.path) / "templates"
        for config in apps.get_app_configs()
        if ROOT not in Path(config.path).parents or ".venv" in config.path
    )
    return any((folder / template).is_file() for folder in folders)


def test_the_guard_sees_a_template_nobody_names():
    texts = ['render(request, "intentions/draft.html")', '{% include "intentions/row.html" %}', 'f"emails/{name}.txt"', 'tell("told")']
    text = "\n".join(texts)
    assert [is_used(name, text) for name in ("intentions/draft.html", "intentions/row.html", "emails/told.txt")] == [True] * 3
    assert [is_used(name, text) for name in ("intentions/dra.html", "emails/untold.txt", "row.html")] == [False] * 3


def test_every_template_is_used():
    text = "\n".join(source(path) for path in matching("*.py", "templates/*", without=("tests/*", "*/migrations/*")))
    unused = [name for name in TEMPLATES if name not in DJANGOS and not is_used(name, text) and not overrides_a_library(name)]
    assert unused == [], "delete it, or render it"


# ── Nothing inline ──────────────────────────────────────────────────────────────────────────────────────────────────
INLINE = {
    "a script": r"<script(?![^>]*\b(?:src=|type=\"application/json\"))",
    "a style": r"<style\b",
    "a style on an element": r"<[a-z][^>]*\sstyle=",
    "a script on an element": r"<[a-z][^>]*\son[a-z]+=",
    "a script as an address": r"=[\"']\s*javascript:",
}


def inline_faults(text):
    return [what for what, found in INLINE.items() if re.search(found, text, re.IGNORECASE)]


@pytest.mark.parametrize(
    "planted",
    ["<script>x()</script>", "<style>p {}</style>", '<p style="color:red">', "<p\n onclick='x()'>", '<a href="javascript:x()">'],
)
def test_the_guard_sees_a_planted_fault(planted):
    assert inline_faults(planted)


def test_a_script_with_an_address_is_allowed():
    assert inline_faults('<script type="module" src="{% static "app.js" %}"></script>{{ told|json_script:"told" }}') == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_has_nothing_inline(template):
    assert inline_faults(source(f"templates/{template}")) == [], "put it into static/: the content security policy refuses it"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_is_at_most_a_hundred_lines(template):
    assert source(f"templates/{template}").count("\n") <= LONGEST, "what stands in it twice or by itself is a component"


# ── Spelt right ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "planted", ["{{ tilte }}", "{{ round.tilte }}", '{{ round.tilte|default:"None" }}', "{% include name with x=tilte only %}"]
)
def test_a_misspelt_variable_fails_the_test_that_renders_it(planted):
    template = engines["django"].from_string(planted)
    with pytest.raises(pytest.fail.Exception, match="tilte"):
        template.render({"round": {"title": "x"}, "name": engines["django"].from_string("{{ x }}").template})


@pytest.mark.parametrize("allowed", ["{{ round.title }}", "{% if tilte %}{{ tilte }}{% endif %}", "{{ nothing }}"])
def test_an_empty_value_and_a_question_do_not_fail(allowed):
    engines["django"].from_string(allowed).render({"round": {"title": ""}, "nothing": None})


def test_what_a_page_asks_again_and_again_says_that_nobody_clicked():
    asked = [(path, line) for path in matching("templates/*.html") for line in source(path).splitlines() if re.search(r"every \d+s", line)]
    assert len(asked) >= 3
    assert '"By-Itself"' in source("static/clock.js")
    assert [path for path, line in asked if '"By-Itself"' not in line] == []
