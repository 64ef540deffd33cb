"""Whoever subscribes to a round, its place or a programme is told of its decisions, when one of them is public."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from portal.alerts import tasks
from portal.alerts.documents import key_of
from portal.alerts.models import Notice, Subscriber, Subscription
from portal.alerts.states import Pace
from providers import actions
from providers.models import Position

from ..conftest import IN_TIME

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)


@pytest.fixture
def told(round, chapter, borough):
    """Three readers: of the round, of the programme, of the place; what is told each turn."""
    for thing in (round, chapter.programme, borough):
        reader = Subscriber.objects.create(email=f"{key_of(thing).partition(':')[0]}@example.org")
        said = {"key": key_of(thing), "pace": Pace.AT_ONCE, "asked_at": LONG_AGO, "confirmed_at": LONG_AGO}
        Subscription.objects.create(subscriber=reader, **said)

    def turn():
        mail.outbox.clear()
        tasks.tell()
        return {message.to[0].partition("@")[0]: message for message in mail.outbox}

    return turn


def test_decisions_are_told_with_no_word_of_an_answer(told, decided, round):
    said = told()
    assert {"round", "programme"} <= set(said)
    assert said["round"].subject == f"Decisions: {round.title}"
    assert f"/rounds/{round.slug}/decisions/" in said["round"].body
    assert not any(word in message.body for message in said.values() for word in ("CANARY", "From July"))
    assert told() == {}


def test_decisions_that_are_all_sensitive_are_told_to_nobody(told, response, first, contributor, signatory, round, author, approver):
    content = {"stance": "cannot-support", "comment": "SECRET", "is_sensitive": True, "sensitive_reason": "Prices"}
    actions.save_position(response=response, intention=first, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME)
    actions.decide(position=Position.objects.get(comment="SECRET"), by=author, verdict="not-accept", reason="canary")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    assert Notice.objects.count() == 1 and told() == {}
