"""No page fails because Redis is away: what is cached is kept in memory until it is back."""

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError

from portal.cache import RedisOrMemory

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def away():
    cache = RedisOrMemory(NOWHERE, {})
    cache.memory.clear()
    return cache


def test_plain_redis_fails_when_it_is_away():
    with pytest.raises(ConnectionError):
        RedisCache(NOWHERE, {}).get("x")


def test_wrong_guesses_are_still_counted(away):
    assert away.get("guesses", 0) == 0
    assert away.add("guesses", 0, 60) is True
    assert [away.incr("guesses") for _ in range(3)] == [1, 2, 3]
    assert away.get("guesses") == 3


def test_everything_a_page_asks_of_a_cache_is_answered(away):
    away.set("a", 1)
    away.set_many({"b": 2})
    assert away.get_many(["a", "b"]) == {"a": 1, "b": 2}
    assert (away.has_key("a"), "c" in away, away.touch("a")) == (True, False, True)
    away.delete_many(["b"])
    assert (away.delete("a"), away.get("a"), away.get("b")) == (True, None, None)
