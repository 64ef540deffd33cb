"""Both sides of the table, in the browser: wording, a correction, a reply and the last word."""

import pytest
from django.urls import reverse

from providers import actions
from providers.models import Decision, Negotiation, Position, Reply
from providers.states import Turn

from ..conftest import IN_TIME, PASSWORD
from ..reading import entering, problems, read, rows, words

LIST = "/rounds/sel-2027/negotiation/"
WORDING = reverse("providers:wording", args=["sel-2027", "UEC-02", "acute"])
CORRECT = reverse("providers:correct", args=["sel-2027", "UEC-02", "acute"])
REPLIES = "/rounds/sel-2027/decisions/replies/"


def sent(page, about, **changes):
    """What the form of this thread would send."""
    form = next(form for form in page.select("main form") if form.select_one(f'[name=about][value="{about}"]'))
    fields = {one["name"]: one.get_text().strip() if one.name == "textarea" else one.get("value", "") for one in form.select("[name]")}
    return {**fields, "step": "propose", **changes}


@pytest.fixture
def condition(submitted):
    return str(submitted.positions.get(intention__reference="UEC-02").conditions.get().pk)


def test_wording_goes_back_and_forth_in_the_browser(
    client, submitted, condition, author, contributor, competitor, neighbour, rival_invitation
):
    opened = read(entering(client, author).get(WORDING))
    client.post(WORDING, sent(opened, condition, text="A local price for half"))
    assert "With them" in rows(read(client.get(LIST)))[0]

    assert "Answer 1 wording" in words(read(entering(client, contributor).get("/home/")))
    assert "With us" in rows(read(client.get(LIST, {"turn": "us"})))[0]
    theirs = read(client.get(WORDING))
    assert "Added: for half" in words(theirs)
    client.post(WORDING, sent(theirs, condition, text="A local price for most", note="Beds"))

    assert "Answer 1 wording" in words(read(entering(client, author).get("/home/")))
    table = read(client.get("/rounds/sel-2027/responses/"))
    assert "Wording with us" in words(table)
    ours = read(client.get(WORDING))
    client.post(WORDING, sent(ours, condition, step="accept"))
    assert Negotiation.objects.get().status == Turn.AGREED
    decide = read(client.get(reverse("providers:decide", args=["sel-2027", "UEC-02", "acute"])))
    assert decide.select_one("[name=agreed_1]").get_text().strip() == "A local price for most"
    for stranger in (competitor, neighbour):
        assert entering(client, stranger).get(WORDING).status_code == 404
    assert client.get(LIST).status_code == 404  # the neighbour's; the rival, invited itself, has a list without it
    assert not rows(read(entering(client, competitor).get(LIST)))


def test_a_step_on_a_wording_that_changed_meanwhile_sends_nothing_and_keeps_what_was_typed(client, submitted, condition, author, approver):
    opened = read(entering(client, author).get(WORDING))
    position = Position.objects.get(response=submitted, intention__reference="UEC-02")
    actions.propose(position=position, condition=position.conditions.get(), by=approver, text="Hers", at=IN_TIME)

    late = read(client.post(WORDING, sent(opened, condition, text="Mine")), 409)

    assert problems(late) == ["The wording changed after you opened this page. Nothing was sent. Read it again."]
    assert Negotiation.objects.get().proposals.count() == 1


def test_a_wording_without_words_is_refused(client, submitted, condition, author):
    opened = read(entering(client, author).get(WORDING))

    refused = read(client.post(WORDING, sent(opened, condition, text=" ", note="Because")), 422)

    assert problems(refused) == ["Enter the wording you propose"]
    assert any(one.get_text().strip() == "Because" for one in refused.select("[name=note]"))


@pytest.fixture
def published(submitted, round, author, approver):
    position = submitted.positions.get(intention__reference="UEC-02")
    actions.decide(position=position, by=author, verdict="accept", destination="local-price")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    return Decision.objects.get()


def answers(page, **changes):
    """What the last form of the page would send, with these answers."""
    out = {}
    for one in page.select("main form")[-1].select("[name]"):
        if one.get("type") in ("radio", "checkbox") and not one.has_attr("checked"):
            continue
        chosen = one.select_one("option[selected]") or one.select_one("option") if one.name == "select" else None
        out[one["name"]] = (chosen or one).get("value", "") if one.name != "textarea" else one.get_text().strip()
    return {**out, **changes}


def test_an_approver_corrects_a_published_decision_and_both_texts_are_read(client, published, author, approver, contributor, submitted):
    assert entering(client, author).get(CORRECT).status_code == 403
    opened = read(entering(client, approver).get(CORRECT))
    said = {"verdict": "accept-in-part", "reason": "Money", "agreed_1": "A local price for half", "amount_2027": ""}

    refused = read(client.post(CORRECT, answers(opened, **said)), 422)
    assert problems(refused) == ["Enter why the decision is corrected"]
    memorandum = actions.draft_memorandum(round=published.position.response.round, by=author)
    client.post(CORRECT, answers(refused, why="The sum was wrong"))
    flagged = words(read(client.get(memorandum.get_absolute_url())))
    assert "the decisions on UEC-02 were corrected after these clauses were written. Bring the clauses up to date." in flagged

    for reader, address in ((approver, published.get_absolute_url()), (contributor, f"/responses/{submitted.pk}/UEC-02/")):
        shown = words(read(entering(client, reader).get(address)))
        assert "Corrected" in shown and "The sum was wrong" in shown
        assert "Before, it said: Accepted: Agreed: A local price is agreed. By 18 December 2026." in shown
        assert "Added: for half" in shown


def test_a_correction_is_drawn_while_it_is_typed_and_no_page_stands_in_a_page(client, published, approver):
    entering(client, approver)
    sent = {"redline": "agreed_1", "agreed_1": "A local price is refused"}

    drawn = read(client.post(CORRECT, sent, headers={"HX-Request": "true"}))

    assert (words(drawn.ins), words(drawn.find("del"))) == ("Added: refused", "Removed: agreed")
    assert drawn.select_one("main") is None and published.corrections.count() == 0


def test_reply_and_last_word_meet_in_public(client, published, round, approver, signatory, contributor, submitted):
    days = reverse("providers:set_days", args=["sel-2027"])
    opened = read(entering(client, approver).get(days))
    last = {"reply_by_date_day": "31", "reply_by_date_month": "12", "reply_by_date_year": "2099"}
    names = {one["name"] for one in opened.select("main form [name]")}
    assert set(last) <= names
    client.post(days, answers(opened, **last))
    address = reverse("providers:reply", args=[submitted.pk, "UEC-02"])
    assert entering(client, contributor).get(address).status_code == 403

    page = read(entering(client, signatory).get(address))
    refused = read(client.post(address, answers(page, says="disagree")), 422)
    assert problems(refused) == ["Enter why you disagree"]
    client.post(address, answers(refused, says="disagree", reasons="There is money"))
    client.logout()
    assert "There is money" not in words(read(client.get("/rounds/sel-2027/decisions/")))

    assert "Give the last word on 1 decision" in words(read(entering(client, approver).get("/home/")))
    page = read(client.get(REPLIES))
    refused = read(client.post(REPLIES, answers(page, password=PASSWORD)), 422)
    assert problems(refused) == ["Enter your last word on UEC-02"]
    client.post(REPLIES, answers(refused, password=PASSWORD, **{f"word_{Reply.objects.get().pk}": "Not this year"}))

    client.logout()
    public = words(read(client.get("/rounds/sel-2027/decisions/")))
    assert "Eastham Acute Trust disagrees: There is money. Last word: Not this year." in public
