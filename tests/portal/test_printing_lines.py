"""The running lines of a page begin where its words begin."""

import re

from django.conf import settings

from portal.printing.lines import MARGIN

PAGES = re.compile(r"@page ([\w-]*) ?{[^}]*margin: ([^;}]+)")


def test_no_page_is_set_further_in_or_out_than_its_running_lines():
    css = (settings.BASE_DIR / "static" / "print.css").read_text()
    sides = {name or "any": margins.split() for name, margins in PAGES.findall(css)}
    assert {"any", "plan", "boxed"} <= set(sides)
    found = {name: float((one * 2)[1].removesuffix("cm")) * 72 / 2.54 for name, one in sides.items()}
    assert {name: round(side, 1) for name, side in found.items()} == dict.fromkeys(found, round(MARGIN, 1))
