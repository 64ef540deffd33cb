"""Words found and replaced: in a line, in paragraphs, bullets, cells and captions, across formatting."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.richtext.clean import clean, to_text
from portal.richtext.finding import Search, hits_in, hits_in_rich, replaced, replaced_rich

from .richtext_documents import documents

WHOLE = clean(
    "<h3>The Trust</h3><p>A <strong>tru</strong>st, a Trust's trustees.</p><ul><li>trust<ul><li>Trust two</li></ul></li></ul>"
    "<table><caption>Each trust</caption><tr><th>Trust</th><th>Beds</th></tr><tr><td>the trust</td><td>4</td></tr></table>"
)


def every(html, search):
    return set(range(len(hits_in_rich(html, search))))


def test_every_paragraph_bullet_cell_and_caption_is_looked_through():
    assert len(hits_in_rich(WHOLE, Search("trust"))) == 9
    assert len(hits_in_rich(WHOLE, Search("trust", is_whole=True))) == 8
    assert len(hits_in_rich(WHOLE, Search("Trust", is_case_kept=True))) == 4
    done = replaced_rich(WHOLE, Search("trust", "provider"), every(WHOLE, Search("trust")))
    assert "trust" not in to_text(done).casefold()
    assert to_text(done).count("provider") == 9


def test_new_words_are_formatted_as_the_first_letter_of_the_old():
    assert replaced_rich("<p>A <strong>tru</strong>st.</p>", Search("trust", "board"), {0}) == "<p>A <strong>board</strong>.</p>"


def test_only_the_chosen_places_change():
    assert replaced("one two one two one", Search("one", "1"), {0, 2}) == "1 two one two 1"
    assert replaced_rich("<p>a b</p><ul><li>a</li></ul>", Search("a", "x"), {1}) == "<p>a b</p><ul><li>x</li></ul>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("will very soon open", "will soon open"),
        ("open very.", "open."),
        ("very late", "late"),
        ("late very", "late"),
        ("(very late)", "(late)"),
    ],
)
def test_words_taken_out_leave_one_gap(before, after):
    assert replaced(before, Search("very"), {0}) == after
    assert replaced_rich(f"<p>{before}</p>", Search("very"), {0}) == f"<p>{after}</p>"


def test_a_paragraph_or_bullet_of_nothing_else_goes_when_its_words_are_taken_out():
    text = "<p>gone</p><ul><li>gone</li><li>stays</li></ul><p>stays</p>"
    assert replaced_rich(text, Search("gone"), {0, 1}) == "<ul><li>stays</li></ul><p>stays</p>"


def test_a_gap_is_any_gap_and_an_apostrophe_straight_or_curly():
    assert len(hits_in("people\u2019s  choice, people's\nchoice", Search("people's choice"))) == 2


def test_signs_are_only_signs():
    assert replaced("a.c (x) [y] \\1", Search("a.c (x)", "\\1 \\g<0>"), {0}) == "\\1 \\g<0> [y] \\1"
    assert not hits_in("abc", Search("a.c"))


def test_what_is_put_in_place_is_words_and_never_a_tag():
    done = replaced_rich("<p>here</p>", Search("here", "<script>alert(1)</script>"), {0})
    assert done == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_place_is_shown_with_the_words_around_it():
    text = "x " * 100 + "north trust south" + " y" * 100
    (hit,) = hits_in(text, Search("trust", "board"))
    assert hit.before.startswith("…x x")
    assert " north trust south " in hit.before
    assert " north board south " in hit.after
    assert hit.after.endswith("y…")
    assert len(hit.before) < 150


@given(text=documents, words=st.sampled_from(["a", "e", "t"]))
@settings(max_examples=60, deadline=None)
def test_replacing_nothing_and_replacing_there_and_back_keeps_any_text(text, words):
    text = clean(text)
    search = Search(words, "\u20ac\u20ac", is_case_kept=True)
    assert replaced_rich(text, search, ()) == text
    there = replaced_rich(text, search, every(text, search))
    assert not hits_in_rich(there, search)
    back = Search(search.by, search.words, is_case_kept=True)
    assert to_text(replaced_rich(there, back, every(there, back))) == to_text(text)
