"""PostgreSQL and Redis: those named by DATABASE_URL and REDIS_URL, or our own under DATA."""

from __future__ import annotations

import os

from .account import Account
from .children import Children
from .folder import Folder
from .postgres import Postgres
from .valkey import Valkey


def start_databases(folder: Folder, children: Children, *, durable: bool = True) -> dict[str, str]:
    """Start what is not given, and say in the settings' words where both are."""
    account = Account.for_folder(folder.sockets())
    urls = {}
    if "DATABASE_URL" not in os.environ:
        database = Postgres(folder, account, durable=durable)
        database.start(children)
        urls["DATABASE_URL"] = database.url
    if "REDIS_URL" not in os.environ:
        queue = Valkey(folder, account)
        queue.start(children)
        urls["REDIS_URL"] = queue.url
    return urls
