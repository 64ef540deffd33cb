"""How many decisions were published is the same number wherever it stands, sensitive ones with the others."""

import re

import pytest

from providers import actions
from providers.models import Position

from ...committees.reading import main
from ..conftest import IN_TIME

pytestmark = pytest.mark.django_db


def test_the_front_page_counts_as_the_page_of_the_round(client, response, first, second, contributor, signatory, round, author, approver):
    said = {"stance": "cannot-support", "comment": "SECRET", "is_sensitive": True, "sensitive_reason": "Prices"}
    actions.save_position(response=response, intention=first, by=contributor, content=said)
    actions.save_position(response=response, intention=second, by=contributor, content={"stance": "cannot-support", "comment": "OPEN"})
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME)
    for position in Position.objects.filter(response=response):
        actions.decide(position=position, by=author, verdict="not-accept", reason="No")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    assert "2 decisions published on" in main(client.get("/"))
    page = main(client.get(f"/rounds/{round.slug}/decisions/"))
    assert re.search(r"\b2 decisions\b", page) and "SECRET" not in page
