"""What follows from the decisions: contract schedules, aligned measures."""

import pgtrigger

from outcomes.models import Measure, Outcome
from providers import actions
from providers.documents import contracts
from providers.models import Decision, Position

from ..reading import entering, read, rows, words

AFTER = "/rounds/sel-2027/after/"


def test_each_line_of_a_schedule_leads_to_the_point_it_comes_from(client, decided, author):
    page = read(entering(client, author).get(f"{AFTER}schedules/"))

    assert "Provider Eastham Acute Trust Schedule Local price" in rows(page)[0] and "Owner Finance" in rows(page)[0]
    link = page.select_one("tbody a")
    assert words(link) == "UEC-02 : From UEC-02 version 1, condition 1 of Eastham Acute Trust"
    assert "What they said" in words(read(client.get(link["href"])))


def test_the_schedules_of_one_provider_are_filtered_and_taken_away(client, decided, author):
    page = read(entering(client, author).get(AFTER))
    mine = page.find("a", string="Eastham Acute Trust")["href"]
    assert "1 line" in words(page)

    assert len(rows(read(client.get(mine)))) == 1
    answer = client.get(mine, {"download": "csv", "provider": "acute"})
    assert "From UEC-02 version 1, condition 1 of Eastham Acute Trust" in answer.content.decode()
    found = read(client.get(f"{AFTER}schedules/", {"schedule": "CQUIN"}))
    assert len(rows(found)) == 1  # nothing goes there, so it is no filter


def test_a_measure_is_harmonised_when_every_contract_has_it(client, decided, second, author):
    outcome = Outcome.objects.create(slug="same-day", statement="I am home the same day")
    Measure.objects.create(outcome=outcome, title="Home the same day", status="available")
    with pgtrigger.ignore():  # the version is frozen
        second.published.outcomes.add(outcome)

    assert "1 measure , each in every contract." in words(read(entering(client, author).get(AFTER)))
    row = rows(read(client.get(f"{AFTER}measures/")))[-1]
    assert row.endswith("In the contracts of Eastham Acute Trust Not in those of Nobody In every contract Yes")
    assert "No measures match." in words(read(client.get(f"{AFTER}measures/", {"missing": "on"})))

    first = actions.decide(position=Position.objects.get(comment="CANARY-ONE"), by=author, verdict="accept")
    assert contracts.alignment([Decision.objects.get(position__intention=second), first])[0].is_harmonised


def test_a_line_says_which_memorandum_has_it(client, decided, round, author, acute):
    assert "Memorandum None" in rows(read(entering(client, author).get(f"{AFTER}schedules/")))[0]
    memorandum = actions.draft_memorandum(round=round, by=author, organisation=acute)

    page = read(client.get(f"{AFTER}schedules/"))

    assert page.find("a", string="With Eastham Acute Trust, version 1")["href"] == memorandum.get_absolute_url()
