import pytest
from django.urls import reverse

from portal.printing.press import print_document
from providers import actions
from providers.models import Decision, Position
from providers.states import DecisionStatus

from ..conftest import IN_TIME, PASSWORD
from ..reading import entering, grid, listed, problems, read, typed, words

RESPONSES = "/rounds/sel-2027/responses/"
PUBLISH = "/rounds/sel-2027/decisions/publish/"
DECISIONS = "/rounds/sel-2027/decisions/"


def address(organisation="acute"):
    return reverse("providers:decide", args=["sel-2027", "UEC-02", organisation])


def test_the_next_point_is_the_first_that_waits(client, submitted, rival_submitted, author):
    entering(client, author)

    assert client.get(f"{RESPONSES}next/").headers["Location"] == address("acute")


def test_a_point_is_decided_and_the_next_opens(client, submitted, rival_submitted, author):
    page = read(entering(client, author).get(address()))
    said = words(page)
    for told in ("A local price is agreed", "CANARY-TWO", "Support with conditions", "Westham Acute Trust: Cannot support"):
        assert told in said

    answer = client.post(
        address(), typed(page, verdict="accept-in-part", agreed="From July.", reason="Money.", destination="local-price", next="1")
    )

    assert answer.headers["Location"] == address("rival")
    decision = Decision.objects.get()
    assert (decision.verdict, decision.destination, decision.status) == ("accept-in-part", "local-price", DecisionStatus.WRITTEN)
    assert "Accepted in part (not published)" in " ".join(grid(read(client.get(RESPONSES)))["UEC-02"])


def test_the_same_decision_goes_to_those_ticked(client, submitted, rival_submitted, author):
    page = read(entering(client, author).get(address()))
    other = Position.objects.get(response=rival_submitted)

    client.post(address(), typed(page, verdict="defer", reason="Later.", same=[str(other.pk)], next="1"))

    assert set(Decision.objects.values_list("position", "verdict")) == {
        (other.pk, "defer"),
        (Position.objects.get(response=submitted, intention__reference="UEC-02").pk, "defer"),
    }


def test_a_decision_other_than_accept_needs_a_reason_and_keeps_what_was_typed(client, submitted, author):
    page = read(entering(client, author).get(address()))

    page = read(client.post(address(), typed(page, verdict="not-accept", owner="Director", next="1")), 422)

    assert problems(page) == ["Enter a reason, unless you accept the point"]
    assert page.select_one("[name=owner]")["value"] == "Director"


def test_a_stale_decision_shows_both_and_overwrites_nothing(client, submitted, author, approver):
    page = read(entering(client, author).get(address()))
    actions.decide(position=submitted.positions.get(intention__reference="UEC-02"), by=approver, verdict="defer", reason="Hers")

    conflict = read(client.post(address(), typed(page, verdict="not-accept", reason="Mine", next="1")), 409)

    assert "Abe Approver saved this at" in words(conflict) and "Hers" in words(conflict)
    assert conflict.select_one("[name=reason]").get_text(strip=True) == "Mine"
    assert Decision.objects.get().reason == "Hers"
    client.post(address(), typed(conflict, next="1"))
    assert Decision.objects.get().reason == "Mine"


def test_a_point_decided_in_public_is_read_only(client, submitted, author, approver, round):
    for position in submitted.positions.all():
        actions.decide(position=position, by=author, verdict="accept")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    page = read(entering(client, author).get(address()))

    assert not page.select("main form") and "Accepted" in words(page)
    late = read(client.post(address(), {"verdict": "defer", "reason": "Typed too late"}), 409)
    assert "is now: Published. What you typed is still on this page: copy it." in problems(late)[0]
    assert late.select_one("[name=reason]").get_text(strip=True) == "Typed too late"
    assert set(Decision.objects.values_list("verdict", flat=True)) == {"accept"}


def test_a_viewer_reads_a_point_and_decides_nothing(client, submitted, viewer, author):
    page = read(entering(client, viewer).get(address()))
    assert "CANARY-TWO" in words(page) and "Nothing is decided on it yet." in words(page) and not page.select("main form")
    assert client.post(address(), {"verdict": "accept"}).status_code == 403

    actions.decide(position=submitted.positions.get(intention__reference="UEC-02"), by=author, verdict="defer", reason="Hers")

    assert "Deferred Written, not published Hers" in words(read(client.get(address())))


@pytest.mark.parametrize("page", [RESPONSES, "/rounds/sel-2027/providers/", address()])
def test_a_whole_response_with_its_statement_is_one_click_away(client, response, answered, contributor, signatory, author, page):
    actions.save_statement(response=answered, by=contributor, text="<p>COVERING</p>", revision=0)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    link = read(entering(client, author).get(page)).select_one(f'main a[href="{answered.get_absolute_url()}"]')

    assert "COVERING" in words(read(client.get(link["href"])))


def test_everything_written_is_published_together(client, submitted, rival_submitted, author, approver):
    position = submitted.positions.get(intention__reference="UEC-02")
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="Money.", agreed="From July.")
    page = read(entering(client, approver).get(PUBLISH))
    said = words(page)
    assert "1 decision is written, not published. Providers cannot see them." in said
    assert "1 point has no decision." in said

    assert problems(read(client.post(PUBLISH, typed(page, password="wrong")), 422)) == ["The password is not right."]
    answer = client.post(PUBLISH, typed(page, password=PASSWORD))

    assert answer.headers["Location"] == DECISIONS
    assert Decision.objects.get().status == DecisionStatus.PUBLISHED
    assert "No decision is written that is not published." in words(read(client.get(PUBLISH)))


def test_an_author_does_not_publish_decisions(client, submitted, author):
    assert entering(client, author).get(PUBLISH).status_code == 403


def decided(submitted, rival_submitted, author, approver, round):
    for position in Position.objects.that_count():
        actions.decide(position=position, by=author, verdict="not-accept", reason=f"Because of {position.response.organisation}")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)


def test_everybody_reads_what_was_said_and_decided(client, submitted, rival_submitted, author, approver, round):
    assert "Decisions will appear here when published." in words(read(client.get(DECISIONS)))
    decided(submitted, rival_submitted, author, approver, round)

    shown = listed(read(client.get(DECISIONS)))

    assert len(shown) == 3
    assert "Eastham Acute Trust" in shown[1] and "Support with conditions. A local price is agreed." in shown[1]
    assert "We decided Not accepted Because of Eastham Acute Trust" in shown[1]


def test_what_is_downloaded_of_the_decisions_has_a_column_for_each_fact(client, submitted, rival_submitted, author, approver, round):
    decided(submitted, rival_submitted, author, approver, round)

    first, *rest = client.get(DECISIONS, {"download": "csv"}).content.decode("utf-8-sig").splitlines()

    beside = "Agreed wording,Agreed amount,Agreed activity,Agreed by,Goes into,Not agreed"
    said = "Intention,Title,Change,Organisation,How it came,You said,Decision,Reason"
    assert first == f"{said},{beside},Reply and last word,What changed,Published,Corrected"
    assert rest[1].startswith(
        "UEC-02,Same day emergency care,Not said,Eastham Acute Trust,Submitted,"
        "Support with conditions. A local price is agreed.,Not accepted"
    )
    heads = [words(head) for head in read(client.get(DECISIONS)).select("thead th")]
    assert heads == ["Intention", "You said", "We decided", "What changed"]


def test_a_sensitive_point_says_only_that_it_was_answered(
    client, answered, second, rival_submitted, contributor, signatory, author, approver, round
):
    content = {"is_sensitive": True, "sensitive_reason": "CANARY-PRICE"}
    actions.save_position(response=answered, intention=second, by=contributor, content=content)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME)
    decided(answered, rival_submitted, author, approver, round)

    shown = next(row for row in listed(read(client.get(DECISIONS))) if "UEC-02" in row and "Eastham" in row)
    assert "Answered privately" in shown and "Not accepted" not in shown
    for place in ({}, {"download": "csv"}, {"download": "json"}):
        said = client.get(DECISIONS, place).content.decode()
        assert (
            "CANARY" not in said
            and "A local price is agreed" not in said
            and "Because of Eastham Acute Trust" not in said.split("UEC-02")[-1]
        )
    assert listed(read(client.get(DECISIONS, {"q": "Because", "provider": "acute"}))) != shown
    assert not any("UEC-02" in row for row in listed(read(client.get(DECISIONS, {"q": "Because Eastham", "decision": "private"}))))


def test_written_decisions_are_not_public(client, submitted, author, contributor):
    actions.decide(position=submitted.positions.first(), by=author, verdict="defer", reason="CANARY-REASON")

    assert "CANARY-REASON" not in words(read(client.get(DECISIONS)))
    entering(client, contributor)
    for place in (submitted.get_absolute_url(), reverse("providers:position", args=[submitted.pk, "UEC-01"])):
        assert "CANARY-REASON" not in words(read(client.get(place)))


def test_the_provider_reads_the_decision_beside_its_position(client, submitted, rival_submitted, author, approver, round, contributor):
    decided(submitted, rival_submitted, author, approver, round)

    page = read(entering(client, contributor).get(submitted.get_absolute_url()))
    assert "Support with conditions. Decision: Not accepted" in words(page)
    position = read(client.get(reverse("providers:position", args=[submitted.pk, "UEC-02"])))
    assert "Because of Eastham Acute Trust" in words(position)


def test_a_condition_is_decided_otherwise_than_the_whole(client, submitted, author):
    page = read(entering(client, author).get(address()))
    assert "A local price is agreed" in words(page)
    ruled = {"verdict_1": "not-accept", "reason_1": "", "verdict": "accept-in-part", "reason": "Partly", "agreed": "Half of it"}

    page = read(client.post(address(), typed(page, **ruled, next="1")), 422)
    assert problems(page) == ["Enter a reason for condition 1, unless you accept it"]
    client.post(address(), typed(page, **{**ruled, "reason_1": "No money", "destination_1": "local-price"}, next="1"))

    ruling = Decision.objects.get().rulings.get()
    assert (ruling.condition.text, ruling.verdict, ruling.reason) == ("A local price is agreed", "not-accept", "No money")
    page = read(client.get(address()))
    assert page.select_one("#id_verdict_1 option[selected]")["value"] == "not-accept"


def test_the_wording_of_an_earlier_decision_is_used_again_and_nothing_typed_is_lost(client, submitted, rival_submitted, author):
    earlier = actions.decide(position=Position.objects.get(comment="RIVAL"), by=author, verdict="defer", reason="In the next round.")
    page = read(entering(client, author).get(address()))
    assert "Cannot support" not in words(page.select_one("form")) and "In the next round." in words(page)

    page = read(client.post(address(), typed(page, owner="Director", use=str(earlier.pk))))

    assert page.select_one("[name=reason]").get_text().strip() == "In the next round."
    assert page.select_one("[name=verdict][checked]")["value"] == "defer"
    assert Decision.objects.count() == 1


@pytest.mark.slow
def test_everybody_may_take_the_paper_when_it_is_printed(client, submitted, author, approver, round):
    for position in Position.objects.that_count():
        actions.decide(position=position, by=author, verdict="accept")
    batch = actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    assert "The paper is being printed." in words(read(client.get(DECISIONS)))
    assert client.get(f"{DECISIONS}pdf/").status_code == 404

    print_document(document_id=str(batch.paper_id))

    assert "Download the paper (PDF, 1 page" in words(read(client.get(DECISIONS)))
    assert b"".join(client.get(f"{DECISIONS}pdf/").streaming_content).startswith(b"%PDF")
    batch.paper.refresh_from_db()
    assert batch.paper.is_accessible
