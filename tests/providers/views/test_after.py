"""What follows from the decisions: memorandum, contract schedules, aligned measures."""

import pgtrigger
import pytest
from django.urls import reverse

from outcomes.models import Measure, Outcome
from portal.printing.press import print_document
from providers import actions
from providers.documents import contracts
from providers.models import Decision, Memorandum, Position

from ..conftest import IN_TIME, PASSWORD
from ..reading import entering, problems, read, rows, typed, words

AFTER = "/rounds/sel-2027/after/"


@pytest.fixture
def decided(submitted, round, author, approver):
    position = Position.objects.get(comment="CANARY-TWO")
    ruling = {"condition": position.conditions.get(), "verdict": "accept-in-part", "reason": "From July", "destination": "local-price"}
    rulings = [{**ruling, "agreed": "A local price from July"}]
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="From July", rulings=rulings, owner="Finance")
    return actions.publish_decisions(round=round, by=approver, at=IN_TIME)


@pytest.fixture
def offered(decided, round, author, approver):
    return actions.offer(memorandum=actions.draft_memorandum(round=round, by=author), by=approver)


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


def test_a_memorandum_is_drafted_written_and_offered_in_the_browser(client, decided, author, approver, acute):
    edit = entering(client, author).post(f"{AFTER}memorandum/").headers["Location"]
    page = read(client.get(edit))
    row = {"commitments-0-organisation": str(acute.pk), "commitments-0-action": "", "commitments-0-owner": "Director"}
    page = read(client.post(edit, typed(page, **row)), 422)
    assert problems(page) == ["Enter what the party does"]
    client.post(edit, typed(page, **{**row, "commitments-0-action": "Open at weekends."}))

    memorandum = Memorandum.objects.get()
    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "A local price from July. From UEC-02 version 1, condition 1" in said
    assert "Party Eastham Acute Trust Does what Open at weekends." in said and "does not bind anybody in law" in said
    assert client.post(reverse("providers:offer", args=[memorandum.pk])).status_code == 403
    entering(client, approver).post(reverse("providers:offer", args=[memorandum.pk]))
    memorandum.refresh_from_db()
    assert memorandum.status == "OFFERED"


def test_a_round_drafts_one_memorandum_at_a_time(client, offered, author, approver, commissioner, acute, signatory):
    assert not read(entering(client, author).get(AFTER)).select("main form")
    signing = {"role": "Chief executive", "at": IN_TIME, "seen": offered.text_sha256}
    for person, organisation in ((signatory, acute), (approver, commissioner)):
        actions.agree(memorandum=offered, by=person, organisation=organisation, **signing)

    assert words(read(client.get(AFTER)).select_one("main form")) == "Draft the next version"


def test_a_stale_memorandum_shows_both_and_overwrites_nothing(client, decided, round, author, approver):
    memorandum = actions.draft_memorandum(round=round, by=author)
    address = reverse("providers:save_memorandum", args=[memorandum.pk])
    page = read(entering(client, author).get(address))
    terms = {**memorandum.terms, "purpose": "THEIRS"}
    actions.save_memorandum(memorandum=memorandum, by=approver, revision=0, terms=terms, commitments=[])

    page = read(client.post(address, typed(page, purpose="MINE")), 409)

    assert "THEIRS" in words(page) and "MINE" in words(page) and "Abe Approver saved this at" in words(page)
    memorandum.refresh_from_db()
    assert memorandum.terms["purpose"] == "THEIRS"
    client.post(address, typed(page))
    memorandum.refresh_from_db()
    assert memorandum.terms["purpose"] == "MINE"


def test_a_commitment_is_taken_out_with_one_tick(client, decided, round, author, acute):
    memorandum = actions.draft_memorandum(round=round, by=author)
    promises = [
        {"organisation": acute, "action": action, "by_date": None, "owner": ""} for action in ("Opens at weekends", "Trains nurses")
    ]
    actions.save_memorandum(memorandum=memorandum, by=author, revision=0, terms=memorandum.terms, commitments=promises)
    address = reverse("providers:save_memorandum", args=[memorandum.pk])
    page = read(entering(client, author).get(address))

    client.post(address, typed(page, **{"commitments-0-is_left_out": "on", "commitments-0-action": ""}))

    assert [one.action for one in memorandum.commitments.all()] == ["Trains nurses"]


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


def test_a_memorandum_taken_back_shows_the_words_as_they_are_now(client, offered, author, approver):
    draft = actions.take_back(memorandum=offered, by=approver)
    terms = {**draft.terms, "purpose": "Said anew"}
    actions.save_memorandum(memorandum=draft, by=author, revision=draft.revision, terms=terms, commitments=[])

    page = read(entering(client, author).get(offered.get_absolute_url()))

    assert "Said anew" in words(page) and "Awaiting signatures" not in words(page) and offered.text_sha256 not in words(page)
    assert client.get(reverse("providers:memorandum_pdf", args=[offered.pk])).status_code == 404


def test_each_clause_leads_to_the_point_it_comes_from(client, offered, author, signatory):
    def origin(person):
        page = read(entering(client, person).get(offered.get_absolute_url()))
        return page.find("a", string="From UEC-02 version 1, condition 1 of Eastham Acute Trust")["href"]

    assert "What they said" in words(read(entering(client, author).get(origin(author))))
    shown = read(entering(client, signatory).get(origin(signatory)))
    assert rows(shown)[0].startswith("Intention UEC-02") and "A local price is agreed" in rows(shown)[0]


def test_before_it_is_offered_it_says_how_many_are_emailed_and_who_cannot_sign(
    client, decided, round, author, approver, signatory, commissioner
):
    memorandum = actions.draft_memorandum(round=round, by=author)

    said = words(read(entering(client, approver).get(memorandum.get_absolute_url())))
    assert "emails 2 people who sign for the 2 parties" in said and "Nobody can sign" not in said

    signatory.memberships.all().delete()
    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "Nobody can sign yet for Eastham Acute Trust." in said and "emails 1 person who signs for the 2 parties" in said


def test_what_was_accepted_since_is_named_and_taken_in_with_one_click(client, decided, round, author):
    memorandum = actions.draft_memorandum(round=round, by=author)
    memorandum.clauses.all().delete()
    page = read(entering(client, author).get(memorandum.get_absolute_url()))
    assert "1 clause could be added: a point was accepted after this was drafted." in words(page)

    client.post(reverse("providers:redraft", args=[memorandum.pk]))

    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "The clauses are up to date." in said and "could be added" not in said and "A local price from July." in said


def test_a_signature_of_a_text_offered_anew_is_asked_for_again_on_the_new_text(client, offered, author, approver, signatory):
    address = offered.get_absolute_url()
    old = typed(read(entering(client, signatory).get(address)), password=PASSWORD, is_signed="on")
    draft = actions.take_back(memorandum=offered, by=approver)
    actions.save_memorandum(memorandum=draft, by=author, revision=0, terms={**draft.terms, "purpose": "Said anew"}, commitments=[])
    actions.offer(memorandum=draft, by=approver)

    page = read(client.post(address, old), 409)

    assert "Said anew" in words(page) and not offered.accords.exists()
    client.post(address, typed(page, password=PASSWORD, is_signed="on"))
    assert offered.accords.count() == 1


def test_the_second_click_of_a_signature_shows_that_it_is_signed(client, offered, signatory):
    address = offered.get_absolute_url()
    sent = typed(read(entering(client, signatory).get(address)), password=PASSWORD, is_signed="on")
    client.post(address, sent)

    assert client.post(address, sent).headers["Location"] == address
    assert "1 of 2 parties signed." in words(read(client.get(address)))


@pytest.mark.slow
def test_a_memorandum_is_an_accessible_pdf(client, offered, signatory):
    print_document(document_id=str(offered.paper_id))
    entering(client, signatory)

    answer = client.get(reverse("providers:memorandum_pdf", args=[offered.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    offered.paper.refresh_from_db()
    assert (offered.paper.faults, offered.paper.is_accessible) == ([], True)
