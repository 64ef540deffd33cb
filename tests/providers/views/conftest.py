"""What the pages of providers stand on."""

import pytest

from providers import actions

from ..conftest import IN_TIME


@pytest.fixture
def rival_submitted(rival_invitation, second, competitor):
    response = actions.start(invitation=rival_invitation, by=competitor)
    actions.save_position(response=response, intention=second, by=competitor, content={"stance": "cannot-support", "comment": "RIVAL"})
    actions.submit(response=response, by=competitor, arrived_at=IN_TIME)
    return response
