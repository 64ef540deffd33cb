"""No page of work is a scroll without end: at 1280 px none is over 6,000 px high in a round of 25 intentions."""

import subprocess
import sys

import pytest

from .stack import ROOT

pytestmark = pytest.mark.journey
TALLEST, ROWS = 6_000, 25
ROUND, DRAFT = "/rounds/twenty-five/", "/rounds/twenty-five/draft/"
MAKE = f"""
import django

django.setup()
from tests.journeys.twenty_five import make

make({ROWS})
"""
OF_APPROVERS = {
    "approving many": f"{DRAFT}approve/",
    "the route": f"{DRAFT}route/",
    "publishing": f"{ROUND}publish/",
}
PAGES = {
    "the draft": DRAFT,
    "the desk": f"{ROUND}desk/",
    "the whole text": f"{ROUND}desk/?chapter=all",  # as it opens: a document, whose chapters come as one reads on
    "problems": f"{DRAFT}problems/",
    "many": f"{DRAFT}many/",
    "find and replace": f"{DRAFT}many/replace/?find=borough&by=district",
    "comparing with the year before": "/rounds/eastmere-live/draft/compare/?with=last-year",
    "comparing with the year before, in public": "/rounds/eastmere-live/compare/?with=last-year",
    "comparing with the edition": "/rounds/eastmere-live/draft/compare/",
    "comments": f"{DRAFT}comments/",
    "suggestions": f"{DRAFT}suggestions/",
    "front matter": f"{DRAFT}front/",
    "order": f"{DRAFT}order/",
    "money": f"{DRAFT}money/",
    "still true": f"{DRAFT}still-true/",
    "boroughs": f"{DRAFT}boroughs/",
    "the facts": f"{DRAFT}facts/",
    "the chapter": f"{DRAFT}BED/",
    "an intention": f"{DRAFT}BED-001/",
    "its comments": f"{DRAFT}BED-001/comments/",
    "its suggestions": f"{DRAFT}BED-001/suggestions/",
    "priorities": f"{ROUND}priorities/",
}


@pytest.fixture
def of_25(stack):
    done = subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, env=stack.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def test_no_page_of_work_is_over_6000_px_high(of_25, person):
    heights = {}
    for who, pages in (("author", PAGES), ("approver", OF_APPROVERS)):
        page = person(f"{who}@eastmere.example").page
        for name, path in pages.items():
            answer = page.goto(path)
            assert answer.status == 200, f"{name}: {answer.status}"
            heights[name] = _height(page)

    # And what is looked at before 25 are changed at once
    page = person("author@eastmere.example").page
    page.goto(f"{DRAFT}many/")
    page.locator("[name=tick]").evaluate_all("(ticks) => ticks.forEach((tick) => { tick.checked = true; })")
    page.locator("[name=kind][value=theme]").check(force=True)
    page.locator("[name=theme]").fill("Frailty")
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("Nothing is changed yet").wait_for()
    heights["looking at many"] = _height(page)

    assert {name: high for name, high in heights.items() if high > TALLEST} == {}


def _height(page):
    return page.evaluate("document.documentElement.scrollHeight")
