"""What a source says is what the desk shows and what the draft says: every piece of it ends somewhere whole, or is named."""

import pytest

from .documents import brought_in, take_in
from .whole import FILES, file, of_draft, of_findings, words


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_a_source_is_on_the_desk_and_then_in_the_draft(sat, name):
    brought = brought_in(sat, file(name))
    assert brought.status == "READY", brought.says
    for piece in brought.pieces.exclude(why__gt=""):
        missing = words(piece.text) - words(of_findings(piece.findings.all()))
        assert not missing, (piece.kind, piece.text, missing)

    take_in(sat, brought)
    assert brought.status == "TAKEN_IN"
    draft = words(of_draft(brought))
    for piece in brought.pieces.exclude(why__gt=""):
        missing = words(piece.text) - draft
        assert not missing, (piece.kind, piece.text, missing)


def test_what_has_no_words_or_was_taken_out_is_named(sat):
    brought = brought_in(sat, file("all.docx"))

    (figure,) = brought.pieces.filter(kind="figure")
    assert (figure.why, [(one.kind, one.title) for one in figure.findings.all()]) == ("", [("figure", "Figure 1: beds by month")])
    page = sat.get(brought.get_absolute_url()).content.decode()
    assert "1 place was struck out or deleted with tracked changes: those words are left out" in page


def test_numbers_given_stay_numbers(sat):
    brought = brought_in(sat, file("all.docx"))
    take_in(sat, brought)

    draft = of_draft(brought)
    assert "3.1 We will open a same day unit" in draft and "(ii) We will not fund a second unit" in draft
    assert "3.1. Savings of £1m" in draft and "(a) by beds" in draft and "see <TBC> and 3.2" in draft
