"""The changes of a proposed text: all of them are that text, none is the text as it was, and nothing is lost or doubled between."""

import pytest
from hypothesis import HealthCheck, given, settings

from portal.richtext.changes import changes, compose
from portal.richtext.rebase import rebase

from .richtext_documents import edits
from .richtext_proposals import decided, overtaken


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(edits())
def test_all_of_them_are_the_new_text_and_none_is_the_old_one(texts):
    before, after = texts
    every = {change.one for change in changes(before, after)}
    assert (compose(before, after, every), compose(before, after, ())) == (after, before)
    assert rebase(before, after, before).text == after
    assert rebase(after, after, before).text == before


@pytest.mark.parametrize("seed", range(12))
def test_taken_or_left_alone_in_any_order_they_end_in_the_same_text(seed):
    assert decided(seed) == ""


@pytest.mark.parametrize("seed", [*range(12), 210, 262])
def test_no_word_is_lost_or_doubled_by_what_two_others_write_meanwhile(seed):
    wrong, _ = overtaken(seed)
    assert wrong == []


def test_a_paragraph_that_is_split_is_one_change():
    before, after = "<p>Beds open in April and nurses come.</p>", "<p>Beds open in April</p><p>and nurses come.</p>"
    assert len({change.one for change in changes(before, after)}) == 1


def test_a_moved_paragraph_takes_the_words_written_in_it_meanwhile():
    one, two = "<p>Beds open in April each year.</p>", "<p>Nurses come from far away.</p>"
    now = one.replace("April", "May") + two
    assert rebase(one + two, now, two + one).text == two + one.replace("April", "May")
