import re
import subprocess

from portal.printing.counting import count_from_start
from portal.printing.pdf import render


def test_a_list_counts_on_paper_as_it_does_on_the_page(tmp_path):
    lists = "".join(f'<ol start="4" type="{letters}"><li>one</li><li>two</li></ol>' for letters in "aAiI") + '<ol start="9"><li>x</li></ol>'
    source = f'<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body><h1>T</h1>{lists}<ol><li>y</li></ol></body></html>'
    (tmp_path / "paper.pdf").write_bytes(render(source).pdf)
    said = subprocess.run(["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^\s*(\w+)\.", said, re.MULTILINE) == ["d", "e", "D", "E", "iv", "v", "IV", "V", "9", "1"]


def test_a_list_that_begins_at_one_is_left_alone():
    assert count_from_start("<ol><li>a</li></ol>") == "<ol><li>a</li></ol>"
