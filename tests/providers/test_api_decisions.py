"""Decisions through the API and as open contracting data: agreed wording with what goes beside it; what was refused stands apart."""

from datetime import date

import pytest

from providers import actions
from providers.models import Position

from .conftest import IN_TIME

LIST = "/api/v1/decisions/"
IN_PART = {
    "verdict": "accept-in-part",
    "reason": "Half the money",
    "agreed": "A local price for half",
    "agreed_amounts": {"2027": "90000.00", "2028": "10000.50"},
    "agreed_activity": "4,000 spells",
    "agreed_by_date": date(2027, 7, 1),
    "destination": "local-price",
    "contract_label": "Schedule 3A",
    "contract_year": 2027,
    "contract_reference": "QE-114",
}


@pytest.fixture
def written(submitted, author):
    position = submitted.positions.get(stance="support-with-conditions")
    ruling = {"condition": position.conditions.get(), "verdict": "not-accept", "reason": "Not by then"}
    return actions.decide(position=position, by=author, rulings=[ruling], **IN_PART)


@pytest.fixture
def published(written, round, approver):
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    written.refresh_from_db()
    return written


def test_everybody_reads_what_was_agreed_and_what_was_not(client, published):
    found = client.get(LIST).json()["results"]

    assert [(one["intention"], one["organisation"], one["verdict"]) for one in found] == [("UEC-02", "acute", "accept-in-part")]
    assert found[0]["agreed"] == [
        {
            "condition": None,
            "verdict": "accept-in-part",
            "wording": "A local price for half",
            "amounts": [{"year": "2027/28", "amount": "90000.00"}, {"year": "2028/29", "amount": "10000.50"}],
            "activity": "4,000 spells",
            "by_date": "2027-07-01",
            "destination": "local-price",
            "contract_label": "Schedule 3A",
            "contract_year": "2027/28",
            "contract_reference": "QE-114",
        }
    ]
    refused = {"condition": 1, "verdict": "not-accept", "asked": "A local price is agreed", "reason": "Not by then"}
    assert found[0]["refused"] == [refused] and found[0]["corrected_at"] is None


def test_a_correction_is_dated(client, published, approver):
    actions.correct(decision=published, by=approver, at=IN_TIME, why="Typed wrongly", **{**IN_PART, "agreed": "For a third"})

    found = client.get(f"{LIST}{published.pk}/").json()
    assert found["agreed"][0]["wording"] == "For a third" and found["corrected_at"].startswith("2026-12-18T16:58")


@pytest.mark.parametrize(
    ("who", "seen"), [("author", 1), ("viewer", 1), ("contributor", 0), ("competitor", 0), ("neighbour", 0), (None, 0)]
)
def test_what_is_not_published_is_its_commissioners_alone(client, written, request, who, seen):
    if who:
        client.force_login(request.getfixturevalue(who))

    assert client.get(LIST).json()["count"] == seen
    assert client.get(f"{LIST}{written.pk}/").status_code == (200 if seen else 404)


@pytest.mark.parametrize(("who", "seen"), [("author", 1), ("contributor", 1), ("competitor", 0), (None, 0)])
def test_what_is_commercially_sensitive_is_read_by_both_sides_alone(
    client, response, second, contributor, signatory, author, approver, round, request, who, seen
):
    content = {"stance": "support", "comment": "SECRET", "is_sensitive": True, "sensitive_reason": "Prices"}
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=Position.objects.get(), by=author, verdict="accept")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    if who:
        client.force_login(request.getfixturevalue(who))

    answer = client.get(LIST)
    assert answer.json()["count"] == seen and (b"SECRET" in answer.content) == bool(seen)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("round=sel-2027", 1),
        ("round=other", 0),
        ("intention=uec-02", 1),
        ("organisation=acute", 1),
        ("verdict=accept", 0),
        ("status=PUBLISHED", 1),
    ],
)
def test_decisions_are_filtered(client, published, query, seen):
    assert client.get(f"{LIST}?{query}").json()["count"] == seen


def test_open_contracting_data_carries_what_was_agreed_on_the_service(client, published, round, author, second, approver):
    about = {"service": "Same day care", "intention": second, "is_published": True}
    item = actions.add_procurement(round=round, by=author, **about)
    address = "/rounds/sel-2027/pipeline/ocds.json"
    first = client.get(address).json()["releases"][0]
    agreed = first["planning"]["agreed"]

    assert [(one["provider"]["id"], one["intention"], one["verdict"], one["wording"]) for one in agreed] == [
        ("acute", "UEC-02", "accept-in-part", "A local price for half")
    ]
    assert agreed[0]["amounts"][0] == {"year": "2027/28", "value": {"amount": 90000.0, "currency": "GBP"}}
    assert (agreed[0]["by_date"], agreed[0]["activity"], agreed[0]["destination"]) == ("2027-07-01", "4,000 spells", "local-price")
    assert "A local price is agreed" not in str(first)  # what was merely asked

    actions.correct(decision=published, by=approver, at=IN_TIME, why="Typed wrongly", **{**IN_PART, "agreed": "For a third"})
    second_release = client.get(address).json()["releases"][0]
    assert second_release["id"] != first["id"] and second_release["planning"]["agreed"][0]["corrected"] == "2026-12-18"
    assert second_release["date"] >= item.written_at.isoformat()


def test_an_answer_of_one_intention_is_not_released_with_another_service(client, published, round, author, first):
    actions.add_procurement(round=round, by=author, service="Streaming", intention=first, is_published=True)
    actions.add_procurement(round=round, by=author, service="Podiatry", is_published=True)

    for release in client.get("/rounds/sel-2027/pipeline/ocds.json").json()["releases"]:
        assert "agreed" not in release["planning"]
