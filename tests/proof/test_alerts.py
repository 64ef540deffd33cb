"""alerts.10000: ten thousand readers are told of one agenda: each once, and a batch asks as much whoever is in it."""

import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.alerts import actions, tasks
from portal.alerts.documents import key_of
from portal.alerts.models import Letter, Subscriber, Subscription
from portal.alerts.states import LetterStatus, Pace
from tests.committees.conftest import (  # noqa: F401  # noqa: F401
    approver,
    author,
    ccg,
    cleared,
    clerk,
    committee,
    council,
    edition,
    item,
    meeting,
    paper,
    published,
    round_,
)

from .measured import measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
READERS = sized(10_000, 1_200)


def test_ten_thousand_readers_are_told_once_each(committee, published):  # noqa: F811
    people = Subscriber.objects.bulk_create(Subscriber(email=f"reader{number}@example.org") for number in range(READERS))
    said = {"key": key_of(committee), "pace": Pace.AT_ONCE, "asked_at": LONG_AGO, "confirmed_at": LONG_AGO}
    Subscription.objects.bulk_create(Subscription(subscriber=one, **said) for one in people)
    began, turns, asked = time.monotonic(), 0, set()
    tasks.tell()
    while Letter.objects.filter(status=LetterStatus.WAITING).exists():
        with CaptureQueriesContext(connection) as queries:
            sent = actions.send_waiting()
        asked.add(len(queries)) if sent == 500 else None
        turns += 1
    told = Counter(address for message in mail.outbox for address in message.to)
    wrong = [one.email for one in people if told[one.email] != 1]
    failed = len(wrong) + (len(asked) > 1)
    measured("alerts.10000", READERS, failed, began, turns=turns, queries_of_500=sorted(asked), letters=len(mail.outbox))
