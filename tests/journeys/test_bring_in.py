"""A Word file becomes a reviewed draft: brought in, gone through beside its source, taken in in one step, and taken back in one."""

import io
import os

import docx
import pytest

from tests.intentions.bringing.documents import TEXT, word_file

pytestmark = pytest.mark.journey


def pictured(who, name):
    """For whoever looks at the pages: where PICTURED says."""
    folder = os.environ.get("PICTURED")
    for width in (1280, 320) if folder else ():
        who.page.set_viewport_size({"width": width, "height": 900})
        who.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    who.page.set_viewport_size({"width": 1280, "height": 900})


def test_an_author_brings_a_word_file_in_goes_through_it_takes_it_in_and_back(person, tmp_path):
    # Given a Word file on her machine
    author = person("author@eastmere.example")
    file = tmp_path / "plans.docx"
    file.write_bytes(word_file(TEXT).read())
    author.opens("/rounds/eastmere-live/draft/")
    author.follows("Bring a document in")
    author.finds_no_barrier()
    pictured(author, "bring-in")

    # When she brings it in, it is read, and each proposal stands beside its source
    author.page.set_input_files("input[type=file]", str(file))
    author.presses("Bring it in")
    author.page.wait_for_selector("#findings", timeout=100_000)
    author.sees("pieces of the source end somewhere")
    author.finds_no_barrier()
    pictured(author, "sift")
    author.follows("Mend, move or split")
    author.finds_no_barrier()
    pictured(author, "mend")
    author.presses("Save and accept")
    author.presses("Accept all not looked at")
    author.sees("0 still unsaid")

    # Then what is accepted enters the draft in one step
    author.follows("See what would be taken in")
    author.finds_no_barrier()
    pictured(author, "take-in")
    author.presses("Take it in")
    author.sees("is taken in")
    pictured(author, "taken-in")
    author.follows("Open the draft")
    author.sees("ear syringing")

    # And is taken back in one
    author.page.go_back()
    author.presses("Take it back")
    author.sees("is taken back")
    author.opens("/rounds/eastmere-live/draft/")
    assert "ear syringing" not in author.page.inner_text("main")


NEXT = {
    "PREV-06 Stop smoking in hospital": "Advisers stand on every ward, and see people before they go home.",
    "PREV-07 Alcohol": "A nurse sees people at night too.",
}


def next_text():
    document = docx.Document()
    document.add_heading("Prevention", 1)
    for head, words in NEXT.items():
        document.add_heading(head, 2)
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_author_brings_in_next_years_text_of_a_round_and_takes_it_back(person, tmp_path):
    # Given the Word file of what two published intentions say next year
    author = person("author@eastmere.example")
    file = tmp_path / "next.docx"
    file.write_bytes(next_text())
    author.opens("/rounds/eastmere-live/draft/brought/")
    author.page.set_input_files("input[type=file]", str(file))

    # When it is read, each stands as a redline over the text that stands
    author.presses("Bring it in")
    author.page.wait_for_selector("#findings", timeout=100_000)
    author.follows("New text of an intention (2)")
    author.sees("New text of PREV-06")
    author.sees("the next version says this")
    author.finds_no_barrier()
    pictured(author, "next-year")
    author.follows("Not named in the document")
    author.sees("Nothing is dropped")
    author.finds_no_barrier()
    author.follows("All (")
    author.presses("Accept all not looked at")
    author.sees("0 still unsaid")
    author.follows("See what would be taken in")
    author.sees("Say what the document says of them: 2 (PREV-06, PREV-07)")
    author.finds_no_barrier()

    # Then they say so in the draft, and what is published stays
    author.presses("Take it in")
    author.sees("2 intentions changed")
    author.opens("/rounds/eastmere-live/draft/PREV-06/")
    author.sees("see people before they go home")

    # And they are taken back whole
    author.page.go_back()
    author.presses("Take it back")
    author.sees("is taken back")
    author.opens("/rounds/eastmere-live/draft/PREV-06/")
    assert "see people before they go home" not in author.page.inner_text("main")
