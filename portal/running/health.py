"""Is the portal well? In words, without a secret, for a person and for whoever restarts containers."""

from __future__ import annotations

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

HEARD = "running:queue-heard"
SILENCE = 60  # seconds without a heartbeat after which the queue counts as silent; the clock sends one each 15


def queue_is_heard() -> None:
    """A worker ran the job that beat sent: broker, beat and worker are all there."""
    cache.set(HEARD, timezone.now().timestamp(), timeout=None)


def waits_for_a_migration() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "waits for a migration" if waits_for_a_migration() else "answers"
    except DatabaseError:
        return "does not answer"


def cache_and_queue() -> tuple[str, str]:
    try:
        heard = getattr(cache, "from_redis", cache.get)(HEARD)
    except Exception:  # whatever its client raises, pages go on without it
        return "does not answer", "not known"
    if heard is None:
        return "answers", "not heard of yet"
    seconds = max(0, round(timezone.now().timestamp() - heard))
    return "answers", f"last heard {seconds} seconds ago" if seconds <= SILENCE else f"silent for {seconds} seconds"


def report() -> tuple[bool, dict[str, str]]:
    """Ready means: requests can be served. Without cache and queue they can; prints and email wait for them."""
    rows = database()
    kept, queue = cache_and_queue()
    return rows == "answers", {"database": rows, "cache": kept, "queue": queue}
