"""A round carried over from the paper of 2008: begun, written and public."""

import pytest

from intentions import actions

from ..conftest import NOON
from .papers import PAPER


@pytest.fixture
def old(lead, author):
    return actions.start_round(
        title="Intentions 2008/09",
        slug="intentions-2008-09",
        kind="annual",
        lead=lead,
        participants=[],
        year_from=2008,
        year_to=2008,
        by=author,
        notice_by_date=None,
        **PAPER,
    )


@pytest.fixture
def written(old, programme, author):
    """One intention, as bare as the paper has it."""
    chapter = actions.add_chapter(round=old, programme=programme, code="UEC", title="Urgent care", by=author)
    return actions.add_intention(chapter=chapter, by=author, content={"title": "A walk-in centre"})


@pytest.fixture
def public(written, approver):
    return actions.publish(round=written.round, by=approver, approving_body="The board", approved_date=None, at=NOON)
