"""Which account the databases run as: the caller's, or for root an ordinary one, since PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .setup.machine import Trouble

# Lets an ordinary account pass folders that only root may enter, and nothing else; nobody's permissions are widened.
PASSAGE = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search", "--securebits=+no_setuid_fixup"]


def ordinary() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    words: tuple[str, ...] = ()  # for setpriv

    @classmethod
    def for_folder(cls, data: Path) -> Account:
        """The caller; when that is root, whoever owns the data already, else an ordinary account."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        owner = data.stat().st_uid if data.exists() else 0
        entry = pwd.getpwuid(owner) if owner else ordinary()
        return cls(entry.pw_uid, entry.pw_gid, (f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"))

    def reaching(self, *paths: Path) -> Account:
        """The same account, able to reach these files (root's own folders are closed to others, and stay closed)."""
        if not self.words or self._reaches(*paths):
            return self
        with_passage = Account(self.uid, self.gid, (*self.words, *PASSAGE))
        if with_passage._reaches(*paths):
            return with_passage
        raise Trouble(
            "PostgreSQL does not run as root, and an ordinary account cannot enter "
            f"{paths[0].parent}. Start as an ordinary user, or use folders that everyone may enter: make demo DATA=/var/lib/portal"
        )

    def _reaches(self, *paths: Path) -> bool:
        return all(subprocess.run(["setpriv", *self.words, "test", "-e", str(path)], cwd="/").returncode == 0 for path in paths)

    def owns(self, folder: Path) -> None:
        """Make the folder, private to this account."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), self.uid):
            raise Trouble(f"The folder {folder} belongs to somebody else. Remove it, or choose another: make demo DATA=/path/to/a/folder")
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
