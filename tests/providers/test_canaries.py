"""What one provider writes is never in anything a rival, the public or another commissioner gets, in whatever state it is.

Every address and both methods are tried in tests/proof; here a share of them, in every state.
"""

import pytest

from .canaries import EDITION, OPEN, SEALED, mail_and_history, something_could_leak, visit, world_of

SHARE = 0.03


@pytest.fixture
def world(request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return world_of(request)


@pytest.mark.parametrize("state", [*SEALED, *OPEN])
def test_nobody_else_hears_of_it(client, world, competitor, neighbour, author, approver, state):
    getattr(world, state)()
    strangers = [competitor, neighbour, *([author, approver] if state in SEALED else [])]
    assert something_could_leak(world)

    for who in (None, *strangers):
        _, found = visit(world, client, who, share=SHARE, seed=state)
        assert found == [], f"{who}, {state}"
    assert mail_and_history(strangers) == []


def test_a_leak_is_seen(client, world, competitor, monkeypatch):
    monkeypatch.setattr(type(world.response).objects._queryset_class, "visible_to", lambda rows, user: rows.all())

    assert visit(world, client, competitor, share=0.3)[1]


def test_what_is_visited_is_really_there(client, world):
    """The public round and its intentions are read with all that their edition froze, and not as pages that are missing."""
    world.decision_published()
    for address in [*EDITION, "/rounds/sel-2027/view/?as=table", "/rounds/sel-2027/decisions/", "/api/v1/editions/"]:
        assert client.get(address).status_code == 200, address
    assert b"We will do same day emergency care." in client.get(EDITION[2]).content
    assert b"Answered privately" in client.get(EDITION[2]).content
