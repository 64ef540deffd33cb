"""What follows from the decisions: memorandum, contract schedules, aligned measures, procurement pipeline."""

from datetime import date

import pgtrigger
import pytest
from django.urls import reverse

from outcomes.models import Measure, Outcome
from portal.printing.press import print_document
from providers import actions
from providers.documents import contracts
from providers.documents.procurement import routes_on, standstill_ends
from providers.models import Decision, Memorandum, Position, Procurement

from ..conftest import IN_TIME, PASSWORD
from ..reading import entering, problems, read, rows, typed, words

AFTER = "/rounds/sel-2027/after/"
PIPELINE = "/rounds/sel-2027/pipeline/"


@pytest.fixture
def decided(submitted, round, author, approver):
    position = Position.objects.get(comment="CANARY-TWO")
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="From July", destination="local-price", owner="Finance")
    return actions.publish_decisions(round=round, by=approver, at=IN_TIME)


@pytest.fixture
def offered(decided, round, author, approver):
    return actions.offer(memorandum=actions.draft_memorandum(round=round, by=author), by=approver)


def test_the_page_lists_each_schedule_with_where_it_comes_from(client, decided, author):
    page = read(entering(client, author).get(AFTER))

    assert "Eastham Acute Trust" in rows(page)[0] and "Local price" in rows(page)[0]
    assert "From UEC-02 version 1, condition 1 of Eastham Acute Trust" in rows(page)[0]


def test_a_measure_is_harmonised_when_every_contract_has_it(client, decided, second, author):
    outcome = Outcome.objects.create(slug="same-day", statement="I am home the same day")
    Measure.objects.create(outcome=outcome, title="Home the same day", status="available")
    with pgtrigger.ignore():  # the version is frozen
        second.published.outcomes.add(outcome)

    row = rows(read(entering(client, author).get(AFTER)))[-1]
    assert row.endswith("In the contracts of Eastham Acute Trust Not in those of Nobody In every contract Yes")

    first = actions.decide(position=Position.objects.get(comment="CANARY-ONE"), by=author, verdict="accept")
    assert contracts.alignment([Decision.objects.get(position__intention=second), first])[0].is_harmonised


def test_a_memorandum_is_drafted_written_and_offered_in_the_browser(client, decided, author, approver, acute):
    edit = entering(client, author).post(f"{AFTER}memorandum/").headers["Location"]
    page = read(client.get(edit))
    row = {"commitments-0-organisation": str(acute.pk), "commitments-0-action": "", "commitments-0-owner": "Director"}
    page = read(client.post(edit, typed(page, **row)), 422)
    assert problems(page) == ["Enter what the party does"]
    client.post(edit, typed(page, **{**row, "commitments-0-action": "Open at weekends."}))

    memorandum = Memorandum.objects.get()
    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "A local price is agreed (in part). From July From UEC-02 version 1, condition 1" in said
    assert "Eastham Acute Trust: Open at weekends." in said and "does not bind anybody in law" in said
    assert client.post(reverse("providers:offer", args=[memorandum.pk])).status_code == 403
    entering(client, approver).post(reverse("providers:offer", args=[memorandum.pk]))
    memorandum.refresh_from_db()
    assert memorandum.status == "OFFERED"


def test_a_stale_memorandum_shows_both_and_overwrites_nothing(client, decided, round, author, approver):
    memorandum = actions.draft_memorandum(round=round, by=author)
    address = reverse("providers:save_memorandum", args=[memorandum.pk])
    page = read(entering(client, author).get(address))
    terms = {**memorandum.terms, "purpose": "THEIRS"}
    actions.save_memorandum(memorandum=memorandum, by=approver, revision=0, terms=terms, commitments=[])

    page = read(client.post(address, typed(page, purpose="MINE")), 409)

    assert "THEIRS" in words(page) and "MINE" in words(page)
    memorandum.refresh_from_db()
    assert memorandum.terms["purpose"] == "THEIRS"


def test_a_party_reads_and_signs_it_and_nobody_else_finds_it(client, offered, signatory, competitor, neighbour):
    address = offered.get_absolute_url()
    for stranger in (competitor, neighbour):
        assert entering(client, stranger).get(address).status_code == 404
    listed = read(entering(client, signatory).get("/responses/"))
    assert "Awaiting signatures South East London 2027/28, version 1" in words(listed)
    page = read(client.get(address))
    assert offered.text_sha256 in words(page)

    assert problems(read(client.post(address, typed(page, password=PASSWORD)), 422)) == ["Tick that you sign this text"]
    client.post(address, typed(page, password=PASSWORD, is_signed="on"))

    assert offered.accords.get().signatory == signatory
    assert "Signed Sig Natory" in words(read(client.get(address)))


@pytest.mark.slow
def test_a_memorandum_is_an_accessible_pdf(client, offered, signatory):
    print_document(document_id=str(offered.paper_id))
    entering(client, signatory)

    answer = client.get(reverse("providers:memorandum_pdf", args=[offered.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    offered.paper.refresh_from_db()
    assert (offered.paper.faults, offered.paper.is_accessible) == ([], True)


# ── the pipeline ────────────────────────────────────────────────────────────────────────────────────────────────────
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
