"""Look: anybody searches, narrows, compares boroughs, follows an outcome's chart, and takes the data."""

import csv
import json
import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.journey


def downloaded(reader, name):
    with reader.page.expect_download() as download:
        reader.page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    return download.value.path()


def test_anybody_finds_an_intention_and_takes_the_data(person):
    # Given somebody who is not logged in
    reader = person()
    reader.opens("/")
    reader.finds_no_barrier()

    # When they search and narrow what is found
    reader.page.get_by_role("searchbox").first.fill("frailty")
    reader.page.get_by_role("searchbox").first.press("Enter")
    reader.page.wait_for_url("**/search/?q=frailty*")
    reader.finds_no_barrier()
    reader.unfolds("kind")
    reader.page.get_by_label("Intentions (").check()
    reader.presses("Apply filters")
    reader.page.wait_for_url(re.compile("kind="))

    # Then the address holds what they chose, so that it can be sent to a colleague
    chosen = parse_qs(urlsplit(reader.page.url).query)
    assert chosen["q"] == ["frailty"]
    assert len(chosen["kind"]) == 1
    reader.finds_no_barrier()

    # And every form of the data holds what the page counts
    count = int(reader.page.get_by_role("main").inner_text().split(" results")[0].split()[-1])
    with downloaded(reader, "CSV").open(encoding="utf-8-sig") as lines:
        assert len(list(csv.DictReader(lines))) == count
    assert len(json.loads(downloaded(reader, "JSON").read_text())) == count
    for name, part in {"Excel": "xl/workbook.xml", "Word": "word/document.xml"}.items():
        assert part in zipfile.ZipFile(downloaded(reader, name)).namelist()


def test_anybody_sees_what_is_planned_in_which_borough(person):
    # Given somebody on a phone
    reader = person(viewport={"width": 320, "height": 800})
    reader.opens("/rounds/sel-2019-20/")
    reader.finds_no_barrier()

    # When they choose the view by borough
    reader.opens("/rounds/sel-2019-20/view/?as=boroughs")

    # Then each borough stands over its intentions, and one of them opens
    reader.sees("What is planned where")
    reader.finds_no_barrier()
    reader.page.get_by_role("main").get_by_role("link", name="PREV-01").first.click()
    reader.page.wait_for_url("**/PREV-01/")
    reader.finds_no_barrier()


def test_anybody_follows_an_outcome_to_its_chart_and_the_values_behind_it(person):
    reader = person()
    reader.opens("/outcomes/")
    reader.finds_no_barrier()

    reader.opens("/outcomes/eastmere-same-day/")

    assert reader.page.locator("main svg").count() > 0
    reader.finds_no_barrier()
    for summary in reader.page.locator("main details > summary").all():
        summary.click()
    assert reader.page.locator("main table:visible").count() > 0
    reader.finds_no_barrier()
