"""The table of providers and intentions, as the commissioners of a round read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.organisations.states import Kind
from providers import actions
from providers.models import Position

from ..conftest import IN_TIME, PUBLISHED, edition_of, organisation, published_version
from ..reading import entering, grid, listed, read, words

RESPONSES = "/rounds/sel-2027/responses/"
PUBLISH = "/rounds/sel-2027/decisions/publish/"
DECISIONS = "/rounds/sel-2027/decisions/"


def address(organisation="acute", reference="UEC-02"):
    return reverse("providers:decide", args=["sel-2027", reference, organisation])


def test_the_grid_says_each_position_in_words_and_counts_in_a_sentence(client, submitted, rival_submitted, approver):
    page = read(entering(client, approver).get(RESPONSES))

    assert "2 of 2 submitted. 2 to decide; 0 written, not published; 0 published." in words(page)
    assert grid(page) == {
        "UEC-01": ["UEC-01, Eastham Acute Trust: Support", "No answer", "0"],
        "UEC-02": ["UEC-02, Eastham Acute Trust: Conditions : decide", "UEC-02, Westham Acute Trust: Cannot : decide", "2"],
        "UEC-03": ["No answer", "No answer", "0"],
    }


def test_each_position_has_the_colour_of_its_word(client, submitted, rival_submitted, approver):
    page = read(entering(client, approver).get(RESPONSES))

    colours = [[one for one in cell["class"] if one.startswith("app-said")] for cell in page.select("#list-results tbody td")]
    assert colours[:5] == [["app-said-green"], [], [], ["app-said-yellow"], ["app-said-orange"]]


def opened(page):
    return [link["href"] for link in page.select("#list-results .app-grid a")]


def test_every_cell_opens_what_was_said_and_only_what_waits_asks_for_a_decision(client, submitted, rival_submitted, approver):
    page = read(entering(client, approver).get(RESPONSES))

    assert opened(page) == [address("acute", "UEC-01"), address("acute"), address("rival")]
    assert [words(link).endswith(": decide") for link in page.select("#list-results .app-grid a")] == [False, True, True]


def test_a_cell_opens_what_was_decided_too(client, submitted, rival_submitted, approver):
    for position in Position.objects.filter(intention__reference="UEC-02"):
        actions.decide(position=position, by=approver, verdict="not-accept", reason="The bed base is agreed.")
    actions.publish_decisions(round=submitted.round, by=approver, at=PUBLISHED)
    page = read(entering(client, approver).get(RESPONSES))

    assert opened(page) == [address("acute", "UEC-01"), address("acute"), address("rival")]
    assert "The bed base is agreed." in words(read(client.get(opened(page)[1])))


def test_on_a_phone_each_answer_is_listed_by_the_name_of_its_provider(client, submitted, rival_submitted, approver):
    page = read(entering(client, approver).get(RESPONSES))

    names = [cell["data-who"] for cell in page.select("#list-results tbody tr")[0].select("td")]
    assert names == ["Eastham Acute Trust", "Westham Acute Trust", "To decide"]


def test_drafts_never_appear(client, answered, rival_submitted, approver):
    page = read(entering(client, approver).get(RESPONSES))

    assert "Eastham" not in words(page.select_one("#list-results")) and "CANARY" not in words(page)
    assert "1 of 2 submitted" in words(page)
    for kind in ("csv", "json"):
        assert b"CANARY" not in client.get(RESPONSES, {"download": kind}).content


def test_the_list_is_one_row_a_point_with_the_same_filters(client, submitted, rival_submitted, approver):
    entering(client, approver)

    assert len(listed(read(client.get(RESPONSES, {"as": "list"})))) == 3
    assert len(listed(read(client.get(RESPONSES, {"as": "list", "waits": "on"})))) == 2
    assert len(listed(read(client.get(RESPONSES, {"as": "list", "provider": "rival"})))) == 1
    assert set(grid(read(client.get(RESPONSES, {"position": "cannot-support"})))) == {"UEC-02"}


@pytest.mark.parametrize("who", ["contributor", "competitor", "neighbour"])
def test_the_table_is_for_the_commissioners(client, submitted, rival_submitted, request, who):
    entering(client, request.getfixturevalue(who))

    for place in (RESPONSES, address(), PUBLISH, f"{RESPONSES}next/"):
        assert client.get(place).status_code == 404


def test_a_viewer_reads_the_table_and_decides_nothing(client, submitted, viewer):
    page = read(entering(client, viewer).get(RESPONSES))

    assert "Decide the next" not in words(page)
    assert client.post(address(), {"verdict": "accept"}).status_code == 403


def many(round, chapter, edition, approver, borough, providers, intentions):
    """`providers` more that have answered `intentions` more."""
    versions = [published_version(round, chapter, f"UEC-{100 + at}", f"More {at}", approver, 100 + at) for at in range(intentions)]
    latest = edition_of(round, [*edition.versions.order_by("entries__order"), *versions], number=2)
    del latest
    for at in range(providers):
        one = organisation(f"provider-{at}", f"Provider {at:02}", Kind.ACUTE_TRUST, borough)
        invitation = actions.invite(round=round, organisations=[one], by=approver, at=PUBLISHED)[0]
        response = actions.start(invitation=invitation, by=approver)
        Position.objects.bulk_create(
            Position(response=response, intention=version.intention, version=version, stance="cannot-support") for version in versions
        )
        type(response).objects.filter(pk=response.pk).update(status="SUBMITTED", received_at=IN_TIME)


@pytest.mark.parametrize(
    "asked", [{}, {"as": "list"}, {"waits": "on"}, {"as": "list", "q": "More"}, {"page": 2}, {"download": "csv"}, {"download": "xlsx"}]
)
def test_the_table_takes_twelve_queries_however_large_and_however_filtered(
    client, round, chapter, edition, approver, borough, django_assert_max_num_queries, asked
):
    many(round, chapter, edition, approver, borough, providers=6, intentions=30)
    entering(client, approver).get(RESPONSES)

    with django_assert_max_num_queries(12):
        answer = client.get(RESPONSES, asked)
    if "download" in asked:
        assert answer.status_code == 200
        return
    page = read(answer)
    assert len(listed(page)) == (8 if "page" in asked else 25)


def test_the_table_reads_no_email(client, submitted, rival_submitted, approver):
    """There are a hundred thousand of them, and none is shown."""
    entering(client, approver)
    with CaptureQueriesContext(connection) as asked:
        read(client.get(RESPONSES))
        read(client.get(RESPONSES, {"as": "list", "waits": "on"}))

    assert asked and not [one["sql"] for one in asked if "audit_email" in one["sql"]]


def test_no_plan_of_a_page_is_compiled_whatever_the_server_says(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting, source FROM pg_settings WHERE name = 'jit'")
        assert cursor.fetchone() == ("off", "client")


def test_the_table_says_what_is_missing_and_how_it_stands_by_programme(client, submitted, rival_invitation, approver):
    page = read(entering(client, approver).get(RESPONSES))

    assert "No response yet from Westham Acute Trust." in words(page)
    assert "Nobody has answered 1 intention UEC-03" in words(page)
    programme = [words(cell) for cell in page.select("details tbody tr")[0].select("th, td")]
    assert programme[0] == "Urgent and emergency care" and programme[-1] == "1"
    assert programme[1:3] == [
        "1 (50%) support on Urgent and emergency care",
        "1 (50%) support with conditions on Urgent and emergency care",
    ]
    href = page.select_one(".app-heat-4 a")["href"]
    found = read(client.get(href))
    assert len(listed(found)) == 1 and "UEC-01" in listed(found)[0]


def test_the_table_adds_up_what_is_to_be_decided_of_each(client, submitted, rival_submitted, approver):
    page = read(entering(client, approver).get(RESPONSES))

    assert words(page.select("tfoot tr")[-1]) == "To decide, in all 1 1 2"


def test_a_wide_table_is_read_eight_providers_at_a_time(client, round, chapter, edition, approver, borough):
    many(round, chapter, edition, approver, borough, providers=14, intentions=3)
    page = read(entering(client, approver).get(RESPONSES, {"programme": "UEC"}))

    assert "Providers 1 to 8 of 14. Next providers" in words(page.select_one("nav[aria-label=Providers]"))
    heads = [words(head) for head in page.select("#list-results thead th")]
    assert (heads[1], heads[-2:], len(heads)) == ("Provider 00", ["Provider 07", "To decide, all providers"], 10)
    assert [cells[-1] for cells in grid(page).values()] == ["14", "14", "14"]

    page = read(client.get(f"{RESPONSES}{page.select_one('nav[aria-label=Providers] a')['href']}"))
    assert [words(head) for head in page.select("#list-results thead th")][1:-1] == [f"Provider {at:02}" for at in range(8, 14)]
    assert "Previous providers" in words(page) and "programme=UEC" in page.select_one("nav[aria-label=Providers] a")["href"]
