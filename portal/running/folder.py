"""DATA: the one folder a demonstration keeps everything in (database, queue, files, logs, its secret)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from .setup.machine import Trouble, require_room

ROOM_MB = 400
LONGEST_SOCKET = 100  # the system allows 107 bytes, and ".s.PGSQL.5432.lock" is made beside it
SOCKET_NAME = ".s.PGSQL.5432"


class Folder:
    def __init__(self, path: Path):
        self.path = path.absolute()
        self.log = self.path / "log"
        self._lock: int | None = None

    def make(self) -> None:
        """Ready to be written to, on a disk with room."""
        try:
            self.log.mkdir(parents=True, exist_ok=True)
            require_room(self.path, ROOM_MB)
            probe = self.path / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as fault:
            raise Trouble(
                f"The folder {self.path} cannot be written to ({fault.strerror}). Choose one that can: make demo DATA=/path/to/a/folder"
            ) from fault

    def lock(self, note: str, *, taken: str) -> None:
        """One launcher a folder. The kernel lets go of the lock when its holder dies, however it dies."""
        self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, its_note = os.read(self._lock, 200).decode().partition(" ")
            raise Trouble(taken.format(pid=pid, note=its_note)) from None
        os.ftruncate(self._lock, 0)
        os.write(self._lock, f"{os.getpid()} {note}".encode())

    def secret_key(self) -> str:
        """Made once, readable by the owner alone."""
        file = self.path / "secret_key"
        if not file.exists():
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as opened:
                opened.write(secrets.token_urlsafe(50))
        return file.read_text()

    def sockets(self) -> Path:
        """Where the databases listen: inside DATA, or in a short temporary folder when DATA is too deep for a socket's name."""
        inside = self.path / "run"
        if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET:
            return inside
        return Path(tempfile.gettempdir()) / f"portal-{hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]}"

    def leave(self) -> None:
        """Take away what was put outside DATA."""
        if self.sockets().parent != self.path:
            shutil.rmtree(self.sockets(), ignore_errors=True)
