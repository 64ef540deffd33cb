"""The cache: in Redis, and while Redis is away in this process's own memory, so that no page fails and throttles still hold."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError, TimeoutError

AWAY = (ConnectionError, TimeoutError)
logger = logging.getLogger(__name__)


class RedisOrMemory(RedisCache):
    """What is kept in memory is of one process, and forgotten with it: counts are lower then, never lost for good."""

    def __init__(self, server: str, params: dict[str, Any]):
        super().__init__(server, params)
        self.memory = LocMemCache("while-redis-is-away", {"OPTIONS": {"MAX_ENTRIES": 1_000}})

    def _ask(self, name: str, *said: Any, **more: Any) -> Any:
        try:
            return getattr(super(), name)(*said, **more)
        except AWAY as trouble:
            logger.warning("the cache is kept in memory: %s", trouble)
            return getattr(self.memory, name)(*said, **more)

    def from_redis(self, key: str) -> Any:
        """What Redis itself holds; it raises when Redis is away."""
        return super().get(key)

    def add(self, *said: Any, **more: Any) -> Any:
        return self._ask("add", *said, **more)

    def get(self, *said: Any, **more: Any) -> Any:
        return self._ask("get", *said, **more)

    def set(self, *said: Any, **more: Any) -> Any:
        return self._ask("set", *said, **more)

    def touch(self, *said: Any, **more: Any) -> Any:
        return self._ask("touch", *said, **more)

    def delete(self, *said: Any, **more: Any) -> Any:
        return self._ask("delete", *said, **more)

    def incr(self, *said: Any, **more: Any) -> Any:
        return self._ask("incr", *said, **more)

    def has_key(self, *said: Any, **more: Any) -> Any:
        return self._ask("has_key", *said, **more)

    def get_many(self, *said: Any, **more: Any) -> Any:
        return self._ask("get_many", *said, **more)

    def set_many(self, *said: Any, **more: Any) -> Any:
        return self._ask("set_many", *said, **more)

    def delete_many(self, *said: Any, **more: Any) -> Any:
        return self._ask("delete_many", *said, **more)
