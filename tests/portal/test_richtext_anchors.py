"""Words that people point at are found again in a later text, or are said to be gone; never other words in their place."""

import random

import pytest

from portal.richtext.anchors import find_again, follow_words, passage_at, reading, select
from portal.richtext.clean import blocks

from .richtext_lives import GONE, Text, follows

TEXT = "<p>The service opens in April and the beds follow.</p><ul><li>Nurses come first.</li><li>Doctors stay.</li></ul>"


def after(words, text):
    chosen = select(TEXT, words)
    found = follow_words(TEXT, text, chosen.start, chosen.words)
    return found and found.words


@pytest.mark.parametrize(
    ("words", "now", "found"),
    [
        ("opens in April", TEXT.replace("April", "May"), "opens in"),
        ("opens in April", TEXT.replace("opens", "opens early"), "opens early in April"),
        ("the beds follow", f"<p>Before it.</p>{TEXT}", "the beds follow"),
        ("the beds", TEXT.replace(" and the beds", ""), None),
        ("April", TEXT.replace("in April ", ""), None),
        ("Nurses come", "<ul><li>Doctors stay.</li><li>Nurses come first.</li></ul>", "Nurses come"),
        ("Nurses come first", "<p>It opens. Nurses come first, always.</p>", "Nurses come first"),
        ("follow. Nurses come", TEXT, "follow.\nNurses come"),
        ("Doctors stay", "", None),
    ],
)
def test_words_are_found_where_they_went_or_not_at_all(words, now, found):
    assert after(words, now) == found


def test_a_short_word_is_not_taken_for_the_same_word_somewhere_else():
    text = "<p>Go to the ward.</p><p>Then to the theatre.</p>"
    chosen = select(text, "to", before="Then")
    assert chosen.start == reading(text).index("to the theatre")
    assert follow_words(text, "<p>Go to the ward.</p>", chosen.start, chosen.words) is None


def test_the_first_word_of_the_next_passage_is_not_taken_for_one_that_was_struck_out_before_it():
    text = "<p>We care for wards.</p><p>for theatres for children.</p>"
    chosen = select(text, "for wards")
    assert follow_words(text, "<p>We care</p><p>for theatres for children.</p>", chosen.start, chosen.words) is None


def test_part_of_a_word_selects_the_whole_word_and_the_nearest_context_wins():
    chosen = select("<p>One bed here.</p><p>Two beds here.</p>", "ed", before="Two b")
    assert (chosen.words, passage_at("<p>One bed here.</p><p>Two beds here.</p>", chosen.start)) == (
        "beds",
        blocks("<p>One bed here.</p><p>Two beds here.</p>")[1].anchor,
    )


def test_few_words_that_were_gone_come_back_only_beside_what_stood_beside_them():
    assert find_again("<p>All beds close.</p>", "beds", "Twelve ", " open") is None
    assert find_again("<p>Twelve beds close.</p>", "beds", "Twelve ", " open").words == "beds"


@pytest.mark.parametrize("seed", range(25))
def test_words_chosen_in_random_texts_are_followed_through_twenty_edits_or_named(seed):
    assert follows(Text(random.Random(seed)), edits=20) in ("there", *GONE)
