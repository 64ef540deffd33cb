"""PostgreSQL and Redis: those named by DATABASE_URL and REDIS_URL, or our own under DATA."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from .account import Account
from .children import Children
from .folder import Folder
from .postgres import Postgres
from .valkey import Valkey

PATIENCE = 30.0  # seconds


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
    try:
        yield make_database(url, name, template=template)
    finally:
        drop_database(url, name)


def make_database(url: str, name: str, *, template: str = "template1") -> str:
    """In place of one of this name. Whoever looks into the template, which then cannot be copied, is waited for."""
    drop_database(url, name)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            _ask_server(url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            return _named(url, name)
        except psycopg2.errors.ObjectInUse:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def drop_database(url: str, name: str) -> None:
    _ask_server(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _ask_server(url: str, words: str) -> None:
    server = psycopg2.connect(_named(url, "postgres"))
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(words)
    finally:
        server.close()


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
