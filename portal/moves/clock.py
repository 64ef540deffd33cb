"""One clock for every deadline: the database's. Web servers may differ from each other; it cannot differ from itself."""

from __future__ import annotations

import socket
import sys
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

READINGS, PROMPT = 3, 0.01  # at most so many, while the database's clock takes longer than this to answer
LAST_DATA = slice(52, 56)  # of the kernel's struct tcp_info: milliseconds since data last came in
TICK = timedelta(milliseconds=10)  # the kernel counts in ticks of at most this; one is given up, so that nothing late is called early


def database_now() -> datetime:
    """The instant at which the database reads this, in UTC (not the start of the transaction)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def arrived(request: Any) -> datetime:
    """The instant at which the last byte of this request reached this machine, however long it then waited for its turn.

    By the database's clock, less what the kernel says has passed since the connection last brought anything. Each reading is late by as
    long as the clock took to answer: where that was long it is read again, and the earliest holds.
    """
    _ = request.POST  # read to its end: what is still on its way has not arrived
    connection.ensure_connection()
    readings: list[datetime] = []
    while len(readings) < READINGS:
        began, for_so_long = time.monotonic(), waited(request.META.get("gunicorn.socket"))
        readings.append(database_now() - for_so_long)
        if time.monotonic() - began < PROMPT:
            break
    return min(readings)


def waited(client: socket.socket | None) -> timedelta:
    """How long ago this connection last brought data; nothing where there is no such connection to ask."""
    try:
        told = client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, LAST_DATA.stop) if client else b""
    except OSError:  # a socket in the file system keeps no such count
        told = b""
    ago = timedelta(milliseconds=int.from_bytes(told[LAST_DATA], sys.byteorder))
    return max(ago - TICK, timedelta(0))
