"""What happens when two people press at the same time: threads, each with its own connection to real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from intentions import actions
from intentions.models import Edition, Intention, Version
from portal.moves import CannotMove
from portal.moves.stale import Stale

from .conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def at_once(act):
    """`act(number)` by several people from the same starting shot; what each of them got, an exception being an answer."""
    barrier = Barrier(PEOPLE)

    def one(number):
        barrier.wait()
        try:
            return act(number)
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_an_edition_is_published_once(approved, round, approver):
    def publish(number):
        return actions.publish(round=round, by=approver, approving_body="Governing body", approved_date=None, at=NOON)

    answers = at_once(publish)
    assert sum(isinstance(answer, Edition) for answer in answers) == 1
    assert sum(isinstance(answer, actions.Blocked) for answer in answers) == PEOPLE - 1
    assert Edition.objects.get().number == 1


def test_a_version_is_approved_once(in_review, approver):
    answers = at_once(lambda number: actions.approve(version=in_review, by=approver, at=NOON))
    assert sum(isinstance(answer, Version) for answer in answers) == 1
    assert sum(isinstance(answer, CannotMove) for answer in answers) == PEOPLE - 1


def test_the_next_version_is_opened_once(approved, author):
    answers = at_once(lambda number: actions.open_next_version(intention=approved.intention, by=author))
    assert sum(isinstance(answer, Version) for answer in answers) == 1
    assert sum(isinstance(answer, CannotMove) for answer in answers) == PEOPLE - 1


def test_intentions_added_together_have_references_of_their_own(chapter, author):
    answers = at_once(lambda number: actions.add_intention(chapter=chapter, by=author, content={"title": f"Number {number}"}))
    assert all(isinstance(answer, Intention) for answer in answers)
    assert len({answer.reference for answer in answers}) == PEOPLE


def test_of_saves_of_one_field_one_stays_and_the_others_are_told(version, author):
    opened = version.revision
    answers = at_once(
        lambda number: actions.save_version(version=version, by=author, content={"title": f"Title {number}"}, revision=opened)
    )
    saved = [answer for answer in answers if isinstance(answer, Version)]
    assert len(saved) == 1
    assert sum(isinstance(answer, Stale) for answer in answers) == PEOPLE - 1
    version.refresh_from_db()
    assert version.title == saved[0].title
