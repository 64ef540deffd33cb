"""Word files, read as their reader saw them."""

import pytest

from portal.reading import read
from tests.portal import word_files as word


def blocks(document):
    return read(word.saved(document), "paper.docx").blocks


def test_a_heading_has_the_level_of_its_style():
    document = word.new()
    document.add_heading("Urgent care", 2)
    document.add_paragraph("We will do this.")

    heading, paragraph = blocks(document)

    assert (heading.kind, heading.level, heading.text, heading.why) == ("heading", 2, "Urgent care", "the style “heading 2”")
    assert (paragraph.kind, paragraph.text) == ("paragraph", "We will do this.")


def test_numbers_that_word_counts_are_the_ones_it_shows():
    document = word.new()
    word.numbered(document, [(0, "Money"), (1, "Savings"), (2, "one"), (2, "two"), (1, "Risk"), (0, "End")])

    assert [block.number for block in blocks(document)] == ["3.", "3.1.", "(a)", "(b)", "3.2.", "4."]


def test_a_number_typed_by_hand_is_kept_as_given():
    document = word.new()
    document.add_paragraph("3.1 See the table that follows here, please.")
    document.add_paragraph("(ii) the second of them")

    assert [(block.number, block.text) for block in blocks(document)] == [
        ("3.1", "See the table that follows here, please."),
        ("(ii)", "the second of them"),
    ]


def test_deleted_words_go_inserted_words_stay_and_both_are_told():
    document = word.new()
    word.paragraph(document, word.run("We will ") + word.deleted("not ") + word.inserted("gladly ") + word.run("fund it."))

    source = read(word.saved(document), "paper.docx")

    (block,) = source.blocks
    assert block.text == "We will gladly fund it."
    assert [(change.is_insertion, change.words, change.by) for change in block.changes] == [
        (False, "not ", "A. Author"),
        (True, "gladly ", "A. Author"),
    ]
    assert len(source.problems) == 2


def test_words_struck_out_by_hand_go_and_are_told():
    document = word.new()
    word.paragraph(document, word.run("We will ") + word.run("not ", "<w:strike/>") + word.run("fund it."))

    (block,) = blocks(document)

    assert (block.text, [change.words for change in block.changes]) == ("We will fund it.", ["not "])


def test_a_sign_of_a_symbol_font_is_the_sign_its_reader_saw():
    document = word.new()
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>'
    word.paragraph(document, word.run("Waits ") + sign + word.run(" 18 weeks; ") + word.run("\uf0b3 5", '<w:rFonts w:ascii="Symbol"/>'))

    assert blocks(document)[0].text == "Waits ≤ 18 weeks; ≥ 5"


def test_hidden_words_are_left_out_and_counted():
    document = word.new()
    word.paragraph(document, word.run("Seen. ") + word.run("Secret.", "<w:vanish/>"))

    source = read(word.saved(document), "paper.docx")

    assert source.blocks[0].text == "Seen."
    assert [(one.what, one.count) for one in source.left_out] == [("hidden words", 1)]


def test_a_merged_place_and_a_blank_one_are_told_apart():
    document = word.new()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "tall"

    (block,) = blocks(document)

    assert block.cell_at(0, 1).text == "wide" and block.cells[0][1].of == (0, 0)
    assert block.cell_at(2, 2).text == "tall" and block.cells[1][2].rows == 2
    assert block.cells[1][0].is_blank and not block.cells[0][1].is_blank


def test_bullets_inside_a_cell_are_lines_of_it():
    document = word.new()
    cell = document.add_table(1, 2).cell(0, 1)
    cell.text = "Two things"
    cell.add_paragraph("one", style="List Bullet")
    cell.add_paragraph("two", style="List Bullet")

    assert blocks(document)[0].cells[0][1].text == "Two things\n• one\n• two"


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    document = word.new()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "outer"
    outer.cell(0, 1).add_table(1, 2).cell(0, 0).text = "inner"

    found = blocks(document)

    assert [block.cells[0][0].text for block in found] == ["outer", "inner"]
    assert found[1].inside == found[0].key


def test_a_table_of_one_cell_is_a_box_and_so_is_a_text_box():
    document = word.new()
    document.add_table(1, 1).cell(0, 0).text = "In a frame."
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    word.paragraph(document, word.run("Beside it.") + box)

    found = blocks(document)

    held = {block.text: block.inside for block in found if block.inside}
    assert set(held) == {"In a frame.", "In a box."}
    assert {block.key for block in found if block.kind == "box"} == set(held.values())


def test_what_stands_on_every_page_is_furniture():
    document = word.new()
    document.add_paragraph("Words of the paper.")
    document.sections[0].header.paragraphs[0].text = "Draft 3"

    assert [(block.kind, block.text) for block in blocks(document)] == [("paragraph", "Words of the paper."), ("furniture", "Draft 3")]


def test_a_footnote_is_a_note_and_its_place_points_at_it():
    document = word.new()
    word.paragraph(document, word.run("As reported.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = f'<w:footnotes {word.W}><w:footnote w:id="2"><w:p>{word.run("Report of 2018.")}</w:p></w:footnote></w:footnotes>'

    found = read(word.with_part(word.saved(document), "word/footnotes.xml", notes), "paper.docx").blocks

    assert found[0].notes == ["f2"]
    assert [(block.number, block.text) for block in found if block.kind == "footnote"] == [("f2", "Report of 2018.")]


def test_comments_are_counted_as_left_out():
    document = word.new()
    words = document.add_paragraph("Commented on.")
    document.add_comment(words.runs, text="Really?", author="A. Reader")

    assert [(one.what, one.count) for one in read(word.saved(document), "paper.docx").left_out] == [("comments", 1)]


def test_a_short_bold_line_is_a_heading_and_says_why():
    document = word.new()
    document.add_paragraph().add_run("Mental health").bold = True
    document.add_paragraph("The boards will agree a plan for crisis care before the winter and fund it in full.")

    heading = blocks(document)[0]

    assert (heading.kind, heading.why) == ("heading", "a short bold line")


@pytest.mark.parametrize("depth", [9, 30])
def test_boxes_too_deep_inside_each_other_are_refused(depth):
    from portal.reading import CannotRead

    inner = "<w:p/>"
    for _ in range(depth):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    document = word.new()
    word.paragraph(document, word.run("x"))
    document.element.body.insert(0, word.parse_xml(inner.replace("<w:p>", f"<w:p {word.W}>", 1)))

    with pytest.raises(CannotRead, match="too deeply"):
        blocks(document)
