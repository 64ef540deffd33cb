"""The procurement pipeline: what everybody reads, what writers see, routes of their time, and the standstill."""

from datetime import date

import pytest

from providers import actions
from providers.documents.procurement import routes_on, standstill_ends
from providers.models import Procurement

from ..reading import entering, problems, read, rows, typed, words

PIPELINE = "/rounds/sel-2027/pipeline/"


def day(name, when):
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def test_a_service_is_added_and_everybody_reads_what_is_published(client, edition, author):
    address = f"{PIPELINE}add/"
    page = read(entering(client, author).get(address))
    said = {"service": "Musculoskeletal", "route": "most-suitable", "value": "1,200,000", **day("notice_date", date(2027, 3, 24))}
    client.post(address, typed(page, **said, **day("expiry_date", date(2027, 6, 30))))
    assert "Musculoskeletal" in words(read(client.get(PIPELINE)))
    client.logout()
    assert "Musculoskeletal" not in words(read(client.get(PIPELINE)))
    assert client.get(f"{PIPELINE}ocds.json").json()["releases"] == []

    item = Procurement.objects.get()
    page = read(entering(client, author).get(f"{PIPELINE}{item.pk}/"))
    client.post(f"{PIPELINE}{item.pk}/", typed(page, is_published="on"))
    client.logout()

    row = rows(read(client.get(PIPELINE)))[0]
    assert "30 June 2027" in row and "Most suitable provider process" in row and "£1,200,000" in row
    assert "7 April 2027" in row  # eight working days after 24 March, past Good Friday and Easter Monday
    release = client.get(f"{PIPELINE}ocds.json").json()["releases"][0]
    assert release["planning"]["budget"]["amount"] == {"amount": 1200000.0, "currency": "GBP"}
    assert {one["title"]: one["dueDate"][:10] for one in release["planning"]["milestones"]} == {
        "The current arrangement ends": "2027-06-30",
        "Notice of the intended award": "2027-03-24",
        "The standstill ends": "2027-04-07",
    }


@pytest.fixture
def service(edition, round, author, second):
    about = {"route": "direct-c", "current_arrangement": "One provider", "review": "Of 31 practices", "intention": second}
    return actions.add_procurement(round=round, by=author, service="Musculoskeletal", expiry_date=date(2027, 6, 30), **about)


def test_writers_see_what_is_public_and_which_intention_it_belongs_to(client, service, author):
    row = rows(read(entering(client, author).get(PIPELINE)))[0]

    assert "Service Musculoskeletal UEC-02 One provider" in row and "Review: Of 31 practices" in row
    assert "Shown to Commissioners only" in row


def test_services_are_read_by_the_quarter_in_which_their_contracts_end(client, service, round, author):
    actions.add_procurement(round=round, by=author, service="Urgent care", expiry_note="At different times")
    actions.add_procurement(round=round, by=author, service="Podiatry", expiry_date=date(2028, 3, 31))

    page = read(entering(client, author).get(PIPELINE))
    quarters = [words(row) for row in page.select("dl.nhsuk-summary-list div")]
    assert quarters == [
        "April to June 2027 (quarter 1 of 2027/28) 30 June 2027: Musculoskeletal",
        "January to March 2028 (quarter 4 of 2027/28) 31 March 2028: Podiatry",
        "No day is known Urgent care (At different times)",
    ]

    assert len(rows(read(client.get(PIPELINE, {"ends": "2027"})))) == 2


def test_a_service_that_a_colleague_saved_meanwhile_is_shown_and_not_overwritten(client, service, author, approver):
    address = f"{PIPELINE}{service.pk}/"
    page = read(entering(client, author).get(address))
    same = {"service": "Musculoskeletal", "intention": service.intention, "route": "direct-c"}
    actions.save_procurement(item=service, by=approver, revision=1, **same, intended="HERS")

    page = read(client.post(address, typed(page, intended="MINE", is_published="on")), 409)

    assert "Abe Approver saved this at" in words(page) and "What is intended, as saved HERS" in words(page)
    assert page.select_one("[name=intended]").get_text(strip=True) == "MINE"
    service.refresh_from_db()
    assert (service.intended, service.is_published) == ("HERS", False)
    client.post(address, typed(page))
    service.refresh_from_db()
    assert (service.intended, service.is_published, service.intention_id) == ("MINE", True, service.intention_id)


@pytest.mark.parametrize(
    ("route", "start", "said"),
    [
        ("any-qualified", date(2024, 1, 1), "Any qualified provider is not a route of its time (1 January 2024)"),
        ("direct-c", date(2023, 12, 31), "Direct award process C is not a route of its time (31 December 2023)"),
    ],
)
def test_a_route_is_one_of_its_time(client, edition, author, route, start, said):
    page = read(entering(client, author).get(f"{PIPELINE}add/"))

    page = read(client.post(f"{PIPELINE}add/", typed(page, service="X", route=route, **day("start_date", start))), 422)

    assert problems(page) == [f"{said}. Select another, or change the start"]


def test_the_regime_changed_the_routes_on_one_day():
    assert {str(route) for route in routes_on(date(2023, 12, 31))} == {"any-qualified", "tender"}
    assert {str(route) for route in routes_on(date(2024, 1, 1))} == {"direct-a", "direct-b", "direct-c", "most-suitable", "competitive"}


def test_the_standstill_passes_over_weekends_and_bank_holidays():
    assert standstill_ends(date(2024, 12, 20)) == date(2025, 1, 6)  # Christmas, Boxing Day and New Year's Day
    assert standstill_ends(date(2026, 6, 1)) == date(2026, 6, 11)


def releases(client):
    return client.get(f"{PIPELINE}ocds.json").json()["releases"]


def test_a_release_has_another_id_exactly_when_its_content_is_another_and_is_dated_when_it_was_written(client, service, round, author):
    actions.save_procurement(item=service, by=author, revision=service.revision, **{**words_of(service), "is_published": True})
    first = releases(client)[0]
    assert releases(client)[0] == first
    written = Procurement.objects.get()
    assert first["date"] == written.written_at.isoformat()

    actions.save_procurement(item=written, by=author, revision=written.revision, **{**words_of(written), "expiry_note": "about then"})
    assert releases(client)[0]["id"] == first["id"]  # what is not released is not in its name

    last = Procurement.objects.get()
    actions.save_procurement(item=last, by=author, revision=last.revision, **{**words_of(last), "service": "Bones"})
    second = releases(client)[0]
    assert second["id"] != first["id"] and second["ocid"] == first["ocid"] and second["date"] > first["date"]


def words_of(item):
    from providers.forms.procurement import NAMES

    return {name: getattr(item, name) for name in NAMES} | {"intention": item.intention}
