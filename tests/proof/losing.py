"""The queue as it is at its worst: half of all messages, those of the scheduler and of the relay too, are lost on their way."""

from __future__ import annotations

import random
from typing import Any

from celery import Celery


def lose_half(app: Celery, seed: int) -> list[str]:
    """The names of the jobs that are lost from now on in this process."""
    chance, lost, send = random.Random(seed), [], app.amqp.send_task_message

    def send_or_lose(producer: Any, name: str, message: Any, **options: Any) -> Any:
        if chance.random() < 0.5:
            lost.append(name)
            return None
        return send(producer, name, message, **options)

    app.amqp.send_task_message = send_or_lose
    return lost


def lose_nothing(app: Celery) -> None:
    app.amqp.__dict__.pop("send_task_message", None)
