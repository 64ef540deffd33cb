"""Published rounds as everybody reads them: the list, the ways of looking, and what changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from intentions import actions
from intentions.models import Intention, Round

from .conftest import NOON, WHOLE


def read(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def publish(round, approver, at=NOON, **dates):
    return actions.publish(round=round, by=approver, approving_body="Governing body", approved_date=None, at=at, **dates)


@pytest.fixture
def second_edition(edition, intention, author, colleague, approver, round, chapter):
    """UEC-01 rewritten, UEC-02 new."""
    version = actions.open_next_version(intention=intention, by=colleague)
    version = actions.save_version(version=version, by=colleague, revision=0, content={"description": "<p>Every acute site by July.</p>"})
    new = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Streaming at the front door"}).latest
    for one in (version, new):
        actions.submit(version=one, by=colleague)
        actions.approve(version=one, by=approver, at=NOON)
    return publish(round, approver, at=NOON + timedelta(days=60))


# ── The list of rounds ──────────────────────────────────────────────────────────────────────────────────────────────
def test_rounds_show_their_state_and_deadline(client, edition, round):
    Round.objects.filter(pk=round.pk).update(response_deadline=timezone.now() + timedelta(days=3))

    row = words(read(client.get("/rounds/")).select_one("tbody tr"))

    assert "Intentions 2019/20" in row
    assert "Open" in row
    assert " on " in row


def test_a_round_past_its_deadline_is_closed(client, edition, round):
    Round.objects.filter(pk=round.pk).update(response_deadline=timezone.now() - timedelta(minutes=1))

    assert "Closed" in words(read(client.get("/rounds/?state=Closed")).select_one("tbody tr"))
    assert "No rounds match." in words(read(client.get("/rounds/?state=Open")))


def test_a_draft_is_seen_by_its_commissioners_only_and_not_in_the_list(client, round, author, stranger):
    assert "No round has been published." in words(read(client.get("/rounds/")))
    client.force_login(stranger)
    assert "Intentions 2019/20" not in words(read(client.get("/rounds/")))
    client.force_login(author)

    page = read(client.get("/rounds/"))

    assert [link["href"] for link in page.select(".nhsuk-card a")] == [
        "/rounds/intentions-2019-20/draft/",
        "/intentions/",
        "/rounds/start/",
    ]
    assert not page.select("tbody tr")


def test_rounds_take_the_same_queries_whatever_their_number(client, edition, round, lead, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(12) as found:
            read(client.get("/rounds/"))
        return len(found)

    one = queries()
    for year in (2020, 2021):
        Round.objects.create(slug=f"r-{year}", title=f"R {year}", lead=lead, year_from=year, year_to=year, first_published_at=NOON)

    assert queries() == one


# ── Ways of looking ─────────────────────────────────────────────────────────────────────────────────────────────────
VIEW = "/rounds/intentions-2019-20/view/"


@pytest.mark.parametrize("aspect", ["table", "what", "boroughs", "timeline", "money"])
def test_every_way_of_looking_shows_the_intention_and_links_to_the_others(client, edition, intention, aspect):
    page = read(client.get(f"{VIEW}?as={aspect}"))

    assert "UEC-01" in words(page.select_one("main")) or aspect == "money"
    assert len(page.select("nav[aria-label='Ways to look'] a")) == 4
    assert page.select_one("input[name=as]")["value"] == aspect


@pytest.mark.parametrize("aspect", ["table", "what", "boroughs", "timeline", "money"])
def test_a_way_of_looking_takes_the_same_queries_for_one_row_or_three(
    client, edition, chapter, author, approver, round, borough, aspect, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(12) as found:
            read(client.get(f"{VIEW}?as={aspect}"))
        return len(found)

    one = queries()
    for title in ("Two", "Three"):
        version = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title, "places": [borough]}).latest
        actions.submit(version=version, by=author)
        actions.approve(version=version, by=approver, at=NOON)
    publish(round, approver, at=NOON + timedelta(days=1))

    assert queries() - one <= (2 if aspect == "boroughs" else 0)  # the first place costs a look at its members and what is under it


def test_what_is_meant_is_read_in_full_programme_by_programme(client, edition, intention):
    page = read(client.get("/rounds/intentions-2019-20/view/?as=what"))
    assert words(page.find("caption")) == "Urgent and emergency care: what, description, timescale"
    assert [words(cell) for cell in page.select("tbody td")] == [
        "What UEC-01 Same day emergency care",
        "Description Every acute site will see people on the day.",
        "Timescale 2019/20",
    ]


def test_an_unknown_way_of_looking_is_the_table(client, edition):
    assert read(client.get(f"{VIEW}?as=nothing")).select_one("input[name=as]")["value"] == "table"


def test_money_says_what_is_not_known(client, version, author, approver, round):
    money = {"kind": "saving", "bearer": "system", "amount": None, "year_from": 2019, "year_to": 2019}
    money |= {"is_recurrent": None, "confidence": "illustrative", "basis": ""}
    actions.save_version(version=version, by=author, revision=0, content={"money": [money, {**money, "amount": Decimal(45_000_000)}]})
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=NOON)
    publish(round, approver)

    text = words(read(client.get(f"{VIEW}?as=money")).select_one("main"))

    assert "Cash-releasing saving, illustrative: £45 million, and 1 not known" in text
    assert "£45,000,000" in text


def test_what_is_downloaded_is_what_is_filtered(client, edition):
    response = client.get(f"{VIEW}?q=nothing&download=csv")

    assert response.content.decode("utf-8-sig").count("\n") == 1
    assert "Every acute site will see people" in client.get(f"{VIEW}?download=csv").content.decode()


def test_a_draft_never_shows_in_a_public_view(client, edition, intention, author, colleague):
    version = actions.open_next_version(intention=intention, by=colleague)
    actions.save_version(version=version, by=colleague, revision=0, content={"title": "SECRET"})
    client.force_login(author)

    for aspect in ("table", "what", "boroughs", "timeline", "money"):
        assert b"SECRET" not in client.get(f"{VIEW}?as={aspect}").content


# ── What changed ────────────────────────────────────────────────────────────────────────────────────────────────────
COMPARE = "/rounds/intentions-2019-20/compare/"


def test_two_editions_are_compared_change_by_change(client, second_edition):
    page = read(client.get(COMPARE))

    text = words(page.select_one("main"))
    assert "2 changes: 1 new, 1 changed." in text
    links = [link["href"] for link in page.select("main ul a[href^='#change-']")]
    assert all(page.select_one(href) for href in links)
    assert len(links) == 2
    assert "Added:" in text
    assert page.select("ins")
    assert page.select("del")


def test_the_whole_text_is_there_for_those_who_want_it(client, second_edition):
    assert "The same: Context" not in words(read(client.get(COMPARE)))
    assert "The same: Context" in words(read(client.get(f"{COMPARE}?show=whole")))


def test_an_edition_with_itself_is_the_same(client, edition):
    assert "The texts are the same." in words(read(client.get(COMPARE)))


def test_two_versions_of_an_intention_are_compared(client, second_edition):
    text = words(read(client.get(f"{COMPARE}?intention=UEC-01&from=1&to=2")))

    assert "UEC-01: version 1 compared with version 2" in text
    assert "by July" in text


@pytest.mark.parametrize(
    "query", ["from=1&to=9", "from=x", "intention=UEC-99", "intention=UEC-01&from=7", "with=last-year", "from=" + "9" * 30]
)
def test_what_is_not_there_cannot_be_compared(client, second_edition, query):
    assert client.get(f"{COMPARE}?{query}").status_code == 404


def test_an_unpublished_version_is_not_compared(client, edition, intention, colleague):
    actions.open_next_version(intention=intention, by=colleague)
    client.force_login(colleague)

    assert client.get(f"{COMPARE}?intention=UEC-01&from=1&to=2").status_code == 404


def test_a_year_is_compared_with_the_year_before(client, second_edition, round, lead, author, colleague, approver):
    new = actions.roll_forward(
        round=round, title="Intentions 2020/21", slug="next", lead=lead, participants=[], year_from=2020, year_to=2020, by=author
    )
    dropped, kept = (Intention.objects.get(round=new, reference=reference).latest for reference in ("UEC-01", "UEC-02"))
    actions.withdraw(version=dropped, by=author, reason="Done")
    actions.submit(version=kept, by=author)
    actions.approve(version=kept, by=approver, at=NOON)
    publish(new, approver)

    text = words(read(client.get("/rounds/next/compare/?with=last-year&show=whole")))

    assert "Left out: UEC-01" in text
    assert "Rolled over from UEC-02, once." in text


def test_comparing_takes_few_queries(client, second_edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(COMPARE)
    with django_assert_max_num_queries(12):
        client.get(f"{COMPARE}?intention=UEC-01")
