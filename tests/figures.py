"""Figures that were measured, one key each, in build/proof.json and build/bench.json.

    figures.proof("R11", size=200, failed=0, seed=7, seconds=41.2)
    figures.bench("pack.warm", ratio=0.06, runs=5, spread=[0.05, 0.08])

Both files carry the date, the commit and the machine's cores. A figure that could not be measured is absent, never zero.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUILD = Path(os.environ.get("FIGURES", ROOT / "build"))
OF_ITS_OWN, WHO_ASKS = 12, 3  # queries of a page: session, account and memberships say who asks; nobody costs none of them


def proof(test_id: str, *, size: int, failed: int, **more: Any) -> None:
    """How many were tried and how many broke the promise, under the id that quality gives the test."""
    _write("proof.json", test_id, {"size": size, "failed": failed, **more})


def bench(key: str, **figure: Any) -> None:
    """A speed or a size: a ratio within one run wherever there is one, since machines differ."""
    _write("bench.json", key, figure)


def _write(name: str, key: str, figure: dict[str, Any]) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / f".{name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # several test processes write one file
        file = BUILD / name
        figures = json.loads(file.read_text()) if file.exists() else {}
        figures |= {"date": datetime.now(UTC).isoformat(timespec="seconds"), "commit": _commit(), "cores": os.cpu_count(), key: figure}
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
        fresh.replace(file)


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return asked.stdout.strip() + ("+" if changed else "")
