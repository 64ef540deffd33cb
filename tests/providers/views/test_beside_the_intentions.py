"""Points of their own before the commissioners: in the table, decided, agreed on, published, sent to a schedule, made an intention."""

import json

import pytest
from django.urls import reverse

from intentions.models import Chapter, Intention
from providers import actions
from providers.documents import decided as documents
from providers.documents.drawing import pieces
from providers.models import Decision, Origin, Timetable

from ..conftest import IN_TIME, add_point
from ..reading import entering, listed, read, typed, words

TABLE = "/rounds/sel-2027/responses/"
DECISIONS = "/rounds/sel-2027/decisions/"


@pytest.fixture
def deciding(round, acute):
    return reverse("providers:decide", args=[round.slug, "OWN-01", acute.slug])


@pytest.fixture
def published(proposal, receipt, author, approver, round):
    def publish(**said):
        actions.decide(position=proposal, by=author, **{"verdict": "accept", **said})
        actions.publish_decisions(round=round, by=approver, at=IN_TIME)
        return Decision.objects.get(position=proposal)

    return publish


def test_it_stands_under_the_table_and_counts_as_to_decide(client, proposal, receipt, author):
    shown = read(entering(client, author).get(TABLE))

    assert "2 to decide" in words(shown)
    section = shown.find(id="beside").find_next("ul")
    assert words(section) == "OWN-01 A frailty hub , Eastham Acute Trust: A proposed new intention, needs a decision"
    assert client.get(section.find("a")["href"]).status_code == 200


def test_it_is_a_row_of_the_list_and_of_every_download(client, proposal, receipt, author):
    entering(client, author)

    rows = listed(read(client.get(TABLE, {"beside": "on"})))
    csv = client.get(TABLE, {"download": "csv"}).content.decode("utf-8-sig")

    assert len([row for row in rows if "OWN-01" in row]) == 1 and not any("UEC-01" in row for row in rows)
    assert "OWN-01,A frailty hub,,A proposed new intention,Eastham Acute Trust" in csv
    assert "We propose a hub." in csv


def test_the_table_asks_as_often_for_many_points_as_for_one(
    client, answered, proposal, contributor, signatory, author, django_assert_max_num_queries
):
    for _ in range(6):
        add_point(answered, contributor)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    entering(client, author).get(TABLE)  # the first page of a session writes it

    for asked in ({}, {"as": "list"}, {"beside": "on"}):
        with django_assert_max_num_queries(12):
            client.get(TABLE, asked)


def test_it_is_decided_in_words_offered_ready_with_its_table_in_sight(client, proposal, receipt, author, deciding):
    shown = read(entering(client, author).get(deciding))

    assert shown.find("table") is not None
    assert "We propose a hub." in shown.find("textarea", attrs={"name": "agreed"}).text
    assert "This needs a new version" not in words(shown) and "The intention they answered" not in words(shown)
    answer = client.post(deciding, typed(shown, verdict="accept-in-part", reason="Money.", agreed="One hub from 2028.", destination="sdip"))
    assert answer.status_code == 302
    decision = Decision.objects.get()
    assert (decision.agreed, decision.destination, decision.position) == ("One hub from 2028.", "sdip", proposal)


def test_accepting_in_part_without_words_is_asked(client, proposal, receipt, author, deciding):
    shown = read(entering(client, author).get(deciding))

    answer = client.post(deciding, typed(shown, verdict="accept-in-part", reason="Money.", agreed=""))

    assert answer.status_code == 422
    assert "Enter the agreed wording" in words(read(answer, 422))


def test_the_point_of_one_is_not_that_of_another_of_the_same_number(
    client, proposal, receipt, rival_invitation, competitor, author, deciding, first
):
    theirs = actions.start(invitation=rival_invitation, by=competitor)
    add_point(theirs, competitor, title="RIVAL")
    actions.submit(response=theirs, by=competitor, arrived_at=IN_TIME)

    shown = read(entering(client, author).get(deciding))

    assert "RIVAL" not in words(shown)
    assert "Same decision for" not in words(shown)


def test_the_reservation_of_rights_stands_beside_the_decision(client, answered, proposal, contributor, signatory, author, deciding):
    actions.save_statement(response=answered, by=contributor, rights="All rights reserved.")
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    assert "reserves its rights for the whole response: All rights reserved." in words(read(entering(client, author).get(deciding)))


def test_its_wording_goes_back_and_forth(client, proposal, receipt, author, contributor, round, acute):
    address = reverse("providers:wording", args=[round.slug, "OWN-01", acute.slug])
    shown = read(entering(client, author).get(address))
    client.post(address, typed(shown, text="One hub.", step="propose"))

    theirs = read(entering(client, contributor).get(address))
    assert "One hub." in words(theirs)
    client.post(address, typed(theirs, step="accept"))

    assert "One hub." in read(entering(client, author).get(reverse("providers:decide", args=[round.slug, "OWN-01", acute.slug]))).find(
        "textarea", attrs={"name": "agreed"}
    )
    listing = words(read(client.get(reverse("providers:negotiation", args=[round.slug]))))
    assert "OWN-01" in listing and "A frailty hub" in listing


def test_everybody_reads_what_was_said_and_decided(client, published):
    published(verdict="accept-in-part", reason="Money.", agreed="One hub.", agreed_amounts={"2027": "1000.00"})

    shown = listed(read(client.get(DECISIONS)))
    csv = client.get(DECISIONS, {"download": "csv"}).content.decode("utf-8-sig")

    assert "OWN-01 A frailty hub" in shown[-1] and "We propose a hub." in shown[-1] and "Agreed: One hub." in shown[-1]
    assert "OWN-01,A frailty hub,,Eastham Acute Trust" in csv and "One hub." in csv and "£1,000 in 2027/28" in csv


def test_what_is_sensitive_is_answered_privately(client, answered, proposal, contributor, signatory, author, approver, round):
    said = {"is_sensitive": True, "sensitive_reason": "Prices"}
    actions.save_point(response=answered, point=proposal.pk, by=contributor, content=said)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=proposal, by=author, verdict="accept")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    for asked in ({}, {"q": "hub"}, {"download": "csv"}, {"beside": "on"}):
        said = client.get(DECISIONS, asked).content.decode()
        assert "A frailty hub" not in said and "We propose" not in said
    assert "Answered privately" in client.get(DECISIONS).content.decode()


def test_its_paper_has_a_chapter_of_its_own(published, round):
    published()

    facts = documents.paper(round, Decision.objects.published(), IN_TIME)

    assert [(chapter["title"], chapter["rows"][0][0]) for chapter in facts["chapters"]] == [("Beside the intentions", "OWN-01")]


def test_it_goes_where_its_destination_says(client, published, round, author):
    published(destination="sdip")
    memorandum = actions.draft_memorandum(round=round, by=author)

    schedules = words(read(entering(client, author).get(f"/rounds/{round.slug}/after/schedules/")))

    assert "We propose a hub." in schedules and "OWN-01" in schedules
    assert memorandum.clauses.get().text.startswith("On OWN-01 A frailty hub, Eastham Acute Trust: We propose a hub.")
    assert client.get(memorandum.get_absolute_url()).status_code == 200


def test_a_paper_alone_is_no_clause_and_no_line(published, round, author):
    published(destination="paper")

    assert pieces(round) == []
    assert "OWN-01" in str(documents.paper(round, Decision.objects.published(), IN_TIME))


def test_a_provider_replies_and_a_decision_is_corrected(client, published, round, signatory, approver, answered, acute):
    published(verdict="not-accept", reason="No.")
    Timetable.objects.create(round=round, reply_by_date="2099-01-01")
    address = reverse("providers:reply", args=[answered.pk, "OWN-01"])
    shown = read(entering(client, signatory).get(address))
    client.post(address, typed(shown, says="disagree", reasons="We need it."), follow=True)

    assert Decision.objects.get().reply.reasons == "We need it."
    correct = reverse("providers:correct", args=[round.slug, "OWN-01", acute.slug])
    shown = read(entering(client, approver).get(correct))
    client.post(correct, typed(shown, verdict="accept", why="A slip"))
    assert Decision.objects.get().corrected == 1
    assert "OWN-01" in words(read(client.get(f"/rounds/{round.slug}/responses/?as=list&beside=on")))


def test_programs_read_it_like_any_other(client, published):
    published()

    row = next(one for one in client.get("/api/v1/decisions/").json()["results"] if one["own_reference"])

    assert (row["own_reference"], row["subject"], row["title"], row["intention"], row["version"]) == (
        *("OWN-01", "PROPOSED", "A frailty hub", ""),
        None,
    )


def test_a_service_without_an_intention_has_nothing_of_a_point_without_one(client, published, round, author):
    published()
    actions.add_procurement(round=round, by=author, service="Laundry", is_published=True)

    package = client.get(f"/rounds/{round.slug}/pipeline/ocds.json").json()

    assert "agreed" not in package["releases"][0]["planning"]


def test_an_accepted_proposal_is_made_a_draft_that_says_where_it_came_from(client, published, author, contributor, deciding, round):
    published()
    shown = read(entering(client, author).get(deciding))
    adopt = shown.find("a", string="Make it a draft intention")["href"]
    form = read(client.get(adopt))

    assert client.post(adopt, typed(form)).status_code == 422
    draft = read(client.post(adopt, typed(form, chapter=str(Chapter.objects.get().pk)), follow=True))

    intention = Intention.objects.get(published=None)
    assert "Where it came from OWN-01 “A frailty hub” of Eastham Acute Trust" in words(draft)
    assert f"It became {intention.reference}" in words(read(client.get(deciding)))
    theirs = reverse("providers:point", args=[Origin.objects.get().position.response_id, Origin.objects.get().position_id])
    assert intention.reference not in words(read(entering(client, contributor).get(theirs)))


def test_once_it_is_published_everybody_reads_both_ways(client, published, author, approver, round, edition):
    decision = published()
    origin = actions.adopt(position=decision.position, chapter=Chapter.objects.get(), by=author, at=IN_TIME)
    Intention.objects.filter(pk=origin.intention_id).update(published=origin.intention.latest)

    shown = words(read(client.get(DECISIONS)))

    assert f"{origin.intention.reference} is a new intention" in shown
    actions.add_procurement(round=round, by=author, service="Hub", is_published=True, intention=origin.intention)
    package = json.dumps(client.get(f"/rounds/{round.slug}/pipeline/ocds.json").json())
    assert "We propose a hub." in package


def test_what_was_refused_is_not_offered_as_a_draft(client, published, author, deciding):
    published(verdict="not-accept", reason="No.")

    assert "Make it a draft intention" not in words(read(entering(client, author).get(deciding)))


def test_a_viewer_makes_no_draft(client, published, viewer, round, acute):
    published()

    assert entering(client, viewer).get(reverse("providers:adopt", args=[round.slug, "OWN-01", acute.slug])).status_code == 403
