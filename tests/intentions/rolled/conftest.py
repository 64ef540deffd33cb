import pytest

from intentions import actions
from portal.organisations.models import Membership

from ..conftest import MONEY, WHOLE, person
from .pages import ROLL, START, sent_by


@pytest.fixture
def three(chapter, author):
    """UEC-01 with sentences and money, UEC-02 that stops a service, UEC-03 without a word of time; two have an owner."""
    words = "<p>In 2017/18 we saw more. By September 2019 every site is open, then reviewed by September.</p>"
    actions.add_intention(chapter=chapter, by=author, owner=author, content={**WHOLE, "description": words, "money": [MONEY]})
    stop = {**WHOLE, "title": "Close the old clinic", "description": "<p>It closes.</p>", "kind": "decommission", "timescale": "June 2019"}
    actions.add_intention(chapter=chapter, by=author, content=stop)
    plain = {"title": "Listen", "description": "<p>We listen.</p>", "affects_no_provider": True}
    return actions.add_intention(chapter=chapter, by=author, owner=author, content=plain)


@pytest.fixture
def gone(lead, three):
    """An owner who has left the commissioner."""
    left = person("Gus Gone", (lead, "author"))
    Membership.objects.filter(user=left).update(ended_at="2019-01-01T00:00Z")
    three.owner = left
    three.save(update_fields=["owner"])
    return left


@pytest.fixture
def answers(round, lead):
    return {
        "begin": "copy",
        "source": str(round.pk),
        "title": "Intentions 2020/21",
        "kind": "annual",
        "lead": str(lead.pk),
        "year_from": "2020",
        "year_to": "2020",
    }


@pytest.fixture
def look(at_desk, author, answers):
    """The first sight of the preview."""
    desk = at_desk(author)
    return lambda **changes: desk.post(START, {**answers, **changes})


@pytest.fixture
def again(client):
    """The form of a page sent as a browser would: other boxes ticked or not, another button."""

    def send(answer, *, button=("go", "1"), tick=(), untick=(), to=ROLL):
        sent = sent_by(answer, tick=tick, untick=untick)
        return client.post(to, {**sent, button[0]: button[1]} if button else sent)

    return send
