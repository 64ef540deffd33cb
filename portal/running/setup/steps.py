"""A step is stamped with a hash of what it was made from, and is not repeated while that stays the same."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from .machine import ROOT, Trouble, no_room

SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


def fingerprint(*parts: str | Path) -> str:
    """One hash of files (name and bytes), folders (every file below) and words."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part}\0".encode())
        if isinstance(part, Path):
            for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
                if file.is_file():
                    digest.update(f"{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def step(title: str, stamp: Path, made_from: str, make: Callable[[], None]) -> None:
    """Do it unless it was done from the same things before. The stamp is written last: a broken step is repeated."""
    if stamp.exists() and stamp.read_text() == made_from:
        return
    stamp.unlink(missing_ok=True)
    start = time.monotonic()
    print(f"{title} ...", flush=True)
    make()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)
    print(f"    done in {time.monotonic() - start:.0f} seconds", flush=True)


def surroundings(pip: dict[str, str]) -> dict[str, str]:
    """The environment of every installer: it trusts the certificates, and takes the proxy, that pip and this machine do."""
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    told = env.get("SSL_CERT_FILE") or env.get("PIP_CERT") or pip.get("cert")
    bundle = told or (SYSTEM_CERTIFICATES if os.path.exists(SYSTEM_CERTIFICATES) else None)
    if bundle:
        env = {"SSL_CERT_FILE": bundle, "PIP_CERT": bundle, "NODE_EXTRA_CA_CERTS": bundle, **env}
    if "proxy" in pip:
        env = {"HTTPS_PROXY": pip["proxy"], **env}
    return env


def attempt(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def run(command: list[str], env: dict[str, str], *, what: str) -> None:
    """Run it quietly; when it fails say what could not be done, and its last words."""
    done = attempt(command, env)
    if done.returncode == 0:
        return
    if "No space left on device" in done.stdout or "ENOSPC" in done.stdout:
        raise Trouble(no_room(ROOT))
    last_words = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-12:])
    raise Trouble(f"{what} failed. The last words were:\n{last_words}\nMend that (is the network there?) and run make again.")
