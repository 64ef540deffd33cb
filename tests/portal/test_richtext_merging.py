"""Two people in one text: what they changed apart is put together, what they changed at the same place is not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.richtext.clean import blocks, clean
from portal.richtext.merging import both, marks, merge

from .richtext_documents import documents

BASE = "<p>One bed.</p><ul><li>two</li></ul><p>Three wards.</p><p>Four nurses.</p>"
paragraphs = st.lists(st.integers(1, 30), min_size=2, max_size=8, unique=True)


def text(numbers):
    return "".join(f"<p>Paragraph {number}</p>" for number in numbers)


def test_changes_to_different_paragraphs_are_both_kept():
    mine, theirs = BASE.replace("One bed", "One ward bed"), BASE.replace("Four nurses", "Five nurses")
    assert merge(marks(BASE), mine, theirs) == mine.replace("Four nurses", "Five nurses")


def test_a_paragraph_added_by_one_and_one_dropped_by_the_other_are_both_done():
    mine, theirs = BASE + "<p>Mine at the end.</p>", BASE.replace("<p>One bed.</p>", "")
    assert merge(marks(BASE), mine, theirs) == theirs + "<p>Mine at the end.</p>"


def test_the_same_paragraph_is_never_put_together():
    assert merge(marks(BASE), BASE.replace("One bed", "My bed"), BASE.replace("One bed", "Their bed")) is None


def test_two_paragraphs_added_at_the_same_place_are_for_people_to_settle():
    assert merge(marks(BASE), BASE + "<p>Mine.</p>", BASE + "<p>Theirs.</p>") is None


def test_a_paragraph_changed_by_one_and_dropped_by_the_other_is_for_people_to_settle():
    assert merge(marks(BASE), BASE.replace("One bed", "My bed"), BASE.replace("<p>One bed.</p>", "")) is None


def test_what_both_changed_alike_is_no_quarrel():
    same = BASE.replace("One bed", "Two beds")
    assert merge(marks(BASE), same, same) == same


def test_a_very_long_text_is_marked_as_a_whole_and_asked_about():
    long = text(range(1500))
    assert len(marks(long)) == 1
    assert merge(marks(long), long.replace("Paragraph 1<", "Mine<"), long.replace("Paragraph 9<", "Theirs<")) is None


def test_both_texts_stand_beside_each_other_where_they_differ():
    assert both("<p>a</p><p>mine</p><p>z</p>", "<p>a</p><p>theirs</p><p>z</p>") == "<p>a</p><p>mine</p><p>theirs</p><p>z</p>"


@given(documents, documents)
@settings(max_examples=30, deadline=None)
def test_both_holds_every_passage_of_both(mine, theirs):
    held = [passage.text for passage in blocks(clean(both(mine, theirs)))]
    assert all(passage.text in held for text in (mine, theirs) for passage in blocks(text))


@given(documents, documents)
@settings(max_examples=30, deadline=None)
def test_who_changed_nothing_takes_the_other_text(base, changed):
    assert merge(marks(base), base, changed) == changed
    assert merge(marks(base), changed, base) == changed


@given(paragraphs, st.data())
@settings(max_examples=50, deadline=None)
def test_a_merge_keeps_every_paragraph_that_either_added_and_drops_only_what_one_dropped(numbers, data):
    def edited(first):
        kept = [number for number in numbers if data.draw(st.integers(0, 4))]
        kept.insert(data.draw(st.integers(0, len(kept))), first)
        return kept

    mine, theirs = edited(100), edited(200)
    merged = merge(marks(text(numbers)), text(mine), text(theirs))
    if merged is not None:
        stands = {passage.text for passage in blocks(merged)}
        assert stands == {f"Paragraph {number}" for number in {100, 200, *(set(mine) & set(theirs))}}
