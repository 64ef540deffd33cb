"""A text that was written as a Word file is read back; once read, it says the same however often it goes out and comes back."""

import docx
from hypothesis import given, settings

from portal.richtext.clean import clean
from portal.richtext.word.reading import read_under
from portal.richtext.word.writing import write_rich

from .richtext_documents import documents
from .word_files import deleted, inserted, numbered, paragraph, run, saved

HEADING = "Text"


def began():
    file = docx.Document()
    file.add_heading(HEADING, 1)
    return file


def back(file, part="now"):
    return getattr(read_under(saved(file), "a.docx", [HEADING], "customXml/portal.xml"), part)[HEADING]


def through_word(html):
    file = began()
    write_rich(file, html)
    return back(file)


@settings(max_examples=40, deadline=None)
@given(documents)
def test_what_was_read_once_comes_back_as_it_is(html):
    once = through_word(clean(html))
    assert through_word(once) == once


def test_every_kind_of_block_and_mark_comes_back():
    html = clean(
        "<h3>A</h3><h4>B</h4><p>c <strong>d <em>e</em></strong> f<sub>2</sub> g<sup>3</sup><br>h "
        "<a href='https://example.org/a?b=1&amp;c=2'>i</a></p>"
        "<ol start='3' type='a'><li>j<ul><li>k</li><li>l</li></ul></li><li>m<p>n</p></li></ol><ol><li>o</li></ol><ul><li>p</li></ul>"
        "<blockquote><p>q</p><p>r</p></blockquote>"
        "<table><caption>s</caption><tr><th>t</th><th colspan='2'>u</th></tr><tr><th>v</th><td rowspan='2'>w</td><td>x</td></tr>"
        "<tr><td>y</td><td><p>z</p><ul><li>1</li></ul></td></tr></table>"
    )  # fmt: skip
    assert through_word(html) == html


def test_tracked_changes_are_read_as_taken_and_as_before_them():
    file = began()
    paragraph(file, run("We will ") + deleted("not ") + inserted("soon ") + run("fund it."))
    assert (back(file), back(file, "before")) == ("<p>We will soon fund it.</p>", "<p>We will not fund it.</p>")


def test_words_struck_out_by_hand_are_gone_and_were_there_before():
    file = began()
    paragraph(file, run("We will ") + run("not ", "<w:strike/>") + run("fund it."))
    assert (back(file), back(file, "before")) == ("<p>We will fund it.</p>", "<p>We will not fund it.</p>")


def test_numbers_that_a_list_cannot_carry_are_words():
    file = began()
    numbered(file, [(0, "Money"), (1, "Risk"), (2, "Other")])
    assert back(file) == '<ol start="3"><li>Money</li></ol><p>3.1. Risk</p><p>(a) Other</p>'


def test_what_stands_before_the_first_heading_is_not_read():
    file = docx.Document()
    file.add_paragraph("A guide.")
    file.add_heading(HEADING, 1)
    file.add_paragraph("The text.")
    assert back(file) == "<p>The text.</p>"
