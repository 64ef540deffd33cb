"""The styles and scripts: NHS.UK's sources by npm, built into static/build."""

from __future__ import annotations

import os
from pathlib import Path

from .machine import ROOT, Trouble, npm
from .python import pip_settings
from .steps import fingerprint, run, step, surroundings


def set_up_front_end() -> None:
    command = npm()
    if command is None:
        raise Trouble("node 20 with npm is missing, and so is its wheel. Remove the folder .venv and run make again.")
    sources = [ROOT / "package.json", ROOT / "package-lock.json"]
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"

    def npm_does(*words: str) -> None:
        run([*command, *words], {**surroundings(pip_settings()), "PATH": path}, what=f"npm {' '.join(words)}")

    step(
        "Downloading the NHS styles and fonts",
        ROOT / "node_modules" / ".stamp",
        fingerprint(*sources),
        lambda: npm_does("ci", "--ignore-scripts", "--no-audit", "--no-fund"),
    )
    step(
        "Building styles and scripts",
        ROOT / "static" / "build" / ".stamp",
        fingerprint(*sources, *sorted(entry for entry in (ROOT / "static").iterdir() if entry.name != "build")),
        lambda: npm_does("run", "build"),
    )
