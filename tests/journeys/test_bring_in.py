"""A Word file becomes a reviewed draft: brought in, gone through beside its source, taken in in one step, and taken back in one."""

import os

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
