"""What happens when two people press at the same time: threads, each with its own connection to real PostgreSQL."""

import pytest

from committees import actions
from committees.models import Pack, Paper
from portal.moves import CannotMove
from tests.at_once import PEOPLE, at_once

from ..conftest import IN_TIME

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_an_issue_that_six_clerks_mean_is_issued_once(published, clerk):
    answers = at_once(lambda number: actions.issue_pack(meeting=published, by=clerk, at=IN_TIME, issue=1))

    assert kinds(answers) == ["AlreadyIssued"] * (PEOPLE - 1) + ["list"]
    assert Pack.objects.count() == 1


def test_a_paper_is_cleared_once(item, paper, approver):
    answers = at_once(lambda number: actions.clear(paper=paper, by=approver, at=IN_TIME))

    assert kinds(answers) == ["CannotMove"] * (PEOPLE - 1) + ["Paper"]


def test_items_added_together_have_numbers_of_their_own(meeting, clerk):
    items = at_once(lambda number: actions.add_item(meeting=meeting, title=f"Item {number}", by=clerk))

    assert sorted(item.number for item in items) == list(range(1, PEOPLE + 1))


def test_an_agenda_that_is_shuffled_by_six_keeps_its_numbers(meeting, clerk):
    items = [actions.add_item(meeting=meeting, title=f"Item {number}", by=clerk) for number in range(PEOPLE)]
    answers = at_once(lambda number: actions.move_item(item=items[number], by=clerk, to=1 + number % 2))

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert sorted(meeting.items.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))


def test_one_part_written_by_six_keeps_one_text_and_refuses_the_others(paper, author):
    answers = at_once(lambda number: actions.save_paper(paper=paper, by=author, revision=0, conclusion=f"<p>Text {number}</p>"))

    assert kinds(answers) == ["Paper"] + ["Stale"] * (PEOPLE - 1)
    assert Paper.objects.get(pk=paper.pk).revision == 1


def test_no_refusal_is_anything_but_a_refusal(cleared, clerk):
    answers = at_once(lambda number: actions.reopen(paper=cleared, by=clerk))

    assert sum(isinstance(answer, CannotMove) for answer in answers) == PEOPLE - 1
