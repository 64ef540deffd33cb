import os
import signal
import time

import environ
import psycopg2
import pytest
import redis

from portal.running.account import Account
from portal.running.children import Children, started_at
from portal.running.databases import fresh_database, start_databases
from portal.running.folder import Folder
from portal.running.postgres import Postgres
from portal.running.setup.machine import Trouble


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Start both databases in a folder with a space in its name; whatever was started is stopped."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    folder = Folder(tmp_path / "two words")
    folder.make()
    launched = []

    def launch():
        children = Children(folder.path / "programs.json")
        launched.append(children)
        return children, start_databases(folder, children, durable=False)

    launch.folder = folder
    yield launch
    for children in launched:
        children.stop()


def connect(urls):
    """As the settings read it."""
    row = environ.Env.db_url_config(urls["DATABASE_URL"])
    return psycopg2.connect(dbname=row["NAME"], user=row["USER"], **row["OPTIONS"])


def pids(children):
    return {child.name: child.running.pid for child in children.children}


def test_both_databases_start_answer_and_leave_nothing_behind(start):
    children, urls = start()

    with connect(urls) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 'Ärzte' < 'Zoo', current_database(), current_setting('listen_addresses')")
        assert cursor.fetchone()[1:] == ("portal", "")
    queue = redis.Redis.from_url(urls["REDIS_URL"])
    assert queue.config_get("appendonly") == {"appendonly": "yes"}
    assert queue.config_get("port") == {"port": "0"}
    queue.close()
    connection.close()

    started = pids(children)
    children.stop()
    assert [started_at(pid) for pid in started.values()] == [None, None]
    assert not (start.folder.path / "postgres" / "postmaster.pid").exists()


def test_rows_and_queue_are_there_again_after_kill_9(start):
    children, urls = start()
    with connect(urls) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('row')")
    connection.close()
    redis.Redis.from_url(urls["REDIS_URL"]).set("kept", "entry")
    time.sleep(1.1)  # the queue writes once a second
    for pid in pids(children).values():
        os.kill(pid, signal.SIGKILL)
    children.children.clear()

    _, urls = start()

    with connect(urls) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchone() == ("row",)
    connection.close()
    assert redis.Redis.from_url(urls["REDIS_URL"]).get("kept") == b"entry"


def test_a_server_that_outlived_its_launcher_is_ended_and_started_anew(start):
    orphaned, _ = start()
    old = pids(orphaned)["database"]
    orphaned.children.pop(0)  # the launcher that knew it is gone
    orphaned.stop()
    assert started_at(old)

    children, urls = start()

    connect(urls).close()
    assert started_at(old) is None
    assert pids(children)["database"] != old


def test_a_stale_lock_that_names_some_other_program_is_removed(start):
    children, _ = start()
    children.stop()
    lock = start.folder.path / "postgres" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{lock.parent}\n1\n5432\n\n\n\n")

    _, urls = start()

    connect(urls).close()


def test_databases_that_are_given_are_used_and_none_is_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    children = Children(tmp_path / "programs.json")

    assert start_databases(Folder(tmp_path), children) == {}
    assert children.children == []


def test_data_of_a_postgresql_that_is_gone_is_said_with_a_way_out(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(Trouble, match=r"made by PostgreSQL 9, which is not here any more\. Install it .* DATA=var2"):
        Postgres(Folder(tmp_path), Account(1, 1))


def test_the_databases_never_run_as_root_and_open_no_folder_to_others(start):
    closed = start.folder.path.parent
    closed.chmod(0o700)

    children, _ = start()

    owners = {os.stat(f"/proc/{pid}").st_uid for pid in pids(children).values()}
    assert len(owners) == 1
    assert owners == {os.geteuid()} if os.geteuid() else 0 not in owners
    assert closed.stat().st_mode & 0o777 == 0o700
    assert start.folder.sockets().stat().st_mode & 0o777 == 0o700


def test_a_database_is_copied_and_gone_afterwards(start):
    _, urls = start()
    with fresh_database(urls["DATABASE_URL"], "first") as first:
        with connect({"DATABASE_URL": first}) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 'here' AS word")
        connection.close()
        with fresh_database(urls["DATABASE_URL"], "second", template="first") as second:
            with connect({"DATABASE_URL": second}) as connection, connection.cursor() as cursor:
                cursor.execute("SELECT word FROM kept")
                assert cursor.fetchall() == [("here",)]
            connection.close()

    with pytest.raises(psycopg2.OperationalError, match="does not exist"):
        connect({"DATABASE_URL": second})
