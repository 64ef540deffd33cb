"""What nobody sees is not kept in a line or a text: an address is what one reads of it, and every file can hold a title."""

import pytest
from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.nhsuk.fields import text
from portal.richtext import reading


def line(typed, **more):
    return fields.TextField(label="Title", **more).clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("VT\x0btitle", "VT title"),
        ("one\u2028two\x85three", "one two three"),
        ("Evil \u202egpj.exe Trust", "Evil gpj.exe Trust"),
        ("soft\xadhyphen", "softhyphen"),
        ("\ufeffTrust\u200b ", "Trust"),
        ("A\x01B", "AB"),
        ("\u0939\u094d\u200d\u0926", "\u0939\u094d\u200d\u0926"),  # a joiner is a letter there
        ("Tŷ Ysbyty – “O’Brien”", "Tŷ Ysbyty – “O’Brien”"),
    ],
)
def test_a_line_keeps_what_is_seen(typed, kept):
    assert line(typed) == kept


@pytest.mark.parametrize("unseen", ["\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\xad", "\u202e"])
def test_an_address_is_what_everybody_types(unseen):
    assert line(f"pasted{unseen}3@nhs.example{unseen}", email=True) == "pasted3@nhs.example"


def test_a_text_keeps_its_lines_and_loses_what_is_unseen():
    assert fields.TextArea(label="Text").clean("one\r\ntwo\x0bthree\x0c\u200bfour") == "one\ntwo\nthree\nfour"


def test_a_line_of_nothing_that_is_seen_is_empty():
    with pytest.raises(ValidationError, match="Enter"):
        line("\u200b\u2060\xad", missing="Enter a title")


def test_a_null_is_still_refused_in_words():
    with pytest.raises(ValidationError, match="cannot be shown"):
        line("A\x00B")


def test_a_line_and_a_rich_text_mean_the_same_by_unseen():
    unseen = {chr(code) for code in range(0x10000) if reading.UNSEEN.fullmatch(chr(code))}
    lines = {chr(code) for code in range(0x10000) if text.UNSEEN.fullmatch(chr(code))}
    assert unseen - lines == {"\x00"}
    assert lines - unseen == set()
