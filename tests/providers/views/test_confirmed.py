"""A password given beforehand: for ten minutes, this person, this session and this text."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.organisations.states import Role
from providers import actions
from providers.models import Receipt

from ..conftest import IN_TIME, PASSWORD, PUBLISHED, person
from ..reading import entering, problems, read, typed, words

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _some_time_before(at):
    at(IN_TIME - TEN_MINUTES)


@pytest.fixture
def address(answered):
    return reverse("providers:check", args=[answered.pk])


def beforehand(page, password=PASSWORD):
    form = page.select_one("form[action$='/confirm/']")
    return form["action"], {"beforehand-password": password, "beforehand-seen": form.select_one("[name=beforehand-seen]")["value"]}


def confirm(client, address):
    return client.post(*beforehand(read(client.get(address))))


def last_click(client, address, page=None):
    return client.post(address, typed(page or read(client.get(address)), role="Chief executive", is_signed="on", password=""))


def test_the_last_click_asks_for_no_password_that_was_given_beforehand(client, signatory, address, at):
    assert confirm(entering(client, signatory), address).headers["Location"] == address

    page = read(client.get(address))
    assert "Your password is confirmed until 4:58pm, for this text. Nothing is signed or submitted yet." in words(page)
    assert not page.select("input[type=password]")
    assert not Receipt.objects.exists()

    at(IN_TIME)
    assert "Response submitted" in words(read(last_click(client, address)))
    assert Receipt.objects.get().received_at == IN_TIME


def test_it_counts_for_ten_minutes_and_no_longer(client, signatory, address, at):
    confirm(entering(client, signatory), address)
    page = read(client.get(address))

    at(IN_TIME + timedelta(microseconds=1))
    assert problems(read(last_click(client, address, page), 422)) == ["Enter your password"]
    at(IN_TIME)
    assert "Response submitted" in words(read(last_click(client, address, page)))


def test_it_counts_for_the_text_that_was_shown_alone(client, answered, signatory, contributor, first, address, at):
    confirm(entering(client, signatory), address)
    page = read(client.get(address))
    actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Slipped in"})

    changed = read(last_click(client, address, page), 409)

    assert "The text changed after you opened this page. Nothing was signed." in problems(changed)[0]
    assert changed.select("form[action$='/check/'] input[type=password]")
    assert problems(read(last_click(client, address), 422)) == ["Enter your password"]
    assert not Receipt.objects.exists()


def test_it_counts_for_one_person_in_one_session(client, acute, signatory, address, at):
    confirm(entering(client, signatory), address)
    page = read(client.get(address))

    for who in (person("Second Signatory", (acute, Role.SIGNATORY)), signatory):
        elsewhere = entering(Client(), who)
        assert problems(read(last_click(elsewhere, address, page), 422)) == ["Enter your password"]
    assert not Receipt.objects.exists()


def test_it_counts_for_one_response(client, round, group, first, approver, contributor, signatory, address, at):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    joint = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=joint, intention=first, by=contributor, content={"stance": "support"})
    confirm(entering(client, signatory), address)

    other = read(client.get(reverse("providers:check", args=[joint.pk])))
    assert other.select("form[action$='/sign/'] input[type=password]")


def test_it_ends_when_the_session_does(client, signatory, address, at):
    confirm(entering(client, signatory), address)
    client.logout()

    page = read(entering(client, signatory).get(address))

    assert problems(read(last_click(client, address, page), 422)) == ["Enter your password"]


@pytest.mark.parametrize(("password", "said"), [("wrong", "The password is not right."), ("", "Enter your password")])
def test_a_password_that_is_not_right_confirms_nothing(client, signatory, address, at, password, said):
    where, sent = beforehand(read(entering(client, signatory).get(address)), password)

    assert problems(read(client.post(where, sent), 422)) == [said]
    assert read(client.get(address)).select("form[action$='/check/'] input[type=password]")


def test_guesses_are_counted_with_those_of_the_last_click(client, signatory, address, at):
    where, sent = beforehand(read(entering(client, signatory).get(address)), "wrong")

    said = [problems(read(client.post(where, sent), 422)) for _ in range(12)]

    assert said[-1] == ["The password was wrong ten times in a minute. Wait a minute."]


def test_what_changed_while_the_password_was_typed_is_read_again(client, answered, signatory, contributor, first, address, at):
    where, sent = beforehand(read(entering(client, signatory).get(address)))
    actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Slipped in"})

    page = read(client.post(where, sent), 409)

    assert problems(page) == ["The text changed after you opened this page. Read it again, then confirm."]
    assert problems(read(last_click(client, address), 422)) == ["Enter your password"]


@pytest.mark.parametrize("who", ["contributor", "competitor", "approver"])
def test_only_who_signs_confirms(client, request, answered, signatory, address, at, who):
    where, sent = beforehand(read(entering(client, signatory).get(address)))

    assert entering(client, request.getfixturevalue(who)).post(where, sent).status_code == (403 if who == "contributor" else 404)


def test_a_member_signs_and_submits_for_a_group_after_one_confirmation(
    client, round, group, first, approver, contributor, signatory, competitor, at
):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    joint = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=joint, intention=first, by=contributor, content={"stance": "support"})
    actions.sign(response=joint, by=competitor, organisation=competitor.memberships.first().organisation, at=IN_TIME, role="Chief")
    address = reverse("providers:check", args=[joint.pk])
    confirm(entering(client, signatory), address)

    last_click(client, reverse("providers:sign", args=[joint.pk]), read(client.get(address)))
    page = read(client.get(address))
    assert not page.select("input[type=password]")
    assert client.post(address, typed(page)).headers["Content-Location"] == reverse("providers:receipt", args=[joint.pk])
