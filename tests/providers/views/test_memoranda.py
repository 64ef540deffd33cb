"""The memoranda of a round in the browser: drafted, written and offered."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from portal.audit.models import Email
from portal.organisations.states import Role
from providers import actions
from providers.models import Clause, Memorandum

from ..conftest import person
from ..memoranda import offer, settle
from ..reading import entering, problems, read, rows, typed, words

AFTER = "/rounds/sel-2027/after/"
DRAFT = f"{AFTER}memoranda/draft/"
LIST = f"{AFTER}memoranda/"


def day(date):
    return {"until_day": date.day, "until_month": date.month, "until_year": date.year}


def test_memoranda_are_drafted_one_for_each_provider_and_offered_by_a_day(client, decided, author, approver, acute):
    page = read(entering(client, author).get(read(client.get(AFTER)).select_one("a.nhsuk-button")["href"]))
    assert "Eastham Acute Trust: 1 clause" in words(page)
    draft = client.post(DRAFT, typed(page)).headers["Location"]

    memorandum = Memorandum.objects.get()
    assert draft == memorandum.get_absolute_url()
    edit = reverse("providers:save_memorandum", args=[memorandum.pk])
    page = read(client.get(edit))
    row = {"commitments-0-organisation": str(acute.pk), "commitments-0-action": "", "commitments-0-owner": "Director"}
    page = read(client.post(edit, typed(page, **row)), 422)
    assert problems(page) == ["Enter what the party does"]
    client.post(edit, typed(page, **{**row, "commitments-0-action": "Open at weekends."}))
    said = words(read(client.get(draft)))
    assert "A local price from July. From UEC-02 version 1, condition 1" in said
    assert "Party Eastham Acute Trust Does what Open at weekends." in said and "does not bind anybody in law" in said

    offering = reverse("providers:offer", args=[memorandum.pk])
    assert client.post(offering).status_code == 403
    entering(client, approver)
    assert problems(read(client.post(offering, {}), 422)) == ["Enter the day to sign by"]
    late = read(client.post(offering, day(localdate() - timedelta(days=1))), 422)
    assert problems(late) == ["The day to sign by must be today or later"]
    assert late.find("input", {"name": "until_day"})["value"] == str((localdate() - timedelta(days=1)).day)
    client.post(offering, day(localdate() + timedelta(days=30)))
    memorandum.refresh_from_db()
    assert memorandum.status == "OFFERED"
    assert "State Awaiting signatures Signatures 0" in rows(read(client.get(LIST)))[0]


def test_many_are_drafted_with_one_click_and_the_list_says_how_far_each_is(
    client, decided, rival_invitation, first, competitor, author, approver, group
):
    settle(rival_invitation, competitor, author, approver, {first: "Beds are open"}, contract_reference="QE-114")
    page = read(entering(client, author).get(DRAFT))
    client.post(DRAFT, typed(page))

    listed = read(client.get(LIST))
    assert len(rows(listed)) == 2 and "2 memoranda" in words(listed)
    assert "Nothing waits for a memorandum in this way" in words(read(client.get(DRAFT)))
    assert "Draft : 2" in words(read(client.get(AFTER))) and "in no memorandum yet" not in words(read(client.get(AFTER)))
    assert not rows(read(client.get(LIST, {"state": "AGREED"})))
    assert "with Westham Acute Trust" in client.get(LIST, {"download": "csv"}).content.decode()


def test_what_waits_is_shown_by_group_and_by_contract(client, decided, rival_invitation, first, competitor, author, approver, group):
    settle(rival_invitation, competitor, author, approver, {first: "Beds are open"}, contract_reference="QE-114")
    entering(client, author)

    assert "Provider Alliance: 2 clauses" in words(read(client.get(DRAFT, {"by": "group"})))
    page = read(client.get(DRAFT, {"by": "contract"}))
    assert "QE-114: 1 clause" in words(page)
    assert problems(read(client.post(f"{DRAFT}?by=contract", {}), 422)) == ["Select at least one"]
    client.post(f"{DRAFT}?by=contract", typed(page))
    assert str(Memorandum.objects.get()) == "Memorandum of understanding on contract QE-114, version 1"


def test_a_changed_clause_is_a_redline_to_both_sides(client, memorandum, author, approver, signatory):
    clause = memorandum.clauses.get()
    address = reverse("providers:save_clause", args=[memorandum.pk, clause.pk])
    page = read(entering(client, author).get(address))
    assert problems(read(client.post(address, typed(page, text=" ")), 422)) == ["Enter the clause"]
    client.post(address, typed(page, text=clause.text.replace("from July", "from August")))
    offered = offer(memorandum, approver)

    for reader in (author, signatory):
        shown = words(read(entering(client, reader).get(offered.get_absolute_url())))
        assert "Changed from what was agreed" in shown and "Removed: July" in shown and "Added: August" in shown
    word = reverse("providers:memorandum_word", args=[offered.pk])
    assert client.get(word).status_code == 200


def test_a_clause_that_a_colleague_changed_is_shown_and_not_written_over(client, memorandum, author, approver):
    clause = memorandum.clauses.get()
    address = reverse("providers:save_clause", args=[memorandum.pk, clause.pk])
    page = read(entering(client, author).get(address))
    actions.save_clause(clause=clause, by=approver, revision=0, text="THEIRS")

    page = read(client.post(address, typed(page, text="MINE")), 409)

    assert "THEIRS" in words(page) and "MINE" in words(page) and "Abe Approver saved this at" in words(page)
    assert Clause.objects.get().text == "THEIRS"
    client.post(address, typed(page))
    assert Clause.objects.get().text == "MINE"


def test_a_clause_is_left_out_with_a_reason_that_both_sides_read(client, memorandum, author, approver, signatory):
    clause = memorandum.clauses.get()
    address = reverse("providers:save_clause", args=[memorandum.pk, clause.pk])
    client.post(address, typed(read(entering(client, author).get(address)), left_out_because="It is in the contract"))
    client.post(reverse("providers:add_clause", args=[memorandum.pk]), {"text": "We meet in May."})
    offered = offer(memorandum, approver)

    said = words(read(entering(client, signatory).get(offered.get_absolute_url())))

    assert "Agreed, and left out of this memorandum" in said and "Left out because: It is in the contract" in said
    assert "We meet in May. Added to this memorandum; it comes from no decision" in said


def test_parties_are_chosen_and_a_reason_is_asked_for(client, memorandum, author, acute, commissioner, group):
    address = reverse("providers:choose_parties", args=[memorandum.pk])
    page = read(entering(client, author).get(address))
    assert "Provider Alliance (provider, a group)" in words(page)
    chosen = [str(commissioner.pk), str(group.pk)]

    page = read(client.post(address, {"parties": chosen}), 422)
    assert problems(page) == ["Say why Eastham Acute Trust is taken out."]
    client.post(address, {"parties": chosen, "because": "Through the alliance"})

    said = words(read(client.get(memorandum.get_absolute_url())))
    assert "No party: Eastham Acute Trust. Through the alliance" in said and "It signs through its members, each for itself" in said


def test_who_cannot_sign_is_named_with_what_to_do(client, memorandum, approver, author, signatory, acute):
    signatory.memberships.update(ended_at="2026-11-01T09:00Z")
    page = read(entering(client, approver).get(memorandum.get_absolute_url()))
    assert page.find("a", string="See whom it was asked through, and send that again")["href"].startswith("/rounds/sel-2027/providers/?q=")
    head = person("Ad Ministrator", (acute, Role.ADMINISTRATOR))
    page = read(client.get(memorandum.get_absolute_url()))
    assert "1 administrator of it can invite one" in words(page)

    client.post(reverse("providers:ask_administrators", args=[memorandum.pk]))

    assert Email.objects.get(kind="memorandum_signer").to == head
    assert "less than a day ago" in words(read(client.post(reverse("providers:ask_administrators", args=[memorandum.pk]), follow=True)))


def test_the_list_takes_the_same_queries_for_one_or_many(client, decided, round, author, acute, django_assert_max_num_queries):
    entering(client, author).get(LIST)
    actions.draft_memorandum(round=round, by=author, organisation=acute)
    for number in range(20):
        Memorandum.objects.create(round=round, contract=f"C-{number}", number=1, terms={})

    with django_assert_max_num_queries(12):
        assert len(rows(read(client.get(LIST)))) == 21


def test_a_stale_memorandum_shows_both_and_overwrites_nothing(client, memorandum, author, approver):
    address = reverse("providers:save_memorandum", args=[memorandum.pk])
    page = read(entering(client, author).get(address))
    terms = {**memorandum.terms, "purpose": "THEIRS"}
    actions.save_memorandum(memorandum=memorandum, by=approver, revision=0, terms=terms, commitments=[])

    page = read(client.post(address, typed(page, purpose="MINE")), 409)

    assert "THEIRS" in words(page) and "MINE" in words(page) and "Abe Approver saved this at" in words(page)
    memorandum.refresh_from_db()
    assert memorandum.terms["purpose"] == "THEIRS"
    client.post(address, typed(page))
    memorandum.refresh_from_db()
    assert memorandum.terms["purpose"] == "MINE"


def test_a_commitment_is_taken_out_with_one_tick(client, memorandum, author, acute):
    promises = [
        {"organisation": acute, "action": action, "by_date": None, "owner": ""} for action in ("Opens at weekends", "Trains nurses")
    ]
    actions.save_memorandum(memorandum=memorandum, by=author, revision=0, terms=memorandum.terms, commitments=promises)
    address = reverse("providers:save_memorandum", args=[memorandum.pk])
    page = read(entering(client, author).get(address))

    client.post(address, typed(page, **{"commitments-0-is_left_out": "on", "commitments-0-action": ""}))

    assert [one.action for one in memorandum.commitments.all()] == ["Trains nurses"]
