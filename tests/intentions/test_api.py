import pytest

from intentions import actions
from intentions.models import Intention

from .conftest import NOON, WHOLE


def results(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()["results"]


@pytest.fixture
def draft(edition, chapter, author):
    return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "SECRET"})


def test_a_round_in_draft_is_its_commissioners_own(client, round, author, stranger):
    assert results(client, "rounds/") == []
    client.force_login(stranger)
    assert results(client, "rounds/") == []
    client.force_login(author)
    assert [one["slug"] for one in results(client, "rounds/")] == ["intentions-2019-20"]


def test_absent_and_forbidden_answer_alike(client, draft, round, stranger):
    client.force_login(stranger)

    absent = client.get("/api/v1/intentions/00000000-0000-0000-0000-000000000000/")
    forbidden = client.get(f"/api/v1/intentions/{draft.pk}/")

    assert (absent.status_code, absent.json()) == (forbidden.status_code, forbidden.json())
    assert absent.status_code == 404


def test_an_intention_shows_its_published_version_to_everybody_and_its_draft_to_its_writers(client, edition, intention, author, colleague):
    version = actions.open_next_version(intention=intention, by=colleague)
    actions.save_version(version=version, by=colleague, revision=0, content={"title": "SECRET"})
    address = f"/api/v1/intentions/{intention.pk}/"

    public = client.get(address)
    client.force_login(author)
    ours = client.get(address).json()

    assert b"SECRET" not in public.content
    assert public.json()["published"]["title"] == WHOLE["title"]
    assert public.json()["draft"] is None
    assert (ours["draft"]["title"], ours["draft"]["number"]) == ("SECRET", 2)


def test_unpublished_intentions_are_neither_listed_nor_counted(client, draft, stranger):
    for reader in (None, stranger):
        if reader:
            client.force_login(reader)
        response = client.get("/api/v1/intentions/")
        assert response.json()["count"] == 1
        assert b"SECRET" not in response.content


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("round=intentions-2019-20", 1),
        ("round=other", 0),
        ("programme=uec", 1),
        ("reference=uec-01", 1),
        ("chapter=UEC", 1),
        ("place=eastham", 0),
        ("outcome=nothing", 0),
    ],
)
def test_intentions_are_filtered(client, edition, query, count):
    assert len(results(client, f"intentions/?{query}")) == count


def test_a_filter_on_a_draft_tells_nothing(client, edition, intention, colleague, borough):
    version = actions.open_next_version(intention=intention, by=colleague)
    actions.save_version(version=version, by=colleague, revision=0, content={"places": [borough]})

    assert results(client, "intentions/?place=eastham") == []


@pytest.mark.parametrize(("query", "count"), [("year=2019", 1), ("year=2020", 0), ("kind=annual", 1), ("lead=lead-ccg", 1), ("place=x", 0)])
def test_rounds_are_filtered(client, edition, query, count):
    assert len(results(client, f"rounds/?{query}")) == count


def test_an_edition_is_listed_without_its_content_and_read_with_it(client, edition):
    listed = results(client, "editions/?round=intentions-2019-20")[0]
    whole = client.get(f"/api/v1/editions/{edition.pk}/").json()

    assert "content" not in listed
    assert whole["content"]["chapters"][0]["intentions"][0]["reference"] == "UEC-01"
    assert whole["sha256"] == edition.sha256


def test_chapters_come_with_their_round(client, edition):
    assert [one["code"] for one in results(client, "chapters/?round=intentions-2019-20&programme=uec")] == ["UEC"]


def test_a_list_takes_the_same_queries_for_one_intention_or_three(
    client, edition, chapter, author, approver, round, borough, trust, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(12) as found:
            results(client, "intentions/")
        return len(found)

    one = queries()
    for title in ("Two", "Three"):
        content = {**WHOLE, "title": title, "places": [borough], "providers": [trust], "affects_no_provider": False}
        version = actions.add_intention(chapter=chapter, by=author, content=content).latest
        actions.submit(version=version, by=author)
        actions.approve(version=version, by=approver, at=NOON)
    actions.publish(round=round, by=approver, approving_body="Governing body", approved_date=None, at=NOON)

    assert Intention.objects.count() == 3
    assert queries() == one
