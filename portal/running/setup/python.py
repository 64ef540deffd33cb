"""The Python environment: made with the machine's Python, filled by uv with exactly what uv.lock says."""

from __future__ import annotations

import json
import subprocess
import sys

from .debian import has
from .machine import PACKAGES, PYTHON, ROOT, VENV, Trouble, folder_of_node, postgres_folders, redis_servers, require_room
from .steps import fingerprint, run, step, surroundings

STAMPS = VENV / "stamps"
ROOM_MB = 1500  # packages, PostgreSQL and node from their wheels, node_modules, and the caches behind them


def check_python(version: tuple[int, int]) -> None:
    if not (3, 11) <= version < (3, 13):
        raise Trouble(
            f"The portal runs on Python 3.11 or 3.12 and this is {version[0]}.{version[1]}."
            " Install one of them and name it: make demo PYTHON=python3.11"
        )


def pip_is_inside() -> bool:
    return any(VENV.glob(f"{PACKAGES}/pip/__init__.py"))


def pip() -> list[str]:
    """The environment's pip, or the machine's working on the environment."""
    return [str(PYTHON), "-m", "pip"] if pip_is_inside() else [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def pip_settings() -> dict[str, str]:
    """What pip was told by its files and by the environment: index-url, cert, proxy."""
    asked = [str(PYTHON) if pip_is_inside() else sys.executable, "-m", "pip", "config", "list"]
    return told_by(subprocess.run(asked, capture_output=True, text=True).stdout)


def told_by(listing: str) -> dict[str, str]:
    """`global.cert='/etc/own.pem'` or `:env:.cert=...` as {"cert": "/etc/own.pem"}."""
    rows = (line.partition("=") for line in listing.splitlines())
    return {key.rpartition(".")[2]: value.strip("'\"") for key, _, value in rows}


def make_environment() -> None:
    flags = ["--clear", *([] if has("ensurepip") else ["--without-pip"])]  # then the machine's pip serves
    run([sys.executable, "-m", "venv", *flags, str(VENV)], surroundings({}), what="Making the Python environment")


def locked(package: str) -> tuple[str, list[str]]:
    """The version of a package in uv.lock and the hashes of its files."""
    import tomllib

    entries = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    entry = next(entry for entry in entries if entry["name"] == package)
    return entry["version"], [wheel["hash"] for wheel in entry["wheels"]]


def install_uv(env: dict[str, str]) -> str:
    uv, (version, hashes) = VENV / "bin" / "uv", locked("uv")
    if uv.exists() and version in subprocess.run([uv, "--version"], capture_output=True, text=True).stdout.split():
        return str(uv)
    wanted = STAMPS / "uv.txt"
    wanted.write_text(" \\\n".join([f"uv=={version}", *(f"--hash={wheel}" for wheel in hashes)]))
    run([*pip(), "install", "--quiet", "--require-hashes", "--no-deps", "-r", str(wanted)], env, what="Installing uv")
    return str(uv)


def install_packages(groups: list[str]) -> None:
    """uv takes files from where uv.lock says; where pip was given an index of its own, pip fetches the same files there."""
    told = pip_settings()
    env = {**surroundings(told), "UV_PROJECT_ENVIRONMENT": str(VENV)}
    uv = install_uv(env)
    chosen = [word for group in groups for word in ("--group", group)]
    if "index-url" not in told:
        run([uv, "sync", "--frozen", *chosen], env, what="Installing the Python packages")
        return
    listed = str(STAMPS / "packages.txt")
    run([uv, "export", "--frozen", *chosen, "--output-file", listed], env, what="Reading uv.lock")
    run([*pip(), "install", "--quiet", "--require-hashes", "-r", listed], env, what="Installing the Python packages")


def groups_wanted(*, tests: bool) -> list[str]:
    """Those this start needs and those an earlier one installed: `make demo` takes nothing from `make test`."""
    kept = STAMPS / "groups.json"
    groups = set(json.loads(kept.read_text())) if kept.exists() else set()
    groups |= {"dev"} if tests else set()
    groups |= set() if postgres_folders() and redis_servers() and folder_of_node() else {"embedded"}
    kept.write_text(json.dumps(sorted(groups)))
    return sorted(groups)


def set_up_python(*, tests: bool) -> None:
    made = STAMPS / "environment"
    if not PYTHON.exists():
        require_room(ROOT, ROOM_MB)
        made.unlink(missing_ok=True)
    step("Making a Python environment in .venv", made, fingerprint(str(sys.version_info[:2])), make_environment)
    groups = groups_wanted(tests=tests)
    made_from = fingerprint(ROOT / "uv.lock", *groups)
    step("Installing the Python packages", STAMPS / "packages", made_from, lambda: install_packages(groups))
