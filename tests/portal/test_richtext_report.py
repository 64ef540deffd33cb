"""A whole Word file is read as a report: what is kept, what is told, and what is refused in words."""

import base64
import io
import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from portal.reading.refusals import CannotRead
from portal.richtext.report import read_report

from . import report_files as files
from .word_files import numbered, paragraph, run, saved, with_part


def read(content):
    return read_report(content, "report.docx")


def built(*parts):
    file = docx.Document()
    for level, words in parts:
        if level:
            file.add_heading(words, level)
        else:
            file.add_paragraph(words)
    return file


@pytest.fixture(scope="module")
def found():
    return read(files.report())


def texts(found):
    return {one["heading"]: one["text"] for one in found["sections"]}


def test_its_title_and_sections_are_those_of_the_file(found):
    assert found["title"] == "Care at home"
    assert list(texts(found)) == ["Purpose", "What is bought", "Conclusion", "Notes"]


def test_lists_tables_subheadings_and_places_of_pictures_are_kept(found):
    assert texts(found)["What is bought"] == (
        "<ul><li>Nurses</li><li>Beds</li></ul><h3>By year</h3>"
        '<table><thead><tr><th scope="col">Year</th><th scope="col">Sum</th></tr></thead>'
        "<tbody><tr><td>2027</td><td>£3 million</td></tr></tbody></table><p>[Picture 1]</p><p>[Picture 2]</p>"
    )


def test_a_footnote_is_named_in_the_text_and_stands_under_notes(found):
    assert texts(found)["Conclusion"] == "<p>Members are asked to note it.[Note 1]</p>"
    assert texts(found)["Notes"] == "<p>[Note 1] Counted in March.</p>"


def test_pictures_come_with_what_their_author_said_and_their_width(found):
    first, second = found["pictures"]
    assert (first["alt"], first["is_decorative"], first["millimetres"]) == ("A bar for each year, the last the longest.", False, 60)
    assert (second["alt"], second["is_decorative"]) == ("", True)


def test_pictures_are_drawn_anew():
    content = files.picture("teal", "JPEG") + b"canary after the end"
    file = built((1, "Purpose"), (0, "Words"))
    files.add_picture(file, content)
    one = read(saved(file))["pictures"][0]

    assert b"canary" not in base64.b64decode(one["content"])
    assert Image.open(io.BytesIO(base64.b64decode(one["content"]))).size == (300, 200)


def test_a_picture_in_a_format_that_cannot_be_read_is_named_where_it_stood():
    file = built((1, "Purpose"), (0, "Words"))
    files.add_picture(file, files.picture(), "A map")
    part = next(name for name in parts_of(saved(file)) if name.startswith("word/media/"))
    found = read(with_part(saved(file), part, b"\x01\x00\x00\x00 EMF"))

    assert texts(found)["Purpose"] == "<p>Words</p><p>(Picture that could not be read: A map)</p>"
    assert [one for one in found["told"] if "in a format that cannot be read: “A map”" in one]


def parts_of(content):
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_numbers_that_word_counts_stand_before_headings_as_words():
    file = built()
    numbered(file, [(0, "Purpose"), (0, "Conclusion")])
    for one, style in zip(file.paragraphs, ("Heading 1", "Heading 1"), strict=True):
        one.style = style
    file.paragraphs[0].insert_paragraph_before("Before")
    file.add_paragraph("Words")
    assert list(texts(read(saved(file)))) == ["Introduction", "3. Purpose", "4. Conclusion"]


def test_tracked_changes_are_taken_and_told():
    found = read(files.tracked())
    assert texts(found)["Purpose"] == "<p>We will soon fund it.</p>"
    assert found["told"] == [
        "Deleted by tracked changes, so left out: “not”.",
        "Inserted by tracked changes, and now part of the text: “soon”.",
    ]
    assert found["holds"] == ["tracked changes"]


def test_lines_all_in_bold_are_headings_where_the_file_has_none():
    found = read(files.without_headings())
    assert list(texts(found)) == ["Purpose", "Conclusion"]
    assert found["told"] == ["The file has no headings: lines all in bold were taken for headings: “Purpose”, “Conclusion”."]


def test_a_file_without_any_heading_is_one_section():
    assert texts(read(saved(built((0, "One."), (0, "Two."))))) == {"Report": "<p>One.</p><p>Two.</p>"}


def test_words_in_boxes_formulas_and_running_lines_are_not_lost_in_silence():
    file = built((1, "Purpose"), (0, "Words"))
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    box = f'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape></w:pict>'
    paragraph(file, run("Beside it.") + f"<w:r>{box}</w:r>")
    maths = parse_xml(f"<m:oMath {nsdecls('m')}><m:r><m:t>a+b</m:t></m:r></m:oMath>")
    file.add_paragraph("Sum ")._p.append(maths)
    file.sections[0].header.paragraphs[0].text = "Draft 3"
    found = read(saved(file))

    assert texts(found)["Purpose"] == "<p>Words</p><p>Beside it.</p><p>In a box</p><p>Sum a+b</p>"
    assert found["told"] == [
        "What stands at the head or foot of every page was left out: “Draft 3”.",
        "Words in boxes now stand after the paragraph that the box was fixed to: “In a box”.",
        "Formulas are now plain letters. Check that they say what was meant: “a+b”.",
    ]


def test_underlining_and_highlighting_are_told():
    file = built((1, "Purpose"))
    paragraph(file, run("so", '<w:u w:val="single"/>') + run("and so", '<w:highlight w:val="yellow"/>'))
    assert read(saved(file))["told"] == ["Underlining was taken off: “so”.", "Highlighting was taken off: “and so”."]


def test_words_that_would_name_a_picture_are_not_taken_for_one():
    assert texts(read(saved(built((1, "Purpose"), (0, "See [Picture 1].")))))["Purpose"] == "<p>See (Picture 1).</p>"


def test_every_paragraph_of_the_file_stands_beside_what_is_kept_of_it(found):
    beside = {left: pair["right"] for pair in found["pairs"] for left in pair["left"]}
    assert beside["To say what is bought."] == "<p>To say what is bought.</p>"
    assert beside["Year | Sum"] == beside["2027 | £3 million"]
    assert beside["Note: Counted in March."] == "<p>[Note 1] Counted in March.</p>"
    assert "" not in beside.values()


def test_two_pictures_stand_beside_two(found):
    shown = [pair for pair in found["pairs"] if pair["right"].startswith("<p>[Picture")]
    assert [pair["left"] for pair in shown] == [["Picture"], ["Picture"]]


def test_what_is_not_kept_stands_beside_nothing():
    file = built((1, "Purpose"), (0, "Words"))
    paragraph(file, run("Nobody may see this", "<w:vanish/>"))
    pairs = read(saved(file))["pairs"]
    assert [pair for pair in pairs if "Nobody may see this" in pair["left"]] == [
        {"left": ["Nobody may see this"], "right": "", "section": 0}
    ]


def test_no_word_of_the_file_is_lost(found):
    kept = " ".join(one["heading"] + one["text"] for one in found["sections"]) + found["title"]
    for pair in found["pairs"]:
        for left in pair["left"]:
            for word in re.findall(r"\w+", left.removeprefix("Note: ")):
                assert word in kept or word == "Picture", word


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (files.locked(), "has a password"),
        (files.with_macros(), "holds macros"),
        (files.damaged(), "is damaged"),
        (files.broken_inside(), "is damaged"),
        (files.empty(), "is empty"),
        (b"%PDF-1.7", "ends in .docx but is a PDF"),
        (b"", "is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, words):
    with pytest.raises(CannotRead, match=words):
        read(content)


def test_a_file_that_unpacks_without_end_is_refused():
    with pytest.raises(CannotRead, match="unpacks to more than 300 MB"):
        read(files.bomb())


def test_three_hundred_pages_are_read_and_one_more_is_not():
    found = read(files.long(300))
    assert len(found["sections"]) == 30
    with pytest.raises(CannotRead, match="has 301 pages; 300 is the most"):
        read(files.long(301))


def test_a_part_that_is_too_long_says_which_and_what_to_do():
    file = built((1, "Purpose"), *[(0, "Care is bought near home. " * 400)] * 25, (1, "Conclusion"), (0, "Noted."))
    with pytest.raises(CannotRead, match="the part “Purpose” must be 200 kB or less"):
        read(saved(file))
