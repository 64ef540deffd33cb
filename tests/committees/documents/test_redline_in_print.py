"""In print the words that say what a stroke means are not struck or underlined themselves."""

import pypdfium2
import pytest

from portal.printing import press
from portal.printing.models import Document
from portal.richtext.redline import redline

SCALE = 4


@pytest.fixture
def page(db):
    html = redline("<p>Open until ten at night in Eastmere</p>", "<p>Open until eleven in the evening in Eastmere</p>")
    section = {"number": "", "heading": "Changed", "id": "h", "quoted": "", "parts": [], "blocks": [{"kind": "rich", "html": html}]}
    facts = {
        "line": "",
        "marking": "",
        "exempt": "",
        "header": [["Class", "Part 1"]],
        "sections": [section],
        "layout": "",
        "one_page": False,
    }
    made = press.make(Document(template="documents/paper.html", title="Changes", file_name="changes", facts=facts))
    assert made.faults == []
    return pypdfium2.PdfDocument(made.pdf)[0]


def longest_stroke(page, words):
    """Of the box of these words on the page: the share of its width that is dark without a gap, in the row where it is longest."""
    text = page.get_textpage()
    at, count = text.search(words).get_next()
    left, bottom, right, top = text.get_rect(0) if text.count_rects(at, count) else (0, 0, 0, 0)
    picture = page.render(scale=SCALE).to_pil().convert("L")
    box = (left * SCALE, picture.height - top * SCALE, right * SCALE, picture.height - (bottom - 2) * SCALE)
    shown = picture.crop(tuple(round(edge) for edge in box))
    return max(_run(shown, row) for row in range(shown.height)) / shown.width


def _run(picture, row):
    longest = here = 0
    for column in range(picture.width):
        here = here + 1 if picture.getpixel((column, row)) < 160 else 0
        longest = max(longest, here)
    return longest


@pytest.mark.parametrize("label", ["Removed:", "Added:"])
def test_a_label_has_no_stroke(page, label):
    assert longest_stroke(page, label) < 0.5


@pytest.mark.parametrize("words", ["ten at night", "eleven in the evening"])
def test_what_it_speaks_of_has_one(page, words):
    assert longest_stroke(page, words) > 0.9
