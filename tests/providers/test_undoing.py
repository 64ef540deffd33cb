"""A list brought into a round is undone: who has not begun is asked no more and told so; who has begun is left alone."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from portal.audit.models import Email, Event
from portal.moves import CannotMove
from portal.organisations.bulk import read as read_list
from portal.organisations.models import Membership, Offer, Organisation
from portal.organisations.states import Kind, Role
from providers import actions
from providers.models import Invitation

from .conftest import DEADLINE, PUBLISHED, person
from .reading import entering, read, words

LATE = PUBLISHED + timedelta(days=20)
CELLS = [
    ["Westham Acute Trust", "", "", "", "", ""],
    ["Lantern Street Charity", Kind.VOLUNTARY_SECTOR.label, "", "Fay First", "fay@charity.example", ""],
]


@pytest.fixture
def kept(edition, rival, competitor, invitation, approver, round):
    """Two of a list: one of the register with its people, one that is new with somebody who has not joined; a third asked before."""
    with time_machine.travel(LATE, tick=False):
        lines = read_list(CELLS, is_demonstration=False)
        assert not [line.problems for line in lines if line.problems]
        actions.invite_list(round=round, lines=lines, by=approver, at=LATE, until=DEADLINE)
    Email.objects.all().update(status="SENT", sent_at=LATE)
    return Event.objects.get(name="round.list_invited")


def undo(event, round, approver):
    with time_machine.travel(LATE, tick=False):
        return actions.undo_list(round=round, event=event, by=approver, at=LATE)


def test_who_has_not_begun_is_asked_no_more_and_told(kept, round, approver, acute, competitor):
    done = undo(kept, round, approver)

    assert [one.name for one in done.taken_back] == ["Lantern Street Charity", "Westham Acute Trust"] and not done.stayed
    assert [one.organisation for one in Invitation.objects.all()] == [acute]  # who was asked before is left alone
    told = Email.objects.filter(kind="asked_no_more")
    assert {one.to.email for one in told} == {"fay@charity.example", competitor.email}
    assert not Offer.objects.waiting().exists() and Organisation.objects.get(name="Lantern Street Charity").closed_date == LATE.date()
    assert Organisation.objects.get(slug="rival").closed_date is None  # it was in the register before


def test_who_has_begun_stays_and_is_told_nothing(kept, round, approver, rival, competitor):
    actions.start(invitation=Invitation.objects.get(organisation=rival), by=competitor)

    done = undo(kept, round, approver)

    assert ([one.slug for one in done.stayed], len(done.taken_back)) == (["rival"], 1)
    assert {one.to.email for one in Email.objects.filter(kind="asked_no_more")} == {"fay@charity.example"}


def test_an_organisation_that_begun_without_anybody_joined_is_not_closed(kept, round, approver, first, settings, tmp_path, author):
    from .actions.test_transcript import record

    settings.MEDIA_ROOT = tmp_path
    record(Invitation.objects.get(organisation__name="Lantern Street Charity"), author, first)

    undo(kept, round, approver)

    assert Organisation.objects.get(name="Lantern Street Charity").closed_date is None
    assert Offer.objects.waiting().count() == 1


def test_a_list_is_undone_once(kept, round, approver):
    undo(kept, round, approver)
    with pytest.raises(CannotMove):
        undo(kept, round, approver)


def test_who_was_asked_is_asked_again_afterwards(kept, round, approver, rival):
    undo(kept, round, approver)
    assert actions.invite_late(round=round, organisation=rival, by=approver, at=LATE).organisation == rival


def test_it_is_undone_from_the_round_after_a_look_at_whom_it_touches(client, kept, round, approver, rival, competitor):
    actions.start(invitation=Invitation.objects.get(organisation=rival), by=competitor)
    with time_machine.travel(LATE, tick=False):
        told = read(entering(client, approver).get(reverse("providers:told", args=[round.slug])))
        assert "Abe Approver asked 2 organisations of a list" in words(told)
        link = told.find("a", string="Undo this list")["href"]
        check = words(read(client.get(link)))
        assert "Asked by this list Lantern Street Charity, Westham Acute Trust" in check and "shows afterwards, not before" in check
        after = read(client.get(client.post(link).headers["Location"]))
        assert "Undone: 1 asked no more, 1 had begun and stay." in words(after) and not after.find("a", string="Undo this list")
        assert client.get(link).status_code == 404


def test_the_page_of_lists_leads_to_the_round_and_undoes_nothing_by_half(client, kept, approver, round):
    address = reverse("brought_in", args=[kept.details["list"]])
    answer = entering(client, approver).post(address)
    assert answer.headers["Location"] == reverse("providers:told", args=[round.slug]) and Offer.objects.waiting().exists()


@pytest.mark.parametrize(("who", "status"), [("author", 403), ("viewer", 403), ("competitor", 404), ("neighbour", 404)])
def test_only_who_invites_undoes(client, kept, round, request, who, status):
    address = reverse("providers:undo_list", args=[round.slug, kept.pk])
    assert entering(client, request.getfixturevalue(who)).post(address).status_code == status
    assert Invitation.objects.count() == 3


def test_the_email_says_that_nothing_is_left_to_do(kept, round, approver, mailoutbox):
    undo(kept, round, approver)
    one = Email.objects.filter(kind="asked_no_more", to__email="fay@charity.example").get()
    assert one.subject == "Lantern Street Charity is not asked to respond any more: South East London 2027/28"


def test_somebody_who_joined_and_did_not_begin_keeps_their_organisation(kept, round, approver):
    new = Organisation.objects.get(name="Lantern Street Charity")
    somebody = person("Jo Joined")
    Membership.objects.create(user=somebody, organisation=new, role=Role.CONTRIBUTOR)

    undo(kept, round, approver)

    new.refresh_from_db()
    assert new.closed_date is None and Invitation.objects.filter(organisation=new).count() == 0
