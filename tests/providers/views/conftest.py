"""What the pages of providers stand on."""

import pytest

from providers import actions
from providers.models import Position

from ...standing import standing
from ..conftest import IN_TIME
from ..memoranda import offer


@standing
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


@standing
def decided(submitted, round, author, approver):
    """One point accepted in part: its condition goes into a schedule."""
    position = Position.objects.get(comment="CANARY-TWO")
    ruling = {"condition": position.conditions.get(), "verdict": "accept-in-part", "reason": "From July", "destination": "local-price"}
    rulings = [{**ruling, "agreed": "A local price from July"}]
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="From July", rulings=rulings, owner="Finance")
    return actions.publish_decisions(round=round, by=approver, at=IN_TIME)


@standing
def memorandum(decided, round, author, acute):
    return actions.draft_memorandum(round=round, by=author, organisation=acute)


@standing
def offered(memorandum, approver):
    return offer(memorandum, approver)
