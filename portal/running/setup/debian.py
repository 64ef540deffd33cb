"""Packages of the system: installed where this account may, asked for in one sentence where it may not."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

from .machine import PYTHON, Trouble, is_missing
from .steps import attempt, run

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PROGRAMS_OF_TESTS = {"chromium": "chromium", "pdftoppm": "poppler-utils"}


def has(module: str) -> bool:
    """Does the machine's Python have it? Debian keeps pip and what makes environments in packages of their own."""
    return importlib.util.find_spec(module) is not None


def missing_packages(*, tests: bool) -> list[str]:
    """All at once, so that whoever may install is asked once."""
    environment = [] if PYTHON.exists() or has("ensurepip") or has("pip") else [f"python3.{sys.version_info[1]}-venv"]
    libraries = [package for library, package in LIBRARIES.items() if is_missing(library)]
    programs = PROGRAMS_OF_TESTS if tests else {}
    return environment + libraries + [package for program, package in programs.items() if not shutil.which(program)]


def apt() -> list[str] | None:
    """apt-get as this account may run it, or None when it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n", "apt-get"]
    return None


def install(packages: list[str], *, apt_get: list[str] | None) -> None:
    names = " ".join(packages)
    if apt_get is None:
        raise Trouble(
            f"Packages of the system are missing ({names}), and this account may not install them."
            f" Ask for this, then run make again:\n    sudo apt-get install -y {names}"
        )
    print(f"Installing {names} ...", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*apt_get, "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *packages]
    if attempt(command, env).returncode != 0:
        attempt([*apt_get, "update"], env)
        run(command, env, what=f"Installing {names}")
