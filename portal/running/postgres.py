"""PostgreSQL under DATA: made, started and found again after a crash. It listens on a socket in a private folder only."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from .account import Account
from .children import Child, Children, end_politely
from .folder import SOCKET_NAME, Folder
from .setup.machine import Trouble, no_room, postgres_folders

# tests: a cluster nobody will miss
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off")


class Postgres:
    def __init__(self, folder: Folder, account: Account, *, durable: bool = True):
        self.folder, self.account, self.durable = folder, account, durable
        self.data = folder.path / "postgres"
        self.sockets = folder.sockets()
        self.programs = self._programs()

    @property
    def url(self) -> str:
        return f"postgres://portal@/portal?host={quote(str(self.sockets), safe='/')}"

    def _programs(self) -> Path:
        """The server that made the data reads it; new data is made by the first server there is."""
        found = postgres_folders()
        if not found:
            raise Trouble(
                "There is no PostgreSQL on this machine and its wheel is not installed. Remove the folder .venv and run make again."
            )
        made_by = self.data / "PG_VERSION"
        if not made_by.exists():
            return found[0]
        wanted = made_by.read_text().strip()
        for programs in found:
            version = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True).stdout
            if version.split()[2].split(".")[0] == wanted:
                return programs
        raise Trouble(
            f"The data in {self.data} was made by PostgreSQL {wanted}, which is not here any more. Install it"
            f" (sudo apt-get install -y postgresql-{wanted}), or begin again in another folder: make demo DATA=var2"
        )

    def start(self, children: Children) -> None:
        for private in (self.data, self.sockets):
            self.account.owns(private)
        self.account = self.account.reaching(self.data, self.sockets, self.programs / "postgres")
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        children.wait_until(self._answers, children.start(self._child()))
        self._make_database()

    def _initialise(self) -> None:
        command = [self.programs / "initdb", "-D", self.data, "-U", "portal", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust"]
        flags = [] if self.durable else ["--no-sync"]
        done = subprocess.run(
            ["setpriv", *self.account.words, *map(str, command), *flags],
            cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            (self.data / "PG_VERSION").unlink(missing_ok=True)
            full = "No space left on device" in done.stdout
            raise Trouble(no_room(self.data) if full else f"PostgreSQL could not make its data in {self.data}:\n{done.stdout.strip()}")

    def _child(self) -> Child:
        settings = ["listen_addresses=", f"unix_socket_directories={self._quoted_sockets()}", "unix_socket_permissions=0700"]
        settings += [] if self.durable else QUICK
        command = [self.programs / "postgres", "-D", self.data, "-p", "5432", *(word for line in settings for word in ("-c", line))]
        return Child(
            "database",
            [str(word) for word in command],
            log=self.folder.log / "postgres.log",
            words=self.account.words,
            ends_by=signal.SIGINT,  # PostgreSQL's fast shutdown
            patience=20.0,
            before=self._clear_what_a_crash_left,
            is_foundation=True,
        )

    def _quoted_sockets(self) -> str:
        return '"' + str(self.sockets).replace('"', '""') + '"'

    def _clear_what_a_crash_left(self) -> None:
        """An old server of ours is ended. A lock naming a number that some other program has by now is removed."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        pid = int(lock.read_text().split()[0])
        commands = Path(f"/proc/{pid}/cmdline")
        words = commands.read_bytes().split(b"\0") if commands.exists() else []
        if str(self.data).encode() in words:
            end_politely([pid], signal.SIGINT)
        elif words:
            for stale in (lock, self.sockets / SOCKET_NAME, self.sockets / f"{SOCKET_NAME}.lock"):
                stale.unlink(missing_ok=True)

    def _answers(self) -> bool:
        import psycopg2

        try:
            psycopg2.connect(host=str(self.sockets), user="portal", dbname="postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _make_database(self) -> None:
        import psycopg2

        connection = psycopg2.connect(host=str(self.sockets), user="portal", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE portal")
        connection.close()
