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
from intentions import actions
from intentions.models import Programme, Section
from intentions.states import RoundKind
from portal.accounts.models import User
from portal.organisations.models import Organisation, Place
from tests.intentions.crowd import crowd

author = User.objects.get(email="author@eastmere.example")
lead, trust = (Organisation.objects.get(slug=slug) for slug in ("demo-commissioner", "demo-acute"))
about = {{"title": "Twenty-five intentions", "slug": "twenty-five", "kind": RoundKind.ANNUAL}}
round = actions.start_round(**about, lead=lead, participants=[], by=author, year_from=2028, year_to=2028, sections=[])
for number in range({ROWS}):
    actions.add_passage(round=round, model=Section, by=author, heading=f"Passage {{number}}", kind="other", body="<p>Why this is done.</p>")
chapter = actions.add_chapter(round=round, programme=Programme.objects.first(), code="BED", title="Beds", by=author)
versions = crowd(chapter, author, trust, Place.objects.first(), {ROWS})
for version in versions:
    actions.start_thread(about=version.intention, by=author, text="Sure of that?")
    wanted = version.description.replace("on the day", "at once")
    actions.suggest(about=version.intention, part="description", by=author, base=version.description, wanted=wanted)
"""
PAGES = {
    "the draft": DRAFT,
    "the desk": f"{ROUND}desk/",
    "the whole text": f"{ROUND}desk/?chapter=all",
    "problems": f"{DRAFT}problems/",
    "many": f"{DRAFT}many/",
    "find and replace": f"{DRAFT}many/replace/?find=acute&by=local",
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
    "the route": f"{DRAFT}route/",
    "approving many": f"{DRAFT}approve/",
    "the facts": f"{DRAFT}facts/",
    "the chapter": f"{DRAFT}BED/",
    "an intention": f"{DRAFT}BED-001/",
    "its comments": f"{DRAFT}BED-001/comments/",
    "its suggestions": f"{DRAFT}BED-001/suggestions/",
    "publishing": f"{ROUND}publish/",
    "priorities": f"{ROUND}priorities/",
}


@pytest.fixture
def of_25(stack):
    done = subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, env=stack.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def test_no_page_of_work_is_over_6000_px_high(of_25, person):
    page = person("author@eastmere.example").page
    heights = {}
    for name, path in PAGES.items():
        answer = page.goto(path)
        if answer.status == 403:  # for an approver
            continue
        assert answer.status == 200, f"{name}: {answer.status}"
        heights[name] = page.evaluate("document.documentElement.scrollHeight")

    # And what is looked at before 25 are changed at once, and before a round is rolled forward
    page.goto(f"{DRAFT}many/")
    page.locator("[name=tick]").evaluate_all("(ticks) => ticks.forEach((tick) => { tick.checked = true; })")
    page.locator("[name=kind][value=theme]").check()
    page.locator("[name=theme]").fill("Frailty")
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("Nothing is changed yet").wait_for()
    heights["looking at many"] = page.evaluate("document.documentElement.scrollHeight")
    assert len(heights) > 20
    assert {name: high for name, high in heights.items() if high > TALLEST} == {}
