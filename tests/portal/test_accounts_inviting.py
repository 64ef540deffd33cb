"""Inviting people: every role at once, accepted by the person, through a link that lasts fourteen days."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import Email, Event
from portal.moves import CannotMove
from portal.organisations import actions
from portal.organisations.models import Membership, Offer
from portal.organisations.states import Kind, Role, roles_open_to

from .colleagues import problems, soup

NEW = {"name": "Sig Natory", "email": "sig@example.org", "roles": ["SIGNATORY"]}
JOINED = {"name": "Sig Natory", "password1": "another long password", "accepts": "on"}


# Inviting


def invite(client, ada, **changes):
    client.force_login(ada)
    return client.post("/organisations/acute/people/invite/", NEW | changes)


def invitation_to(email):
    body = Email.objects.filter(to__email=email).latest("created_at").body
    return urlsplit(next(word for word in body.split() if "/invitations/" in word)).path


def test_an_invited_person_gets_one_link_to_choose_a_password(client, ada, trust):
    assert invite(client, ada).status_code == 302
    client.logout()
    there = invitation_to("sig@example.org")
    assert "Ada Ministrator invites you as signatory" in soup(client.get(there)).get_text()
    client.post(there, JOINED)
    sig = User.objects.get(email="sig@example.org")
    assert sig.check_password("another long password")
    client.logout()
    assert client.get(there).status_code == 404  # it works once
    assert client.post("/login/", {"login": "sig@example.org", "password": "another long password"}).status_code == 302


def test_every_role_is_given_in_one_go(client, ada, trust):
    invite(client, ada, roles=["SIGNATORY", "CONTRIBUTOR", "ADMINISTRATOR"])
    client.logout()
    client.post(invitation_to("sig@example.org"), JOINED)

    sig = User.objects.get(email="sig@example.org")
    assert set(sig.memberships.current().values_list("role", flat=True)) == {"SIGNATORY", "CONTRIBUTOR", "ADMINISTRATOR"}
    assert Email.objects.filter(to=sig).count() == 1


def test_who_joins_is_logged_in_and_accepted_the_terms(client, ada, trust, second_step_is_looked_for):
    invite(client, ada)
    client.logout()
    there = invitation_to("sig@example.org")
    assert problems(client.post(there, JOINED | {"accepts": ""})) == ["Accept the terms of use to join"]
    assert client.post(there, JOINED)["Location"] == "/home/"
    assert client.get("/home/").status_code == 200
    assert Event.objects.get(name="person.accepted_terms").by.email == "sig@example.org"


def test_until_then_nobody_logs_in_as_them(client, ada):
    invite(client, ada)
    client.logout()
    assert client.post("/login/", {"login": "sig@example.org", "password": ""}).status_code == 422


def test_until_then_they_hold_no_role(client, ada, trust):
    invite(client, ada)
    assert not Membership.objects.filter(user__email="sig@example.org").exists()


def test_a_person_with_an_account_accepts_before_anything_changes(client, ada, stranger, trust):
    invite(client, ada, email="STRAN@example.org", name="Whatever")
    there = invitation_to("stran@example.org")
    assert not stranger.memberships.exists()
    client.force_login(stranger)
    assert "Ada Ministrator invites you as signatory" in soup(client.get(there)).get_text()
    client.post(there)
    assert stranger.memberships.current().get().role == Role.SIGNATORY


def test_a_person_with_an_account_may_decline(client, ada, stranger, trust):
    invite(client, ada, email="stran@example.org")
    client.force_login(stranger)
    client.post(invitation_to("stran@example.org"), {"decline": "yes"})
    assert not stranger.memberships.exists()
    assert not Offer.objects.waiting().exists()


def test_whoever_invites_learns_nothing_of_the_account(client, ada, stranger, trust):
    """What is shown is what was typed, whether there is an account or not."""
    told = []
    for email in ("stran@example.org", "new@example.org"):
        invite(client, ada, email=email, name="Whoever")
        page = soup(client.get("/organisations/acute/people/"))
        told.append(page.select_one("#invited").find_next("table").get_text().replace(email, "ADDRESS"))
        banner = page.select_one(".nhsuk-notification-banner").get_text().replace(email, "ADDRESS")
        assert "Whoever is invited" in banner
        Offer.objects.all().delete()
    assert "Stran Ger" not in told[0]
    assert told[0] == told[1]


def test_nobody_accepts_for_somebody_else(client, ada, con, stranger, trust):
    invite(client, ada, email="stran@example.org")
    offer = Offer.objects.get()
    for other in (con, ada):
        client.force_login(other)
        assert client.post(f"/invitations/{offer.pk}/").status_code == 403
    assert not stranger.memberships.exists()


def test_an_invitation_is_in_the_history(client, ada, trust):
    invite(client, ada, roles=["SIGNATORY", "CONTRIBUTOR"])
    assert Event.objects.get(name="membership.invited").says == "invited Sig Natory as contributor and signatory"


def test_a_role_is_given_once(client, ada, con):
    assert problems(invite(client, ada, email="con@example.org", roles=["CONTRIBUTOR"])) == ["This person already has this role"]


def test_a_person_is_invited_once(client, ada):
    invite(client, ada)
    again = problems(invite(client, ada))
    assert again == ["This person is invited already. Send the invitation again from the list of people"]
    assert Email.objects.filter(to__email="sig@example.org").count() == 1


def test_what_is_missing_is_asked_for(client, ada):
    answer = invite(client, ada, name="", email="nobody", roles=[])
    assert answer.status_code == 422
    assert problems(answer) == [
        "Enter their name",
        "Enter an email address in the correct format, like name@example.com",
        "Select at least one role",
    ]


@pytest.mark.parametrize("pasted", ["sig@example.org\u200b", "\u00adsig@example.org", "ｓｉｇ@example.org", "SIG@example.org\ufeff"])
def test_an_address_with_characters_nobody_sees_is_that_of_the_same_person(client, ada, pasted):
    """One address is one account, and the link of the invitation leads to an account that everybody can enter."""
    invite(client, ada, email=pasted)
    assert User.objects.get(name="Sig Natory").email == "sig@example.org"


def test_an_address_that_only_looks_like_another_is_refused(client, ada):
    answer = problems(invite(client, ada, email="sig@ex\u0430mple.org"))
    assert answer == ["Email has a letter that only looks like one of an address: “\u0430”. Type the address again"]


def test_a_trust_gives_no_commissioners_role(client, ada):
    assert problems(invite(client, ada, roles=["APPROVER"])) == ["Select one of the answers listed"]
    assert Role.APPROVER in roles_open_to([Kind.COUNCIL])
    assert Role.SIGNATORY in roles_open_to([Kind.COUNCIL])


# Links


def test_a_forged_link_says_what_an_old_one_says(client, ada):
    invite(client, ada)
    client.logout()
    there = invitation_to("sig@example.org")
    forged = [f"{there.rpartition(':')[0]}:forged/", "/invitations/zz/x/", "/invitations/_w/x/"]
    assert {(client.get(one).status_code, soup(client.get(one)).h1.get_text()) for one in forged} == {
        (404, "This invitation no longer works")
    }


@pytest.mark.parametrize(("days", "status"), [(13, 200), (15, 404)])
def test_a_link_lasts_fourteen_days(client, ada, days, status):
    with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
        invite(client, ada)
    client.logout()
    assert client.get(invitation_to("sig@example.org")).status_code == status


def test_an_ended_link_sends_a_new_one_itself_once_in_ten_minutes(client, ada):
    with time_machine.travel(timezone.now() - timedelta(days=20), tick=False):
        invite(client, ada)
    Offer.objects.update(sent_at=timezone.now() - timedelta(days=20))
    client.logout()
    there = invitation_to("sig@example.org")
    again = soup(client.get(there)).select_one("main form")["action"]
    client.post(again)
    client.post(again)
    assert Email.objects.filter(to__email="sig@example.org").count() == 2
    assert client.get(invitation_to("sig@example.org")).status_code == 200


def test_asking_for_a_new_link_tells_nothing(client, ada, trust):
    """An ended link, one that was used and one that was made up are answered alike."""
    invite(client, ada)
    client.logout()
    there = invitation_to("sig@example.org")
    client.post(there, JOINED)
    client.logout()
    before = Email.objects.count()
    answers = {soup(client.post(f"{one}again/")).main.get_text() for one in (there, "/invitations/zz/x/")}
    assert len(answers) == 1
    assert Email.objects.count() == before


def test_asking_again_and_again_is_throttled(client, db):
    answers = [client.post("/invitations/zz/x/again/").status_code for _ in range(21)]
    assert (answers[0], answers[-1]) == (200, 429)


def test_an_invitation_is_sent_again_until_it_is_used(client, ada, trust):
    invite(client, ada)
    offer = Offer.objects.get()
    client.post(f"/invitations/{offer.pk}/again/")
    assert Email.objects.filter(to=offer.user).count() == 2
    actions.join(offer=offer, name="Sig", password="another long password")
    with pytest.raises(CannotMove):
        actions.invite_again(offer=offer, by=ada)


def test_an_invitation_that_was_taken_back_gives_nothing(client, ada, con):
    invite(client, ada)
    offer, there = Offer.objects.get(), invitation_to("sig@example.org")
    client.force_login(con)
    assert client.post(f"/invitations/{offer.pk}/take-back/").status_code == 403
    client.force_login(ada)
    client.post(f"/invitations/{offer.pk}/take-back/")
    client.logout()
    assert client.get(there).status_code == 404


def test_an_account_is_taken_up_once(ada, trust):
    offer = actions.invite(organisation=trust, name="Sig", email="sig@example.org", roles=["VIEWER"], by=ada)
    actions.join(offer=offer, name="Sig", password="another long password")
    with pytest.raises(CannotMove):
        actions.join(offer=offer, name="Thief", password="a thief's own password")
