"""Anybody, any time: one more organisation for a round that is open."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from portal.audit.models import Email
from portal.organisations.actions import succeed
from portal.organisations.models import Offer, Organisation
from portal.organisations.states import Kind
from providers import actions
from providers.models import Invitation

from ..conftest import DEADLINE, PUBLISHED, organisation, person
from ..reading import problems, read, words

LATE = PUBLISHED + timedelta(days=20)
UNTIL = {"until_day": "18", "until_month": "12", "until_year": "2026", "until_time": "5pm"}
FIRST = {"name": "Fay First", "email": "fay@charity.example", "roles": ["ADMINISTRATOR", "CONTRIBUTOR", "SIGNATORY"]}


def main(client, address):
    return words(read(client.get(address)).main)


@pytest.fixture
def charity(borough):
    return organisation("charity", "Lantern Street Charity", Kind.VOLUNTARY_SECTOR, borough)


@pytest.fixture
def lead(client, approver):
    client.force_login(approver)
    with time_machine.travel(LATE, tick=False):
        yield client


def test_an_organisation_is_found_by_a_part_of_its_name(lead, edition, charity):
    page = main(lead, "/rounds/sel-2027/providers/invite/?q=lantern")
    assert "Invite Lantern Street Charity" in page


def test_who_is_asked_already_and_who_closed_is_said_where_they_are_found(lead, invitation, acute, rival):
    Organisation.objects.filter(pk=rival.pk).update(closed_date=PUBLISHED.date())
    page = main(lead, "/rounds/sel-2027/providers/invite/?q=trust")
    assert "Eastham Acute Trust was asked on 1 October 2026" in page
    assert "Westham Acute Trust closed on 1 October 2026 and cannot be asked." in page


def test_one_more_is_asked_and_nobody_else_is_told(lead, edition, invitation, response, signatory, contributor, charity, chapter):
    Email.objects.all().delete()
    editions = edition.round.editions.count()
    answer = lead.post("/rounds/sel-2027/providers/charity/invite/", UNTIL | {"until_day": "22"} | FIRST)
    assert answer.status_code == 302
    late = Invitation.objects.get(organisation=charity)
    assert late.deadline == DEADLINE + timedelta(days=4)
    assert late.extension_reason.endswith("when the round was open already")
    assert {one.to.email for one in Email.objects.all()} == {"fay@charity.example"}
    assert edition.round.editions.count() == editions
    invitation.refresh_from_db()
    assert invitation.deadline == DEADLINE


def test_its_first_person_is_invited_in_every_role_and_told_what_for_once(lead, edition, charity):
    lead.post("/rounds/sel-2027/providers/charity/invite/", UNTIL | FIRST)
    assert set(Offer.objects.get().roles) == {"ADMINISTRATOR", "CONTRIBUTOR", "SIGNATORY"}
    email = Email.objects.get()
    assert "to answer South East London 2027/28 by 5pm on Friday 18 December 2026" in email.body


def test_who_sent_the_link_sends_it_again_from_the_list_of_who_was_told(lead, edition, charity):
    lead.post("/rounds/sel-2027/providers/charity/invite/", UNTIL | FIRST)
    page = read(lead.get("/rounds/sel-2027/providers/"))
    form = page.select_one("#invited").find_next("form")
    lead.post(form["action"], {"from": "/rounds/sel-2027/providers/"})
    assert Email.objects.filter(to__email="fay@charity.example").count() == 2


def test_one_page_leads_from_the_email_to_the_list_of_what_to_answer(lead, edition, charity, client):
    lead.post("/rounds/sel-2027/providers/charity/invite/", UNTIL | FIRST)
    client.logout()
    link = urlsplit(next(word for word in Email.objects.get().body.split() if "/invitations/" in word)).path
    answer = client.post(link, {"name": "Fay First", "password1": "three words long enough", "accepts": "on"}, follow=True)
    response = Invitation.objects.get(organisation=charity).responses.get()
    assert answer.redirect_chain[-1][0] == response.get_absolute_url()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"until_day": "1"}, "The deadline cannot be before that of the round: 5pm on Friday 18 December 2026"),
        ({"until_day": ""}, "Respond by must include a day"),
        ({"roles": ["CONTRIBUTOR"]}, "Select administrator too: it has nobody yet who can invite the others"),
        ({"email": ""}, "Enter their email"),
    ],
)
def test_what_is_wrong_is_told_there_and_nothing_is_sent(lead, edition, charity, typed, told):
    page = read(lead.post("/rounds/sel-2027/providers/charity/invite/", UNTIL | FIRST | typed), 422)
    assert told in problems(page)
    assert page.select_one("[name=name]")["value"] == "Fay First"
    assert not Invitation.objects.filter(organisation=charity).exists()
    assert not Offer.objects.exists()


def test_asked_twice_it_is_refused_with_words(lead, invitation, acute, approver):
    page = read(lead.post("/rounds/sel-2027/providers/acute/invite/", UNTIL), 422)
    assert problems(page)[0].startswith("Eastham Acute Trust was asked on 1 October 2026")
    assert Invitation.objects.filter(organisation=acute).count() == 1


def test_one_that_closed_is_refused_and_its_successor_named(edition, acute, rival, approver):
    Organisation.objects.filter(pk=rival.pk).update(closed_date=PUBLISHED.date())
    succeed(predecessor=rival, successor=acute, kind="merge", date=PUBLISHED.date(), by=None)
    with pytest.raises(actions.Refused, match="It became Eastham Acute Trust: ask that organisation"):
        actions.invite_late(round=edition.round, organisation=rival, by=approver, at=LATE)


def test_after_the_deadline_of_the_round_it_needs_one_of_its_own(edition, charity, approver):
    after = DEADLINE + timedelta(days=1)
    with pytest.raises(actions.NotLater):
        actions.invite_late(round=edition.round, organisation=charity, by=approver, at=after)
    late = actions.invite_late(round=edition.round, organisation=charity, by=approver, at=after, until=after + timedelta(days=9))
    assert late.is_open(after)


# A provider that is not in the register

NEW = {"name": "Lantern Street Charity CIC", "short_name": "Lantern Street", "kinds": ["voluntary-sector"]}


def test_likely_twins_are_shown_before_one_is_added(lead, edition, charity):
    page = read(lead.post("/rounds/sel-2027/providers/add/", NEW), 422)
    assert "Lantern Street Charity. Invite it" in page.select_one("#twins").get_text(" ", strip=True).replace("  ", " ")
    assert Organisation.objects.filter(is_checked=False).count() == 0
    answer = lead.post("/rounds/sel-2027/providers/add/", NEW | {"is_another": "on"})
    added = Organisation.objects.get(is_checked=False)
    assert answer["Location"] == f"/rounds/sel-2027/providers/{added.slug}/invite/"


def test_a_code_somebody_has_is_told(lead, edition, charity):
    Organisation.objects.filter(pk=charity.pk).update(ods_code="XYZ")
    page = read(lead.post("/rounds/sel-2027/providers/add/", NEW | {"ods_code": "xyz"}), 422)
    assert "This is the ODS code of Lantern Street Charity" in problems(page)


def test_only_an_approver_of_the_round_asks_one_more(client, edition, charity, author, neighbour, contributor):
    for who, status in ((author, 403), (neighbour, 404), (contributor, 404)):
        client.force_login(who)
        for page in ("invite/", "add/", "charity/invite/", "charity/pass-on/"):
            assert client.get(f"/rounds/sel-2027/providers/{page}").status_code in (status, 404)


def test_who_has_people_already_needs_no_first_person(lead, edition, rival, competitor):
    page = read(lead.get("/rounds/sel-2027/providers/rival/invite/"))
    assert page.select_one("[name=email]") is None
    person("Unused One")
    lead.post("/rounds/sel-2027/providers/rival/invite/", UNTIL)
    assert Email.objects.get().to == competitor
