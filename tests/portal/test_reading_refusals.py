"""What cannot be read is refused in words, within time and memory."""

import io
import zipfile

import pytest

from portal.printing.child import Limits
from portal.reading import CannotRead, Source, formats, read
from portal.reading.apart import read_apart
from tests.portal import word_files as word


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def a_word_file():
    document = word.new()
    document.add_paragraph("Words.")
    return word.saved(document)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.docx", "is empty"),
        (b"\n \n", "a.txt", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.docx", "has a password"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.png", "is not a file that can be read"),
        (b"PK\x03\x04 and then nothing", "a.docx", "is damaged"),
        (archive({"word/document.xml": "<w"}), "a.docx", "is damaged"),
        (archive({"word/document.xml": "<x/>", "word/vbaProject.bin": "x"}), "a.docx", "holds macros"),
        (archive({"something": "else"}), "a.docx", "is not a file that can be read"),
        (a_word_file(), "a.docm", "holds macros"),
        (a_word_file(), "a.pdf", "ends in .pdf but is a Word file"),
        (archive({"word/document.xml": b" " * 30_000_000}), "a.docx", "unpacks to more than 300 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, name, words):
    with pytest.raises(CannotRead, match=words):
        read(content, name)


def test_an_entity_that_grows_is_not_expanded():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    with pytest.raises(CannotRead, match="is damaged"):
        read(archive({"word/document.xml": bomb}), "a.docx")


def test_too_many_rows_are_refused():
    with pytest.raises(CannotRead, match="20,001 rows"):
        read(b"a\tb\n" * 20_001, "rows.txt")


def test_a_source_is_the_same_after_its_way_out_of_the_child():
    content = a_word_file()

    assert read_apart(content, "a.docx") == read(content, "a.docx")
    assert Source.of_facts(read(content, "a.docx").as_facts()) == read(content, "a.docx")


def test_a_refusal_reaches_who_asked_from_the_child():
    with pytest.raises(CannotRead, match="is empty"):
        read_apart(b"", "a.docx")


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    def for_ever(content, name):
        while True:
            pass

    monkeypatch.setitem(formats.READERS, "text", for_ever)

    with pytest.raises(CannotRead, match="took too long"):
        read_apart(b"words", "a.txt", limits=Limits(cpu=1, memory=256, wall=5))


def test_a_file_that_takes_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setitem(formats.READERS, "text", lambda content, name: [bytearray(10**6) for _ in range(10**5)])

    with pytest.raises(CannotRead, match="too large to read"):
        read_apart(b"words", "a.txt", limits=Limits(cpu=20, memory=128, wall=30))
