"""Sending a job after the commit. The row it works on is already durable, so a dead queue fails no page: a relay sends it later."""

from __future__ import annotations

from typing import Any

from django.db import transaction


def send_on_commit(task: Any, **ids: str | list[str]) -> None:
    """`task.delay(**ids)` once this transaction is committed; a queue that is away is logged and left to the relay."""

    def send() -> None:  # a function with a name: Django logs it, and stumbles over a partial
        task.delay(**ids)

    transaction.on_commit(send, robust=True)
