"""What happens when two people press at the same time: threads, each with its own connection to real PostgreSQL."""

from contextlib import suppress

import pytest

from intentions import actions
from intentions.models import Edition, Intention, Version
from portal.moves import CannotMove
from portal.moves.stale import Stale
from tests.at_once import PEOPLE, at_once

from .conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_two_people_reorder_at_once_and_both_moves_count(chapter, author, colleague):
    made = [actions.add_intention(chapter=chapter, by=author, content={"title": str(number)}) for number in range(PEOPLE)]
    first = made[0]

    def reorder(number):
        """Each person moves another intention to the front."""
        return actions.move(thing=made[number], by=[author, colleague][number % 2], before=first) if number else None

    at_once(reorder)
    order = list(chapter.intentions.order_by("order").values_list("pk", flat=True))
    assert order[-1] == first.pk  # all the others were moved before it, and none was lost
    assert sorted(order) == sorted(one.pk for one in made)
    assert list(chapter.intentions.order_by("order").values_list("order", flat=True)) == list(range(1, PEOPLE + 1))


def test_a_round_is_rolled_forward_whole_while_it_is_being_edited(chapter, author, colleague, lead, round):
    """What is copied is one moment of each text: its title and its money belong together."""
    intention = actions.add_intention(chapter=chapter, by=author, content={"title": "0", "dependencies": "0"})

    def write_or_roll(number):
        if number % 2:
            new = {"title": f"N{number}", "slug": f"n{number}", "lead": lead, "participants": []}
            return actions.roll_forward(round=round, year_from=2020, year_to=2020, by=author, **new)
        for turn in range(5):
            said = f"{number}-{turn}"
            money = [{"kind": "saving", "basis": said}]
            version = Version.objects.get(pk=intention.latest_id)
            with suppress(actions.Stale):  # another was first: whole texts are what is looked for
                actions.save_version(version=version, by=colleague, content={"title": said, "money": money}, revision=version.revision)
        return None

    rolled = [answer for answer in at_once(write_or_roll) if answer]
    assert len(rolled) == PEOPLE // 2
    for new in rolled:
        copy = new.intentions.get().latest
        assert [row.basis for row in copy.money.all()] in ([], [copy.title])
