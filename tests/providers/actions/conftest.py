"""A group whose two members must both sign, and the one who holds its pen."""

import pytest

from portal.organisations.states import Role
from providers import actions

from ..conftest import IN_TIME, PUBLISHED, person


@pytest.fixture
def joint(round, edition, group, first, approver, contributor, signatory, competitor):
    """The draft of a group whose two members must both sign; its own coordinator holds the pen."""
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"}, at=PUBLISHED)
    return response


@pytest.fixture
def coordinator(group):
    return person("Co Ordinator", (group, Role.CONTRIBUTOR))


@pytest.fixture
def itself(joint, contributor):
    return actions.choose_submission(response=joint, by=contributor, submits_itself=True, at=IN_TIME)
