"""Search and filters across the rounds one writes."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intentions import actions
from intentions.states import Status

from .conftest import WHOLE, person
from .reading import soup, text

ACROSS = "/intentions/"


@pytest.fixture
def many(round, chapter, author, approver, colleague, lead, borough, trust):
    """Three in this round; one rolled into the next."""
    first = actions.add_intention(
        chapter=chapter, by=author, owner=author, content={**WHOLE, "affects_no_provider": False, "providers": [trust], "places": [borough]}
    )
    actions.approve(version=actions.submit(version=first.latest, by=author), by=approver, at=round.created_at)
    later = actions.roll_forward(
        round=round, title="Next", slug="next", lead=lead, participants=[], year_from=2020, year_to=2020, by=author
    )
    saves = {"kind": "saving", "amount": 2_000_000, "confidence": "illustrative"}
    actions.add_intention(chapter=chapter, by=author, owner=colleague, content={**WHOLE, "title": "Frailty", "money": [saves]})
    therapy = {"title": "Therapy", "money": [{"kind": "saving"}], "provider_kinds": ["acute-trust"]}
    actions.add_intention(chapter=chapter, by=author, content=therapy)
    return later


def found(desk, query=""):
    page = soup(desk.get(f"{ACROSS}?{query}"))
    rows = page.find(id="list-results").find("tbody")
    return [text(row.find("td")) for row in rows.find_all("tr")] if rows else []


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("", ["UEC-01", "UEC-01", "UEC-02", "UEC-03"]),
        ("q=frailty", ["UEC-02"]),
        ("round=next", ["UEC-01"]),
        ("programme=uec&year=2019", ["UEC-01", "UEC-02", "UEC-03"]),
        ("place=eastham&round=next", ["UEC-01"]),
        ("provider=acute-trust&year=2019", ["UEC-01", "UEC-03"]),
        ("state=APPROVED", ["UEC-01"]),
        ("money=any", ["UEC-02", "UEC-03"]),
        ("money=unknown", ["UEC-03"]),
        ("money=million", ["UEC-02"]),
        ("money=illustrative", ["UEC-02"]),
        ("owner=nobody", ["UEC-03"]),
        ("mine=on", ["UEC-01", "UEC-01"]),
        ("state=NONSENSE&year=1066", ["UEC-01", "UEC-01", "UEC-02", "UEC-03"]),
    ],
)
def test_words_and_filters_find_across_rounds(at_desk, author, many, query, references):
    assert sorted(reference.split()[-1] for reference in found(at_desk(author), query)) == references


def test_what_is_found_is_downloaded(at_desk, author, many):
    answer = at_desk(author).get(f"{ACROSS}?money=million&download=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Ref"], row["Title"], row["State"]) for row in rows] == [("UEC-02", "Frailty", str(Status.DRAFT.label))]


def test_others_find_nothing_of_ours(at_desk, stranger, many):
    desk = at_desk(stranger)
    assert found(desk) == []
    assert "Frailty" not in desk.get(f"{ACROSS}?q=frail").content.decode()


def test_it_is_for_people_of_commissioners(at_desk, trust):
    assert at_desk(person("Pro Vider", (trust, "CONTRIBUTOR"))).get(ACROSS).status_code == 403


def test_an_administrator_of_the_commissioner_reads_no_draft_here_either(at_desk, lead, many):
    assert at_desk(person("Ad Ministrator", (lead, "ADMINISTRATOR"))).get(ACROSS).status_code == 403


def test_the_page_asks_at_most_12_times(at_desk, author, many):
    desk = at_desk(author)
    desk.get(ACROSS)
    with CaptureQueriesContext(connection) as asked:
        desk.get(ACROSS)
    reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    assert len(reads) <= 12, "\n".join(sql[:120] for sql in reads)
