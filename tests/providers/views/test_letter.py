"""The covering letter: from the round's facts, as page, PDF and email, for those it is sent to and those who sent it."""

import pytest
from django.urls import reverse

from portal.audit.models import Email
from portal.printing.press import print_document

from ..reading import entering, read, words


@pytest.fixture
def address(invitation):
    return reverse("providers:letter", args=[invitation.pk])


def test_the_letter_says_who_asks_for_what_by_when(client, address, contributor):
    said = words(read(entering(client, contributor).get(address)))

    due = "5pm on Friday 18 December 2026 (London time)"
    for fact in ("North CCG", "Eastham Acute Trust", "1 October 2026", "edition 1", "2027/28", due):
        assert fact in said, fact
    assert "UEC-01" in said and "UEC-02" in said and "UEC-03" not in said  # those that touch it


def test_the_letter_goes_by_email_too_and_its_sending_can_be_proved(client, invitation, address, approver, contributor):
    email = Email.objects.get(kind="invited", to=contributor)
    assert "Respond by 5pm on Friday 18 December 2026" in email.body

    told = words(read(entering(client, approver).get("/rounds/sel-2027/providers/")))

    assert "0 of 2 emails sent" in told and "Not opened" in told
    read(client.get(address))


@pytest.mark.parametrize("who", ["competitor", "neighbour"])
@pytest.mark.parametrize("name", ["letter", "letter_pdf"])
def test_the_letter_to_somebody_else_is_not_there(client, invitation, request, who, name):
    assert entering(client, request.getfixturevalue(who)).get(reverse(f"providers:{name}", args=[invitation.pk])).status_code == 404


def test_the_letter_stays_as_it_was_sent(client, invitation, address, round, contributor):
    type(round).objects.filter(pk=round.pk).update(title="Another title")

    assert "South East London 2027/28" in words(read(entering(client, contributor).get(address)).select_one("main"))


@pytest.mark.slow
def test_the_letter_is_an_accessible_pdf(client, invitation, contributor):
    print_document(document_id=str(invitation.letter_id))

    answer = entering(client, contributor).get(reverse("providers:letter_pdf", args=[invitation.pk]))

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    invitation.letter.refresh_from_db()
    assert (invitation.letter.faults, invitation.letter.is_accessible) == ([], True)
