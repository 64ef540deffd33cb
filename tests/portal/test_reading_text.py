"""Plain text, read as its paragraphs, lists, tables and headings."""

from portal.reading import read


def blocks(text):
    return read(text.encode(), "paper.txt").blocks


def test_a_short_line_before_its_text_is_a_heading():
    heading, text = blocks("Urgent care\n\nThe boards will open a centre for minor injuries in each of the four towns.\n")

    assert (heading.kind, heading.why) == ("heading", "a short line before its text")
    assert text.kind == "paragraph"


def test_numbered_headings_have_their_depth():
    found = blocks("1. Money\n\nWords that say what it is for.\n\n1.2.1 Savings\n\nWords that say what is saved.\n")

    assert [(one.number, one.level) for one in found if one.kind == "heading"] == [("1.", 1), ("1.2.1", 3)]


def test_numbers_in_a_run_are_a_list_and_no_headings():
    found = blocks("Our aims\n\n1. Better health\n\n2. Better care\n\n3. Better value\n\nThat is all there is to say of them now.\n")

    assert [one.kind for one in found] == ["heading", "paragraph", "paragraph", "paragraph", "paragraph"]


def test_bullets_are_items_whatever_they_are_drawn_with():
    found = blocks("We will:\n\n- open it\n• close it\n* change it\n– keep it\n")

    assert [(one.kind, one.text) for one in found[1:]] == [("item", f"{verb} it") for verb in ("open", "close", "change", "keep")]


def test_letters_and_small_numerals_stay_as_given():
    found = blocks("Providers must:\n\na) report monthly\n\n(ii) report yearly\n")

    assert [(one.kind, one.number) for one in found[1:]] == [("item", "a)"), ("item", "(ii)")]


def test_a_year_at_the_head_of_a_line_is_no_number():
    assert (
        blocks("2019. In that year we began with it and have gone on.")[0].text == "2019. In that year we began with it and have gone on."
    )


def test_words_in_angle_brackets_stay_words():
    assert blocks("The lead is <TBC> until a name is agreed & known.")[0].text == "The lead is <TBC> until a name is agreed & known."


def test_lines_with_tabs_are_a_table():
    (table,) = blocks("What\tWhen\nOpen a clinic\tApril 2030\nClose a ward\t\n")

    assert [[cell.text for cell in row] for row in table.cells] == [["What", "When"], ["Open a clinic", "April 2030"], ["Close a ward", ""]]
    assert table.cells[2][1].is_blank


def test_a_table_that_a_page_cut_in_two_is_one_and_so_is_its_row():
    head, rest = "What\tDescription\tWhen\n", "\ta clinic in the town.\t\nWard\tIt closes.\t2031\n"
    (table,) = blocks(f"{head}Clinic\tWe will open\t2030\n\n{head}{rest}")

    assert [[cell.text for cell in row] for row in table.cells[1:]] == [
        ["Clinic", "We will open a clinic in the town.", "2030"],
        ["Ward", "It closes.", "2031"],
    ]


def test_a_little_html_in_a_cell_is_read_as_lines():
    (table,) = blocks("What\tDescription\nClinic\t<p>It has:</p> <ul> <li>• a desk</li> <li>• a bed</li> </ul>\n")

    assert table.cells[1][1].text == "It has:\n• a desk\n• a bed"


def test_a_sentence_that_a_page_cut_in_two_is_whole_again():
    (block,) = blocks("The boards will work in close and lasting partnership with their\n\npatients and carers.")

    assert block.text.endswith("partnership with their patients and carers.")


def test_wrapped_lines_are_one_paragraph_and_a_hyphen_at_their_end_goes():
    line = "The boards will agree how people are cared for at home and which service is commis-"
    text = "\n".join([line, "sioned for them in each of the towns, before the winter begins and money is short,", "and say so."] * 9)

    assert "is commissioned for them" in blocks(text)[0].text


def test_a_line_repeated_on_every_page_is_furniture_and_so_is_a_page_number():
    page = "Board of the Vale\n\nThe boards will agree {} and write it down for everybody to read.\n\n{}\f"
    found = blocks("".join(page.format(f"plan {at}", at) for at in range(1, 6)))

    assert {one.text for one in found if one.kind == "furniture"} == {"Board of the Vale", *"12345"}
    assert [one.page for one in found if one.kind == "paragraph"] == [1, 2, 3, 4, 5]


def test_bold_marks_are_a_look_and_no_words():
    found = blocks("**Mental health**\n\nThe boards will agree a **plan** for crisis care before winter.\n")

    assert (found[0].text, found[0].look.is_bold, found[1].text) == (
        "Mental health",
        True,
        "The boards will agree a plan for crisis care before winter.",
    )


def test_captions_and_notes_are_told_apart():
    found = blocks("Figure 2: Spending by age\n\n¹ Office of Figures, 2018\n\nWords of the body that follow them both on the page.\n")

    assert [one.kind for one in found] == ["caption", "footnote", "paragraph"]


def test_welsh_is_known_as_welsh():
    assert read(b"Bydd y bwrdd yn gweithio gyda phobl a gwasanaethau yn y cymunedau.", "papur.txt").language == "cy"


def test_letters_of_windows_are_read():
    assert read("Caf\xe9 \x93now\x94".encode("latin-1"), "paper.txt").blocks[0].text == "Café “now”"
