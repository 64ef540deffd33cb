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


@pytest.fixture
def at(monkeypatch):
    """The database's clock as the doors of submitting read it."""

    def set_to(moment):
        monkeypatch.setattr("providers.views.submitting.database_now", lambda: moment)
        monkeypatch.setattr("providers.views.submitting.arrived", lambda request: moment)

    set_to(IN_TIME)
    return set_to
