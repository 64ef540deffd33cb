"""A proposal that was accepted becomes a draft intention, which knows where it came from."""

import pytest
from django.db import InternalError, transaction

from intentions.models import Chapter, Intention
from portal.audit.models import Event
from providers import actions
from providers.models import Origin

from ..conftest import IN_TIME


@pytest.fixture
def decided(proposal, receipt, author, approver, round):
    def decide(**said):
        actions.decide(position=proposal, by=author, **said)
        actions.publish_decisions(round=round, by=approver, at=IN_TIME)
        return proposal

    return decide


def adopt(proposal, by, chapter=None):
    return actions.adopt(position=proposal, chapter=chapter or Chapter.objects.get(), by=by, at=IN_TIME)


def test_what_was_accepted_becomes_a_draft_in_its_own_words(decided, author):
    proposal = decided(verdict="accept")

    origin = adopt(proposal, author)

    draft = origin.intention.latest
    assert (draft.status, draft.title, draft.description) == ("DRAFT", "A frailty hub", proposal.words)
    assert (proposal.origin.intention, origin.intention.origins.get().position) == (origin.intention, proposal)
    assert Event.objects.of(origin.intention).filter(name="intention.adopted").exists()


def test_what_was_accepted_in_part_becomes_a_draft_in_the_agreed_words(decided, author):
    proposal = decided(verdict="accept-in-part", reason="Money.", agreed="One hub from 2028.")

    assert adopt(proposal, author).intention.latest.description == "<p>One hub from 2028.</p>"


def test_a_second_click_makes_no_second_draft(decided, author):
    proposal = decided(verdict="accept")

    assert adopt(proposal, author) == adopt(proposal, author)
    assert Intention.objects.filter(published=None).count() == 1


@pytest.mark.parametrize("said", [{"verdict": "not-accept", "reason": "No."}, {"verdict": "defer", "reason": "Later."}])
def test_what_was_not_accepted_becomes_nothing(decided, author, said):
    with pytest.raises(actions.Refused, match="once the decision that accepts it is published"):
        adopt(decided(**said), author)


def test_what_is_decided_and_not_published_becomes_nothing_yet(proposal, receipt, author):
    actions.decide(position=proposal, by=author, verdict="accept")

    with pytest.raises(actions.Refused, match="is published"):
        adopt(proposal, author)


def test_what_is_commercially_sensitive_becomes_nothing(answered, proposal, contributor, signatory, author, approver, round):
    said = {"is_sensitive": True, "sensitive_reason": "Prices"}
    actions.save_point(response=answered, point=proposal.pk, by=contributor, content=said)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=proposal, by=author, verdict="accept")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    proposal.refresh_from_db()

    with pytest.raises(actions.Refused, match="commercially sensitive"):
        adopt(proposal, author)


def test_where_it_came_from_never_changes(decided, author):
    adopt(decided(verdict="accept"), author)

    with pytest.raises(InternalError), transaction.atomic():
        Origin.objects.update(at=IN_TIME)


def test_its_provider_learns_of_the_draft_when_it_is_published(decided, author, contributor, competitor):
    origin = adopt(decided(verdict="accept"), author)

    assert Origin.objects.visible_to(author).exists()
    assert not Origin.objects.visible_to(contributor).exists()
    Intention.objects.filter(pk=origin.intention.pk).update(published=origin.intention.latest)
    assert Origin.objects.visible_to(contributor).exists()
    assert Origin.objects.visible_to(competitor).exists()
