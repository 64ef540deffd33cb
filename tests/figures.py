"""Figures that were measured, one key each, in build/proof.json and build/bench.json.

    figures.proof("R11", size=sized(200), failed=0)
    figures.bench("pack.warm", ratio=0.06, runs=5, spread=[0.05, 0.08])

Both files carry the date, the commit and the machine's cores, and the run they are of; each figure says of which run it is.
A figure that could not be measured is absent, never zero.

SCALE=0.05 in the environment tries a twentieth of every size. Such figures say so, and tests.readme takes none of them.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUILD = Path(os.environ.get("FIGURES", ROOT / "build"))
SCALE = float(os.environ.get("SCALE") or 1)
SEED = 7
RUN, BEGAN = "FIGURES_RUN", "PROOF_BEGAN"  # in the environment: the run that is under way, when this proof of it began
HEAD = ("date", "commit", "cores", "run")  # keys that are no figure
OF_ITS_OWN, WHO_ASKS = 12, 3  # queries of a page: session, account and memberships say who asks; nobody costs none of them


def sized(full: int, least: int = 1) -> int:
    """How many are tried: all of them, or in a run at a scale that share, but never fewer than show anything."""
    return max(min(least, full), round(full * SCALE))


# ── One figure ──────────────────────────────────────────────────────────────────────────────────────────────────────
def proof(test_id: str, *, size: int, failed: int, seed: int = SEED, seconds: float | None = None, **more: Any) -> None:
    """How many were tried and how many broke the promise, under the id that quality gives the test."""
    if seconds is None and BEGAN in os.environ:
        seconds = time.monotonic() - float(os.environ[BEGAN])
    spent = {} if seconds is None else {"seconds": round(seconds, 1)}
    _figure("proof.json", test_id, {"size": size, "failed": failed, "seed": seed, **spent, **more})


def bench(key: str, **figure: Any) -> None:
    """A speed or a size: a ratio within one run wherever there is one, since machines differ."""
    _figure("bench.json", key, figure)


def _figure(name: str, key: str, figure: dict[str, Any]) -> None:
    by = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
    marks = {"run": os.environ.get(RUN, ""), "by": by, **({} if SCALE == 1 else {"scale": SCALE})}
    _change(name, lambda kept: {**kept, key: {**figure, **marks}})


# ── The run ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def begin(name: str, *, is_whole: bool, **more: Any) -> None:
    """A whole run begins an empty record. One that leaves something out adds to what is there, and the record is whole no more."""
    commit, now = _commit(), datetime.now(UTC).isoformat(timespec="seconds")
    os.environ[RUN] = f"{commit} {now}"
    run = {"id": os.environ[RUN], "is_whole": False, "scale": SCALE, **more}
    _change(name, lambda kept: {**({} if is_whole else kept), "date": now, "commit": commit, "cores": os.cpu_count(), "run": run})


def end(name: str, *, is_whole: bool, **found: Any) -> None:
    """How it ended. It was whole when it also ended at the commit it began with."""

    def ended(kept: dict[str, Any]) -> dict[str, Any]:
        return {**kept, "run": {**kept["run"], **found, "is_whole": is_whole and kept["commit"] == _commit()}}

    _change(name, ended)


def told(name: str) -> list[str]:
    """What this run measured, a line each; then what failed, and what broke before it had a figure."""
    kept = json.loads((BUILD / name).read_text())
    run, found = kept["run"], {key: figure for key, figure in kept.items() if key not in HEAD and figure.get("run") == kept["run"]["id"]}
    lines = [f"{key}: {', '.join(f'{word} {value}' for word, value in _short(figure))}" for key, figure in found.items()]
    measured = {figure["by"] for figure in found.values()}
    lines += [f"{'failed' if test in measured else 'broke, without a figure'}: {test}" for test in run["failed"]]
    return [*lines, *([f"At SCALE={SCALE:g} none of these is a figure."] if SCALE != 1 else [])]


def _short(figure: dict[str, Any]) -> list[tuple[str, Any]]:
    first = ("size", "failed", "seed", "seconds")
    return [(word, figure[word]) for word in first if word in figure] or [pair for pair in figure.items() if pair[0] not in ("run", "by")]


def _change(name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / f".{name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # several test processes write one file
        file = BUILD / name
        changed = change(json.loads(file.read_text()) if file.exists() else {})
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(changed, indent=2, sort_keys=True) + "\n")
        fresh.replace(file)


def _commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return asked.stdout.strip() + ("+" if changed else "")
