"""A letter becomes points: an author reads it beside what is proposed, mends one, and records it in one step."""

from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import pytest

pytestmark = pytest.mark.journey

LINES = (
    "Dear Director,",
    "UEC-02: we support this subject to two more nurses by 1 April 2028.",
    "The weather in the valley was poor.",
    "Yours sincerely,",
)


def written(folder):
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(folder / "letter.docx")
    return folder / "letter.docx"


def test_a_letter_becomes_points(person, tmp_path):
    # Given a letter in Word that came from a provider
    author = person("author@eastmere.example")
    author.opens("/rounds/eastmere-live/providers/demo-acute/letter/")
    author.follows("Read a Word or PDF letter into points")
    author.finds_no_barrier()
    author.page.set_input_files("input[type=file]", str(written(tmp_path)))
    author.presses("Read it")

    # When she sees each passage beside what is proposed, and leaves out the one that tells nothing
    author.sees("It names UEC-02")
    author.sees("0 accepted, 0 left out, 4 to look at")
    author.finds_no_barrier()
    author.page.select_option("[name=b3-goes]", "LEFT_OUT")
    author.page.locator("#right-b3").check()
    author.presses("Save these and go on")

    # Then she sees what will be on record
    author.sees("What will be on record")
    author.sees("Support with conditions: Two more nurses by 1 April 2028")
    author.sees("3 passages left out")
    author.finds_no_barrier()

    # When she says how and when it came, and records it
    author.page.wait_for_timeout((61 - datetime.now().second) * 1000)  # it came, to the minute, after they were asked
    came = datetime.now(ZoneInfo("Europe/London"))
    author.page.get_by_label("Letter", exact=True).check()
    for name in ("dated", "came_at"):
        for part, value in (("day", came.day), ("month", came.month), ("year", came.year)):
            author.page.fill(f"[name={name}_{part}]", str(value))
    author.page.fill("[name=came_at_time]", f"{came:%H:%M}")
    author.presses("Record it")

    # Then it is on record
    author.sees("The response is recorded")
