"""Who sits on a committee: given and taken by its clerks and by the administrators of its host."""

import pytest

from committees.models import Committee, Seat
from portal.accounts.models import User
from portal.organisations.models import Membership
from portal.organisations.states import Role
from tests.portal.reading import main, read, words


@pytest.fixture
def administrator(council):
    user = User.objects.create_user("administrator@council.example", name="Ada Demo")
    Membership.objects.create(user=user, organisation=council, role=Role.ADMINISTRATOR)
    return user


@pytest.fixture
def councillor(council):
    user = User.objects.create_user("councillor@council.example", name="Cora Demo")
    Membership.objects.create(user=user, organisation=council, role=Role.MEMBER)
    return user


def test_an_administrator_founds_a_committee_and_seats_its_people(client, administrator, councillor):
    client.force_login(administrator)
    assert "Found a committee" in main(client, "/meetings/")
    typed = {"host": str(administrator.memberships.get().organisation_id), "name": "Health Scrutiny", "kind": "health-scrutiny"}

    answer = client.post("/committees/found/", typed | {"clear_days": "5", "day_count": "working-days"})
    founded = Committee.objects.get(name="Health Scrutiny")
    assert answer["Location"] == f"/committees/{founded.slug}/seats/"

    client.post(answer["Location"], {"person": str(councillor.pk), "role": "CLERK"})
    assert "Cora Demo Sits as Committee clerk" in main(client, answer["Location"])
    client.force_login(councillor)
    assert "Call a meeting" in main(client, "/meetings/")


def test_what_is_missing_is_told_and_the_rest_stays(client, administrator):
    client.force_login(administrator)

    page = read(client.post("/committees/found/", {"name": "Health Scrutiny", "clear_days": "minus"}), 422)

    told = words(page.select_one(".nhsuk-error-summary"))
    assert "Select the organisation that hosts it" in told
    assert "Select its kind" in told
    assert page.select_one("[name=name]")["value"] == "Health Scrutiny"


def test_a_seat_that_ends_closes_at_once(client, clerk, committee, member):
    client.force_login(clerk)
    seat = Seat.objects.get(user=member, committee=committee)
    page = read(client.get(f"/committees/{committee.slug}/seats/"))

    client.post(next(button["formaction"] for button in page.select("button[formaction]") if str(seat.pk) in button["formaction"]))

    seat.refresh_from_db()
    assert seat.ended_at
    assert client.post(f"/committees/{committee.slug}/seats/{seat.pk}/end/").status_code == 404


def test_a_seat_is_held_once(client, administrator, committee, councillor):
    client.force_login(administrator)
    typed = {"person": str(councillor.pk), "role": "MEMBER"}
    client.post(f"/committees/{committee.slug}/seats/", typed)

    page = read(client.post(f"/committees/{committee.slug}/seats/", typed), 422)

    assert "This person already sits here in this role" in words(page)


def test_who_is_not_of_the_host_cannot_be_seated(client, administrator, committee, author):
    client.force_login(administrator)

    assert client.post(f"/committees/{committee.slug}/seats/", {"person": str(author.pk), "role": "MEMBER"}).status_code == 422
    assert not author.seats.exists()


def test_others_keep_no_seats(client, committee, member, author):
    for somebody in (member, author):
        client.force_login(somebody)
        assert client.get(f"/committees/{committee.slug}/seats/").status_code == 403
        assert client.get("/committees/found/").status_code == 403
