"""The pages of those who sign together: what happens at the end, who blocks, how one says no, and signing again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.audit.models import Email
from portal.organisations.states import Role
from providers import actions
from providers.models import Decline, Delegation, Receipt, Signature
from providers.states import Status

from ..conftest import DEADLINE, IN_TIME, PASSWORD, PUBLISHED, person
from ..reading import entering, problems, read, typed, words


@pytest.fixture
def at(at, monkeypatch):
    def set_to(moment):
        at(moment)
        monkeypatch.setattr("providers.views.signing.arrived", lambda request: moment)
        monkeypatch.setattr("providers.views.answering.database_now", lambda: moment)

    set_to(IN_TIME)
    return set_to


@pytest.fixture
def joint(round, edition, group, first, second, approver, contributor, signatory, competitor):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"}, at=PUBLISHED)
    said = {"stance": "support-with-conditions", "conditions": [{"text": "By day only", "by_date": None}]}
    actions.save_position(response=response, intention=second, by=contributor, content=said, at=PUBLISHED)
    return actions.send(response=response, by=contributor)


def door(name, response):
    return reverse(f"providers:{name}", args=[response.pk])


def signs(client, who, response, **more):
    page = read(entering(client, who).get(door("check", response)))
    return client.post(door("sign", response), typed(page, role="Chief executive", is_signed="on", password=PASSWORD, **more))


def test_the_page_says_which_it_is_and_whoever_holds_the_pen_changes_it(client, joint, contributor, signatory, at):
    said = words(read(entering(client, signatory).get(door("check", joint))))
    assert "When all who must sign have signed, those who can submit it are emailed at once" in said
    assert "Signing does not submit the response" in said

    client.post(door("choose_submission", joint), {"submits_itself": "yes"})

    said = words(read(client.get(door("check", joint))))
    assert "It is submitted with the last signature that is needed, by itself and at that moment." in said
    assert "The response is submitted with the last signature that is needed, by itself" in said


def test_nothing_chosen_is_said_on_the_form(client, joint, contributor, at):
    page = read(entering(client, contributor).post(door("choose_submission", joint), {"submits_itself": ""}), 422)

    assert problems(page) == ["Select what happens then"]


def test_the_last_signature_ends_at_the_receipt(client, joint, contributor, signatory, competitor, at):
    actions.choose_submission(response=joint, by=contributor, submits_itself=True, at=IN_TIME)
    signs(client, signatory, joint)

    answer = signs(client, competitor, joint)

    assert answer.headers["Location"] == Receipt.objects.get().get_absolute_url()
    page = words(read(client.get(answer.headers["Location"])))
    assert "It was the last signature needed: the response is submitted." in page and "Response submitted" in page


def test_the_last_signature_a_millisecond_late_is_told_so_and_nothing_is_submitted(client, joint, contributor, signatory, competitor, at):
    actions.choose_submission(response=joint, by=contributor, submits_itself=True, at=IN_TIME)
    signs(client, signatory, joint)
    page = read(entering(client, competitor).get(door("check", joint)))
    at(DEADLINE + timedelta(milliseconds=1))

    late = client.post(door("sign", joint), typed(page, role="Chief executive", is_signed="on", password=PASSWORD))

    assert "1 millisecond late" in problems(read(late, 409))[0]
    assert not Receipt.objects.exists() and Signature.objects.count() == 1


def test_a_member_says_that_it_does_not_sign_and_all_members_read_why(client, joint, competitor, signatory, contributor, at):
    address = door("decline", joint)
    assert problems(read(entering(client, competitor).post(address, {"reason": ""}), 422)) == ["Enter why you do not sign"]

    client.post(address, {"reason": "The price is wrong"})

    assert Decline.objects.get().reason == "The price is wrong"
    said = words(read(entering(client, signatory).get(door("check", joint))))
    assert "Westham Acute Trust Declined to sign" in said and "The price is wrong. Nothing can be submitted without its signature." in said
    page = read(entering(client, competitor).post(address, {"reason": "Twice"}), 422)
    assert "has declined this text already" in problems(page)[0] and "Twice" in words(page)


def test_commissioners_never_read_who_declined(client, joint, competitor, rival, approver, at):
    declined = actions.decline(response=joint, by=competitor, organisation=rival, reason="The price is wrong", at=IN_TIME)

    assert not Decline.objects.visible_to(approver).exists() and Decline.objects.visible_to(competitor).get() == declined
    assert entering(client, approver).get(door("check", joint)).status_code == 404


def test_a_signature_is_handed_on_to_a_colleague_who_can_sign_and_to_no_other(client, joint, signatory, acute, contributor, at):
    other = person("Ot Her", (acute, Role.SIGNATORY))
    address = door("delegate", joint)
    entering(client, signatory)

    page = read(client.post(address, {"to": str(contributor.pk)}), 422)
    assert "Con Tributor cannot sign for Eastham Acute Trust: only its signatories can." in problems(page)[0]
    assert page.select_one(f"option[value='{contributor.pk}'][selected]")
    client.post(address, {"to": str(other.pk)})

    assert Delegation.objects.get().delegated_to == other
    assert "Sig Natory handed its signature to Ot Her" in words(read(client.get(door("check", joint))))


def test_nobody_hands_a_signature_outside_the_organisation(client, joint, signatory, competitor, at):
    page = read(entering(client, signatory).post(door("delegate", joint), {"to": str(competitor.pk)}), 422)

    assert page and not Delegation.objects.exists()


def test_who_has_not_signed_is_reminded_by_hand_and_the_page_says_when(client, joint, contributor, signatory, competitor, at):
    signs(client, signatory, joint)
    page = words(read(entering(client, contributor).get(door("check", joint))))
    assert "It waits for Westham Acute Trust. No reminder was sent by hand yet." in page

    client.post(door("nudge", joint))

    page = words(read(client.get(door("check", joint))))
    assert "Reminded: 1 person." in page and "by Con Tributor." in page and "Last reminded" in page
    client.post(door("nudge", joint))
    assert "less than an hour old" in words(read(client.get(door("check", joint))))
    assert Email.objects.filter(kind="nudged").count() == 1


def test_who_blocks_stands_on_the_response_and_on_home(client, joint, signatory, competitor, group, monkeypatch, at):
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_TIME)
    coordinator = person("Co Ordinator", (group, Role.CONTRIBUTOR))
    signs(client, signatory, joint)

    assert "It waits for the signature of Westham Acute Trust." in words(read(client.get(joint.get_absolute_url())))
    home = words(read(entering(client, coordinator).get("/home/")))
    assert "Remind who has not signed" in home and "It waits for Westham Acute Trust" in home
    assert "Sign the response" in words(read(entering(client, competitor).get("/home/")))


# ── Signing again ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def changed(client, joint, signatory, contributor, second, at):
    """Signed with a reservation, then two parts of one answer were changed."""
    signs(client, signatory, joint, reservation="Not on the shared budget")
    draft = actions.reopen(response=joint, by=contributor)
    said = {"comment": "On weekdays first", "conditions": [{"text": "By night only", "by_date": None}]}
    actions.save_position(response=draft, intention=second, by=contributor, content=said, at=IN_TIME)
    return draft


def test_signing_again_shows_why_by_whom_and_what_changed(client, changed, signatory):
    page = read(entering(client, signatory).get(door("check", changed)))

    said = words(page)
    assert "What changed since Eastham Acute Trust signed" in said
    assert "the text of UEC-02 changed" in said and "changed by Con Tributor" in said
    drawn = [(part.name, part.get_text(" ", strip=True)) for part in page.select(".app-redline del, .app-redline ins")]
    assert ("del", "day") in [(kind, text.removeprefix("Removed:").strip()) for kind, text in drawn]
    assert ("ins", "night") in [(kind, text.removeprefix("Added:").strip()) for kind, text in drawn]
    headings = [one.get_text(strip=True) for one in page.select("main h3")]
    assert "UEC-02 Same day emergency care" in headings and len([one for one in headings if one.startswith("UEC-01")]) <= 1


def test_the_reservation_given_then_is_ready_to_confirm(client, changed, signatory):
    page = read(entering(client, signatory).get(door("check", changed)))

    assert page.select_one("[name=reservation]").get_text(strip=True) == "Not on the shared budget"
    assert "The reservation given then stands in the form below." in words(page)
    client.post(door("sign", changed), typed(page, is_signed="on", password=PASSWORD))
    assert Signature.objects.valid().get().reservation == "Not on the shared budget"


def test_a_text_of_a_day_on_which_none_was_kept_is_said_so(client, joint, signatory, acute, at):
    about = {"response": joint, "organisation": acute, "signatory": signatory, "signed_at": PUBLISHED, "text_sha256": "0" * 64}
    Signature.objects.create(**about, status="LAPSED", lapsed_at=PUBLISHED, lapsed_because="the text of UEC-01 changed")

    assert "The text of that day was not kept. Read the whole text again." in words(
        read(entering(client, signatory).get(door("check", joint)))
    )


def test_the_check_page_of_a_group_asks_little_of_the_database(client, changed, signatory, django_assert_max_num_queries):
    entering(client, signatory).get(door("check", changed))

    with django_assert_max_num_queries(24):
        client.get(door("check", changed))


def test_only_a_group_is_asked_whether_it_submits_itself(client, response, contributor, at):
    assert entering(client, contributor).get(door("choose_submission", response)).status_code == 404
    assert response.status == Status.DRAFT
