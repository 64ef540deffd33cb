from datetime import timedelta

import pytest

from committees.models import Paper
from intentions import actions as intentions
from intentions.models import CaseStudy, Enabler, RegisterEntry
from providers import actions as providers

from .conftest import DECIDED, PUBLISHED
from .reading import main, read, words

ROUND = "/rounds/north-2027-28/"
INTENTION = f"{ROUND}UEC-01/"


@pytest.fixture
def second_edition(edition, streaming, town, publish):
    version = intentions.open_next_version(intention=streaming, by=town.author)
    version = intentions.save_version(version=version, by=town.author, revision=0, content={"title": "Streaming at every door"})
    intentions.submit(version=version, by=town.author)
    intentions.approve(version=version, by=town.approver, at=PUBLISHED)
    return publish(at=PUBLISHED + timedelta(days=30))


# ── The round ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_round_reads_as_a_document(client, edition):
    page = read(client.get(ROUND))

    text = words(page.select_one("main"))
    for said in (
        "Approved by Governing body",
        "Responses until 5pm on Friday 18 December 2026",
        "Money is short.",
        "The gap grows (£14.2 million)",
        "Fewer long waits",
        "Short term: Beds close",
    ):
        assert said in text
    assert [words(cell) for cell in page.select("tbody tr:first-child td")][1:5] == [
        "Title Streaming at the front door",
        "Change Not said",
        "Where Eastham",
        "When 2027/28",
    ]
    targets = [link["href"] for link in page.select("nav[aria-labelledby=contents-heading] a")]
    assert all(page.select_one(f"[id='{target.lstrip('#')}']") for target in targets)


def test_an_earlier_edition_shows_what_it_said_and_that_it_was_replaced(client, second_edition):
    earlier, latest = main(client, f"{ROUND}?edition=1"), main(client, ROUND)

    assert "You are reading edition 1. Edition 2 replaced it on 31 October 2026." in earlier
    assert "Streaming at the front door" in earlier
    assert "Streaming at every door" in latest
    assert "You are reading" not in latest


@pytest.mark.parametrize("edition_number", ["9", "0", "x", "1e3", ""])
def test_an_edition_that_is_not_there_is_not_found(client, edition, edition_number):
    assert client.get(f"{ROUND}?edition={edition_number}").status_code == 404


def test_a_round_in_draft_and_one_that_is_not_there_answer_alike(client, round, town):
    client.force_login(town.author)

    assert main(client, ROUND, 404) == main(client, "/rounds/not-there/", 404)


def test_what_is_still_being_written_is_not_on_the_public_page(client, edition, write, town):
    write("SECRET", approve=False)
    client.force_login(town.author)

    assert b"SECRET" not in client.get(ROUND).content
    assert client.get(f"{ROUND}UEC-02/").status_code == 404


def test_public_pages_say_the_same_to_everyone_but_for_the_card(client, decided, town):
    for address in (ROUND, INTENTION):
        client.logout()
        public = main(client, address)
        for reader in (town.author, town.signatory, town.competitor, town.clerk, town.stranger):
            client.force_login(reader)
            page = read(client.get(address)).select_one("main")
            card = page.select_one(".nhsuk-card--secondary")
            assert bool(card) is (reader in (town.author, town.signatory, town.competitor))
            if card:
                card.extract()
            assert words(page) == public


def test_the_card_holds_each_readers_next_step(client, edition, town):
    client.force_login(town.author)
    assert "Open the draft" in main(client, ROUND)
    client.force_login(town.contributor)
    assert "Respond for Eastham Trust" in main(client, ROUND)
    assert "Answer for Eastham Trust" in main(client, INTENTION)


def test_examples_enablers_and_providers_are_public_with_the_edition_that_froze_them(request, client, edition, round, town):
    told = {"title": "The ward at home", "organisations": [town.trust], "benefits_patients": ["Less travel"]}
    intentions.add_passage(model=CaseStudy, round=round, by=town.author, **told)
    sheet = {
        "aims": ["Train <nurses>"],
        "impact": [{"area": "planned care", "items": ["Fewer delays"]}],
        "scope": "Everywhere",
        "approach": ["Teach"],
        "mechanism": ["A programme"],
        "timetable": [{"period": "Year 1", "items": ["Begin"]}],
    }
    intentions.add_passage(model=Enabler, round=round, title="Workforce", by=town.author, **sheet)
    intentions.add_passage(model=RegisterEntry, round=round, organisation=town.trust, role="Runs the ward", by=town.author)

    assert "Less travel" not in main(client, ROUND)
    request.getfixturevalue("second_edition")
    text = main(client, ROUND)

    for said in (
        "Benefits for patients Less travel",
        "Aims Train <nurses>",
        "Impact on planned care Fewer delays",
        "Approach: Everywhere Teach",
        "Eastham Trust Runs the ward",
    ):
        assert said in text


def test_a_round_takes_the_same_queries_for_one_intention_or_three(client, edition, write, publish, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(12) as found:
            read(client.get(ROUND))
        return len(found)

    one = queries()
    write("Two")
    write("Three")
    publish(at=PUBLISHED + timedelta(days=1))

    assert queries() == one


# ── The intention ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_intention_shows_what_its_edition_froze(client, edition, streaming):
    text = main(client, INTENTION)

    for said in (
        "North 2027/28 UEC-01 Streaming at the front door",
        "Published Version 1, edition 1 , 1 October 2026",
        "Where Eastham",
        "Who provides it Eastham Trust",
        "No effect on money is named.",
        "Answers will appear here with the decisions on them.",
    ):
        assert said in text


def test_names_are_those_of_the_time(client, edition, town):
    town.trust.name = "Renamed Trust"
    town.trust.save()

    assert "Who provides it Eastham Trust" in main(client, INTENTION)


def test_an_outcome_is_said_in_a_sentence_with_its_chart(client, edition):
    page = read(client.get(INTENTION))

    assert "Days in hospital: no significant change. Trial limits: only 3 points." in words(page)
    assert page.select_one("svg.app-chart desc")
    assert page.select_one("a[href='/outcomes/home-soon/']")


def test_answers_count_once_they_are_decided_on_and_published(client, answer, streaming, town, round):
    position = answer(town.signatory, town.trust, streaming, stance="support-with-conditions", comment="PRIVATE SO FAR")
    answer(town.competitor, town.rival, streaming, stance="support")
    providers.decide(position=position, by=town.author, verdict="accept-in-part", reason="Beds are short.", agreed="From July.")
    for reader in (None, town.author, town.competitor):
        if reader:
            client.force_login(reader)
        assert "PRIVATE SO FAR" not in main(client, INTENTION)
        assert "Answers will appear here" in main(client, INTENTION)

    providers.publish_decisions(round=round, by=town.approver, at=DECIDED)

    text = main(client, INTENTION)
    assert "Support: 1 · Support with conditions: 1" in text
    assert "Eastham Trust: support with conditions PRIVATE SO FAR Accepted in part Beds are short. Agreed: From July." in text


def test_a_sensitive_answer_is_only_counted_as_answered_privately(client, answer, streaming, town, round):
    position = answer(
        town.signatory, town.trust, streaming, stance="cannot-support", comment="SECRET", is_sensitive=True, sensitive_reason="Prices"
    )
    providers.decide(position=position, by=town.author, verdict="not-accept", reason="SECRET TOO")
    providers.publish_decisions(round=round, by=town.approver, at=DECIDED)

    text = main(client, INTENTION)

    assert "Answered privately: 1" in text
    assert "SECRET" not in text
    assert "Eastham Trust: " not in text


def test_an_earlier_version_says_so(client, second_edition):
    text = main(client, f"{INTENTION}?version=1")

    assert "You are reading version 1. A later one has replaced it." in text
    assert "Streaming at the front door" in text
    assert "version 2 published in edition 2" in text
    assert "Compare versions" in text


@pytest.mark.parametrize("query", ["?version=3", "?version=x", "?version="])
def test_a_version_that_is_not_there_is_not_found(client, edition, query):
    assert client.get(f"{INTENTION}{query}").status_code == 404


def test_an_open_version_is_not_there(client, edition, streaming, town):
    intentions.open_next_version(intention=streaming, by=town.author)
    client.force_login(town.author)

    assert client.get(f"{INTENTION}?version=2").status_code == 404


def test_the_same_thing_elsewhere_is_linked(client, write, publish, streaming, town):
    twin = write("Streaming again")
    intentions.relate(intention=streaming, others=[twin], by=town.author)
    publish()

    assert "The same thing elsewhere UEC-02 Streaming again" in main(client, INTENTION)


def test_a_published_paper_that_speaks_of_it_is_linked(client, edition, town):
    def paper(slug, **fields):
        return Paper.objects.create(
            slug=slug, committee=town.committee, author=town.ccg, edition=edition, title=slug, programmes=["UEC"], facts={}, **fields
        )

    frozen = {"cleared_at": PUBLISHED, "published_at": PUBLISHED, "status": "PUBLISHED"}
    paper("SHOWN", **frozen)
    paper("DRAFT")

    for address in (ROUND, INTENTION):
        text = main(client, address)
        assert "SHOWN" in text
        assert "DRAFT" not in text


def test_an_intention_takes_the_same_queries_whatever_was_answered(client, decided, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        read(client.get(INTENTION))
