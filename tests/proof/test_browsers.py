"""In real browsers: typing survives their death, and no script that was typed ever runs."""

import time

import pytest

from intentions import actions
from tests.intentions.conftest import *  # noqa: F403  a round, its people and a draft
from tests.intentions.scripts import Watched, harm_everywhere, harms
from tests.intentions.test_browser_killed import MOST, killed_while_typing, playwright  # noqa: F401  a fixture

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BROWSERS, PAGES, STRINGS = sized(25), 12, sized(400)


def test_r12_of_three_hundred_editors_killed_none_loses_more_than_ten_seconds(playwright, live_server, author, chapter):  # noqa: F811
    began, lost = time.monotonic(), []
    for number in range(BROWSERS):
        lost += killed_while_typing(playwright, live_server.url, author, chapter, pages=PAGES, seed=SEED + number)

    worst, typical = max(lost), sorted(lost)[len(lost) // 2]
    measured("R12", len(lost), sum(each > MOST for each in lost), began, most_seconds_lost=worst, median_seconds_lost=typical)


def test_s9_of_four_hundred_script_strings_none_runs(playwright, live_server, author, version, chapter):  # noqa: F811
    began, found = time.monotonic(), harms(STRINGS)
    watched = Watched(playwright, live_server.url, author)
    for harm in found:
        harm_everywhere(watched, harm, version=version, by=author)
    for harm in found:
        actions.start_thread(about=version.intention, by=author, text=harm.replace("\x00", ""))
        actions.add_intention(chapter=chapter, by=author, content={"title": harm.replace("\x00", "")[:200], "description": harm})
    watched.visits("", "comments/", "UEC-01/", "UEC-01/comments/", "UEC/")
    watched.close()

    measured("S9", len(found), len(watched.ran), began, policy_reports=len(watched.reports), pages=watched.pages)
    assert watched.reports == []
