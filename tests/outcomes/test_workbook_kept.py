"""What an action holds of a workbook that came back, whatever door leads to it."""

import pytest

from outcomes import actions
from outcomes.documents.workbook import offered_by, standing
from outcomes.models import Outcome, Step, Workbook
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.organisations.models import Membership

from .books import brought, here, put, taken_out


@pytest.fixture
def came(client, author, outcome):
    client.force_login(author)
    book = taken_out(client, "outcomes")
    put(book, 2, Note="Mine")
    put(book, 3, Statement="x" * 501)
    brought(client, "outcomes", book)
    return Workbook.objects.get()


def tokens(workbook):
    things, marks, _ = actions.things_of(workbook, offered_by(workbook.owner), standing(workbook.book, workbook.owner))
    return {one.token: marks.get(one.key, "new") for one in things}


def test_it_is_nobodys_but_whose_who_brought_it_and_only_while_they_write(came, author, approver, stranger):
    assert list(Workbook.objects.visible_to(author)) == [came]
    assert not Workbook.objects.visible_to(approver).exists() and not Workbook.objects.visible_to(stranger).exists()
    Membership.objects.filter(user=author).delete()
    assert not Workbook.objects.visible_to(author).exists()


def test_it_is_taken_in_once_and_a_wrong_row_never(came, author, outcome):
    chosen = tokens(came)
    assert len(chosen) == 2
    step, left = actions.take_in(workbook=came, chosen=chosen, by=author, at=database_now())
    assert [(name, "must be 500 characters or less" in why) for name, why in left] == [("Row 3", True)]
    outcome.refresh_from_db()
    assert outcome.note == "Mine" and Outcome.objects.count() == 1

    with pytest.raises(CannotMove):
        actions.take_in(workbook=came, chosen=tokens(came), by=author, at=database_now())
    actions.untake(step=step, by=author, at=database_now())
    with pytest.raises(CannotMove):
        actions.untake(step=step, by=author, at=database_now())


def test_a_step_is_of_its_organisation_alone(came, author, approver, stranger):
    step, _ = actions.take_in(workbook=came, chosen=tokens(came), by=author, at=database_now())
    assert list(Step.objects.visible_to(approver)) == [step]
    assert not Step.objects.visible_to(stranger).exists()


def test_a_row_that_says_what_stands_is_never_a_change(client, author, outcome):
    client.force_login(author)
    brought(client, "outcomes", taken_out(client, "outcomes"))
    came = Workbook.objects.get()
    step, left = actions.take_in(workbook=came, chosen=tokens(came), by=author, at=database_now())
    assert step is None and [name for name, _ in left] == [outcome.slug]


def test_neither_a_workbook_nor_its_step_is_under_another_book(client, came, author):
    assert client.get(here("outcomes") + f"{came.pk}/").status_code == 200
    assert client.get(here("measures") + f"{came.pk}/").status_code == 404
    step, _ = actions.take_in(workbook=came, chosen=tokens(came), by=author, at=database_now())
    assert client.post(here("measures") + f"{step.pk}/undo/").status_code == 404
    step.refresh_from_db()
    assert step.undone_at is None
