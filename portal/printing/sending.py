"""The top of the stair (order, claim, make, finish, tell): an order is sent on by the name of its task, and knows nothing below it."""

from __future__ import annotations

from typing import Any

from celery import signature

from portal.moves.queue import send_on_commit

PRINT = "portal.printing.tasks.print_document"


def send(document: Any) -> None:
    _message(document).delay(document_id=str(document.pk))


def send_after_commit(document: Any) -> None:
    send_on_commit(_message(document), document_id=str(document.pk))


def _message(document: Any) -> Any:
    return signature(PRINT, options={"priority": document.priority})
