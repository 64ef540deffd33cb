import csv
import io

import pytest

from committees.models import Paper
from portal.views.searching.wanted import wanted

from .conftest import PUBLISHED
from .reading import main, read, words


def titles(client, query):
    return [words(link) for link in read(client.get(f"/search/?{query}")).select("main ol h2 a")]


@pytest.fixture
def library(write, publish, outcome):
    """Three published intentions and one that is not."""
    write("Child health hubs", description="<p>Hubs for every <strong>child</strong> &amp; family.</p>", theme="Hubs")
    write("Children in crisis", description="<p>Care for children at home.</p>", outcomes=[outcome])
    write("Same day emergency care", description="<p>Urgent and emergency care every day.</p>")
    write("SECRET draft for a child", approve=False)
    publish()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("child", {"UEC-01 Child health hubs", "UEC-02 Children in crisis"}),
        ("children", {"UEC-01 Child health hubs", "UEC-02 Children in crisis"}),
        ("Children", {"UEC-01 Child health hubs", "UEC-02 Children in crisis"}),
        ("hub", {"UEC-01 Child health hubs"}),
        ("crises", {"UEC-02 Children in crisis"}),
        ("UEC", {"UEC-03 Same day emergency care"}),
        ("uec-02", {"UEC-02 Children in crisis"}),
        ("urgent and emergency care", {"UEC-03 Same day emergency care"}),
        ('"emergency care"', {"UEC-03 Same day emergency care"}),
        ('"care emergency"', set()),
        ("child at home", {"UEC-02 Children in crisis"}),
        ("go home", {"I go home as soon as I am well"}),
        ("eastham", {"Eastham Trust"}),
        ("family", {"UEC-01 Child health hubs"}),
    ],
)
def test_search_finds_what_people_type(client, library, query, found):
    assert set(titles(client, f"q={query}")) == found


@pytest.mark.parametrize("typed", ["(", "a & | b", "'; --", "child:*", "!", "<script>", "\\", "  ", "%00", "A&E", '"', "x" * 5000, "the"])
def test_nothing_typed_can_break_search(client, library, typed):
    response = client.get("/search/", {"q": typed})

    assert response.status_code == 200
    assert b"<script>" not in response.content.partition(b"<main")[2]


@pytest.mark.parametrize("typed", ["child | health", "child & health", "child !health", "child:* <-> health"])
def test_an_operator_is_a_word(typed):
    assert not set("!*:").intersection(str(wanted(typed).query))


def test_the_words_are_marked_and_the_rest_is_escaped(client, library):
    page = read(client.get("/search/?q=children"))

    snippet = page.select_one("main ol li:has(a[href$='UEC-01/']) p:last-of-type")
    assert [words(mark) for mark in snippet.select("mark")] == ["child"]
    assert words(snippet) == "Hubs for every child & family."


def test_drafts_are_found_by_nobody(client, library, town):
    client.force_login(town.author)

    assert not any("SECRET" in title for title in titles(client, "q=secret"))
    assert "SECRET draft" not in main(client, "/search/?q=SECRET")


def test_every_facet_counts_what_is_found(client, library):
    text = main(client, "/search/?q=child")

    for facet in (
        "Intentions (2)",
        "2027/28 (2)",
        "Urgent and emergency care (2)",
        "Front door (1)",
        "Hubs (1)",
        "Eastham (2)",
        "Eastham Trust (2)",
    ):
        assert facet in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=child&theme=Hubs", 1),
        ("q=child&theme=Hubs&theme=Front+door", 2),
        ("kind=outcome", 1),
        ("year=2027", 3),
        ("year=2026", 0),
        ("place=eastham&kind=intention", 3),
        ("provider=eastham-trust&q=crisis", 1),
        ("programme=uec", 3),
        ("year=nonsense", 8),
        ("kind=nonsense", 8),
    ],
)
def test_facets_narrow_what_is_found(client, library, query, count):
    assert len(titles(client, query)) == count


def test_nothing_found_says_what_else_there_would_be(client, library):
    page = read(client.get("/search/?q=child&theme=Nowhere"))

    text = words(page.select_one("main"))
    assert "Nothing matches. Without “Nowhere” there are 2." in text
    assert page.select_one("a[href='?q=child']")


def test_a_misspelt_word_is_offered_as_a_title_spells_it(client, library):
    page = read(client.get("/search/?q=helth"))

    link = page.select_one("main a[href='?q=health']")
    assert words(link) == "health"


def test_a_short_form_that_finds_nothing_is_explained(client, library):
    assert "SDIP stands for service development and improvement plan" in main(client, "/search/?q=SDIP")


def test_papers_are_found_by_those_who_may_read_them(client, edition, town):
    exempt = {
        "is_exempt": True,
        "exempt_basis": "paragraph 3",
        "exempt_reason": "Prices",
        "exempt_decided_by": "Clerk",
        "exempt_decided_date": PUBLISHED.date(),
        "exempt_review_date": PUBLISHED.date(),
    }
    for slug, fields in (("part-1", {}), ("part-2", exempt)):
        Paper.objects.create(
            slug=slug,
            committee=town.committee,
            author=town.rival,
            edition=edition,
            title=f"Zebra {slug}",
            facts={"sections": [{"text": f"Crossings in {slug}"}]},
            status="PUBLISHED",
            cleared_at=PUBLISHED,
            published_at=PUBLISHED,
            purpose="<p>About zebra crossings.</p>",
            **fields,
        )

    for reader, found in ((None, ["Zebra part-1"]), (town.author, ["Zebra part-1"]), (town.member, ["Zebra part-1", "Zebra part-2"])):
        if reader:
            client.force_login(reader)
        assert sorted(titles(client, "q=zebra")) == found
        assert f"Papers ({len(found)})" in main(client, "/search/?q=crossings")


def test_results_are_downloaded_as_they_are_filtered(client, library):
    rows = list(csv.DictReader(io.StringIO(client.get("/search/?q=child&theme=Hubs&download=csv").content.decode("utf-8-sig"))))

    assert [(row["Kind"], row["Title"], row["Text"]) for row in rows] == [
        ("Intention", "UEC-01 Child health hubs", "Hubs for every child & family.")
    ]


def test_search_takes_the_same_queries_for_one_result_or_three(client, library, django_assert_max_num_queries):
    def queries(words):
        with django_assert_max_num_queries(12) as found:
            read(client.get(f"/search/?q={words}&kind=intention"))
        return len(found)

    assert queries("hub") == queries("care") == queries("child")
