"""PostgreSQL and Redis: those named by DATABASE_URL and REDIS_URL, or our own under DATA."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2

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


@contextmanager
def fresh_database(url: str, name: str, *, template: str = "template1") -> Iterator[str]:
    """A database of this name on the server of `url`, a copy of the template, gone when the block ends; its own url."""
    server = psycopg2.connect(_named(url, "postgres"))
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield _named(url, name)
    finally:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.close()


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
