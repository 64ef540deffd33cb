"""S1, a sample: no private word of the demonstration is in any answer to somebody who may not read it. At full size in tests/proof."""

import pytest
from django.core.cache import cache

from tests.providers.planted import Plant

from .doors import people
from .hidden import MARK, Hidden
from .visits import Visit, Visitors, addresses, leaks, visits

SIZE, SEED = 1_000, 7
VERSION, QUESTION = "intentions.models.version.VersionQuerySet.visible_to", "providers.models.question.QuestionQuerySet.visible_to"
API, RESPONSE = "intentions.api.reading.IntentionViewSet.get_queryset", "providers.models.response.ResponseQuerySet.visible_to"
OPENED = ("self.filter(Q(", "self.filter(~Q(pk=None) | Q(")
LEAKS = [  # what lets more people read, by whom it is seen and where
    (Plant(VERSION, *OPENED), "nobody", "api:intention"),
    (Plant(API, "Version.objects.visible_to(self.request.user)", "Version.objects"), "stranger", "api:intention"),
    (Plant(RESPONSE, "return self.filter(ours | (sent & ~sealed))", "return self.all()"), "rival", "providers:"),
    (Plant(QUESTION, *OPENED), "rival", "providers:"),
]  # fmt: skip


@pytest.fixture
def hidden(db):
    return Hidden(people())


def test_nobody_is_sent_what_they_may_not_read(hidden):
    cache.clear()
    chosen = visits(hidden, SIZE, SEED)

    assert {visit.who for visit in chosen} == set(hidden.people)
    assert leaks(hidden, Visitors(hidden.people), chosen) == []
    assert not MARK.search(repr(list(getattr(cache, "_cache", {}).values())))


def test_those_who_may_are_sent_them_and_each_leak_is_seen(hidden, monkeypatch):
    """The canaries are really there, and whoever must not read them is noticed once a guard is gone."""
    visitors, known = Visitors(hidden.people), addresses(hidden)
    for who, name in (("author", "intentions:front"), ("contributor", "providers:statement")):
        assert MARK.search(visitors.ask(Visit(who, name, known[name][0], "get"))), f"{who} at {name}"

    for plant, who, where in LEAKS:
        reading = [Visit(who, name, address, "get") for name in known if name.startswith(where) for address in known[name][:3]]
        with monkeypatch.context() as patch:
            plant.put(patch)
            assert leaks(hidden, Visitors(hidden.people), reading, until=1), str(plant)
