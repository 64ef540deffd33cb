"""The memoranda of a round in the browser: read, signed, declined, reminded of, on both sides."""

import pytest
from django.urls import reverse

from portal.audit.models import Email
from portal.printing.press import print_document
from providers import actions

from ..conftest import PASSWORD
from ..memoranda import offer
from ..reading import entering, problems, read, rows, typed, words

LIST = "/rounds/sel-2027/after/memoranda/"


def test_a_party_declines_with_a_reason_that_the_commissioners_read(client, offered, signatory, author, approver):
    page = read(entering(client, signatory).get(offered.get_absolute_url()))
    address = page.find("a", string="Do not sign, and say why")["href"]
    form = read(client.get(address))
    assert problems(read(client.post(address, typed(form)), 422)) == ["Enter why you do not sign"]
    client.post(address, typed(form, reason="The sum is too low"))

    assert "Declined to sign" in words(read(client.get(offered.get_absolute_url())))
    said = words(read(entering(client, author).get(offered.get_absolute_url())))
    assert "Who does not sign Eastham Acute Trust, Sig Natory: The sum is too low" in said
    assert "Somebody does not sign" in rows(read(client.get(LIST, {"see": "on"})))[0]
    home = words(read(client.get("/home/")))
    assert "See to memoranda: declined" in home

    entering(client, approver).post(reverse("providers:take_back", args=[offered.pk]))
    assert "draft again" in words(read(client.get(offered.get_absolute_url())))


def test_a_decline_of_a_text_that_changed_is_kept_on_the_page(client, offered, signatory, approver):
    address = reverse("providers:decline_memorandum", args=[offered.pk])
    form = typed(read(entering(client, signatory).get(address)), reason="The sum is too low")
    offer(actions.take_back(memorandum=offered, by=approver), approver)

    page = read(client.post(address, form), 422)

    assert "The text changed after you opened this page" in problems(page)[0] and "The sum is too low" in words(page)
    assert not offered.declines.exists()


def test_a_reminder_by_hand_goes_to_who_is_awaited(client, offered, author, signatory, approver):
    page = read(entering(client, author).get(offered.get_absolute_url()))
    assert "Eastham Acute Trust have neither signed nor declined" in words(page).replace("North CCG, ", "")

    said = read(client.post(reverse("providers:remind_parties", args=[offered.pk]), follow=True))

    assert "Reminded: 2 people." in words(said)
    assert set(Email.objects.filter(kind="memorandum_reminded").values_list("to", flat=True)) == {signatory.pk, approver.pk}


def test_a_signature_that_lapsed_is_kept_in_sight(client, offered, signatory, approver, acute):
    said = {"role": "Chief executive", "at": "2026-12-18T16:58Z", "seen": offered.text_sha256}
    actions.agree(memorandum=offered, by=signatory, organisation=acute, **said)
    offer(actions.take_back(memorandum=offered, by=approver), approver)

    page = words(read(entering(client, signatory).get(offered.get_absolute_url())))

    assert "Signature lapsed Eastham Acute Trust: Sig Natory, Chief executive" in page and "0 of 2 parties signed" in page
    assert "Sign this text" in page or "I sign this text" in page


def test_a_party_reads_and_signs_it_and_nobody_else_finds_it(client, offered, signatory, competitor, neighbour):
    address = offered.get_absolute_url()
    for stranger in (competitor, neighbour):
        assert entering(client, stranger).get(address).status_code == 404
    listed = read(entering(client, signatory).get("/responses/"))
    assert "Awaiting signatures South East London 2027/28: with Eastham Acute Trust, version 1" in words(listed)
    assert "to be signed by 29 January 2027" in words(listed)
    page = read(client.get(address))
    assert offered.text_sha256 in words(page)

    assert problems(read(client.post(address, typed(page, password=PASSWORD)), 422)) == ["Tick that you sign this text"]
    client.post(address, typed(page, password=PASSWORD, is_signed="on"))

    assert offered.accords.get().signatory == signatory
    assert "Signed Sig Natory" in words(read(client.get(address)))


def test_a_memorandum_taken_back_shows_the_words_as_they_are_now(client, offered, author, approver):
    draft = actions.take_back(memorandum=offered, by=approver)
    terms = {**draft.terms, "purpose": "Said anew"}
    actions.save_memorandum(memorandum=draft, by=author, revision=draft.revision, terms=terms, commitments=[])

    page = read(entering(client, author).get(offered.get_absolute_url()))

    assert "Said anew" in words(page) and "Awaiting signatures" not in words(page) and offered.text_sha256 not in words(page)
    assert client.get(reverse("providers:memorandum_pdf", args=[offered.pk])).status_code == 404


def test_each_clause_leads_to_the_point_it_comes_from(client, offered, author, signatory):
    def origin(person):
        page = read(entering(client, person).get(offered.get_absolute_url()))
        return page.find("a", string="From UEC-02 version 1, condition 1 of Eastham Acute Trust")["href"]

    assert "What they said" in words(read(entering(client, author).get(origin(author))))
    shown = read(entering(client, signatory).get(origin(signatory)))
    assert rows(shown)[0].startswith("Intention UEC-02") and "A local price is agreed" in rows(shown)[0]


def test_before_it_is_offered_it_says_how_many_are_emailed_and_who_cannot_sign(client, memorandum, approver, signatory):

    said = words(read(entering(client, approver).get(memorandum.get_absolute_url())))
    assert "emails 2 people who sign for the 2 parties" in said and "cannot sign yet" not in said

    signatory.memberships.all().delete()
    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "Who cannot sign yet Eastham Acute Trust. It has no signatory with a working account." in said
    assert "emails 1 person who signs for the 2 parties" in said and "Nobody can sign for the provider" in said


def test_what_was_accepted_since_is_named_and_taken_in_with_one_click(client, memorandum, author):
    memorandum.clauses.all().delete()
    page = read(entering(client, author).get(memorandum.get_absolute_url()))
    assert "1 clause could be added: a point was accepted after this was drafted." in words(page)

    client.post(reverse("providers:redraft", args=[memorandum.pk]))

    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "The clauses are up to date." in said and "could be added" not in said and "A local price from July." in said


def test_a_signature_of_a_text_offered_anew_is_asked_for_again_on_the_new_text(client, offered, author, approver, signatory):
    address = offered.get_absolute_url()
    old = typed(read(entering(client, signatory).get(address)), password=PASSWORD, is_signed="on")
    draft = actions.take_back(memorandum=offered, by=approver)
    actions.save_memorandum(memorandum=draft, by=author, revision=0, terms={**draft.terms, "purpose": "Said anew"}, commitments=[])
    offer(draft, approver)

    page = read(client.post(address, old), 409)

    assert "Said anew" in words(page) and not offered.accords.exists()
    client.post(address, typed(page, password=PASSWORD, is_signed="on"))
    assert offered.accords.count() == 1


def test_the_second_click_of_a_signature_shows_that_it_is_signed(client, offered, signatory):
    address = offered.get_absolute_url()
    sent = typed(read(entering(client, signatory).get(address)), password=PASSWORD, is_signed="on")
    client.post(address, sent)

    assert client.post(address, sent).headers["Location"] == address
    assert "1 of 2 parties signed." in words(read(client.get(address)))


@pytest.mark.slow
def test_a_memorandum_is_an_accessible_pdf(client, offered, signatory):
    print_document(document_id=str(offered.paper_id))
    entering(client, signatory)

    answer = client.get(reverse("providers:memorandum_pdf", args=[offered.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    offered.paper.refresh_from_db()
    assert (offered.paper.faults, offered.paper.is_accessible) == ([], True)
