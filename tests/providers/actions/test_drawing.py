"""One memorandum for each provider, group or contract: what was agreed is in exactly one of them."""

import pytest

from portal.organisations.models import Succession
from providers import actions
from providers.documents import drawing
from providers.models import Memorandum

from ..memoranda import agree, offer, settle, texts


@pytest.fixture
def both(invitation, rival_invitation, first, second, contributor, signatory, competitor, author, approver, round):
    """Two providers, with one and two points agreed; the second on a contract."""
    settle(invitation, signatory, author, approver, {second: "A local price"})
    settle(rival_invitation, competitor, author, approver, {first: "A clinic", second: "Beds are open"}, contract_reference="QE-114")
    return round


def draft(round, author, organisation=None, contract=""):
    return actions.draft_memorandum(round=round, by=author, organisation=organisation, contract=contract)


def test_each_provider_has_its_own_at_the_same_time(both, author, acute, rival):
    mine, theirs = draft(both, author, acute), draft(both, author, rival)

    assert [one.partition(": ")[2] for one in texts(mine)] == ["A local price."]
    assert [one.partition(": ")[2] for one in texts(theirs)] == ["A clinic.", "Beds are open."]
    assert {one.organisation for one in theirs.parties.filter(side="provider")} == {rival}
    assert drawing.waiting(both) == 0


def test_a_contract_takes_what_names_it_and_nobody_else_says_it_again(both, author, acute, rival):
    contract = draft(both, author, contract="qe-114 ")
    assert [one.partition(": ")[2] for one in texts(contract)] == ["A clinic.", "Beds are open."]
    assert {one.organisation for one in contract.parties.filter(side="provider")} == {rival}

    with pytest.raises(actions.Refused, match="Nothing that was agreed waits for a memorandum with Westham"):
        draft(both, author, rival)
    assert draft(both, author, contract="QE-114") == contract


def test_a_group_gathers_what_its_members_have_no_memorandum_of_their_own_for(both, group, author, acute, rival):
    own = draft(both, author, acute)
    joint = draft(both, author, group)

    assert len(texts(own)) == 1 and len(texts(joint)) == 2
    assert [one.organisation for one in joint.parties.filter(side="provider")] == [group]


def test_what_waits_is_counted_in_each_way(both, group, author, acute, rival):
    def counts(by):
        return {one.name: one.waiting for one in drawing.subjects(both, by)}

    assert counts("provider") == {"Eastham Acute Trust": 1, "Westham Acute Trust": 2}
    assert counts("group") == {"Provider Alliance": 3} and counts("contract") == {"QE-114": 2}
    draft(both, author, rival)
    assert counts("provider") == {"Eastham Acute Trust": 1, "Westham Acute Trust": 0}
    assert counts("group") == {"Provider Alliance": 1} and counts("contract") == {"QE-114": 0}


def test_what_is_set_aside_waits_again(both, author, acute, rival):
    actions.set_aside(memorandum=draft(both, author, rival), by=author)

    assert drawing.waiting(both) == 3
    again = draft(both, author, rival)
    assert (again.number, len(texts(again))) == (2, 2)


def test_what_became_of_a_provider_has_its_words(both, author, acute, rival):
    Succession.objects.create(predecessor=rival, successor=acute, kind="MERGED", date="2026-11-01", handed_on_at="2026-11-02T09:00Z")

    merged = draft(both, author, acute)

    assert len(texts(merged)) == 3
    assert {one.organisation for one in merged.parties.filter(side="provider")} == {acute}


def test_the_next_version_carries_over_what_was_written(both, author, approver, commissioner, acute, signatory, rival):
    first = draft(both, author, acute)
    clause = first.clauses.get()
    actions.save_clause(clause=clause, by=author, revision=0, text="A local price, reviewed in May.")
    actions.add_clause(memorandum=first, by=author, text="The parties meet in May.")
    promise = {"organisation": acute, "action": "Opens at weekends", "by_date": None, "owner": ""}
    actions.save_memorandum(memorandum=first, by=author, revision=0, terms={"purpose": "Ours"}, commitments=[promise])
    offered = offer(first, approver)
    agree(offered, signatory, acute)
    agree(offered, approver, commissioner)

    again = draft(both, author, acute)

    assert texts(again) == ["A local price, reviewed in May.", "The parties meet in May."]
    assert again.commitments.get().action == "Opens at weekends" and again.terms["purpose"] == "Ours"
    offered.refresh_from_db()
    assert (again.number, offered.status) == (2, "AGREED")
    agree(offer(again, approver), signatory, acute)
    agree(Memorandum.objects.get(pk=again.pk), approver, commissioner)
    offered.refresh_from_db()
    assert offered.status == "REPLACED"


def test_a_signed_memorandum_of_one_provider_replaces_none_of_another(
    both, author, approver, commissioner, acute, rival, signatory, competitor
):
    for organisation, person in ((acute, signatory), (rival, competitor)):
        offered = offer(draft(both, author, organisation), approver)
        agree(offered, person, organisation)
        agree(offered, approver, commissioner)

    assert [one.status for one in both.memoranda.all()] == ["AGREED", "AGREED"]
