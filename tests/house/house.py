"""The files of the house, for the guards that read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "outcomes", "intentions", "providers", "committees")


@cache
def files() -> tuple[str, ...]:
    """Every file that is or will be committed, by its path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(sorted(name for name in listed.stdout.splitlines() if (ROOT / name).is_file()))


def matching(*patterns: str, without: tuple[str, ...] = ()) -> list[str]:
    """The files whose path fits a pattern; a star crosses folders."""
    return [name for name in files() if _fits(name, patterns) and not _fits(name, without)]


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def source(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def nodes(text: str) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
    """Every node of some Python with its parents, nearest first."""

    def walk(node: ast.AST, above: list[ast.AST]) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
        yield node, above
        for child in ast.iter_child_nodes(node):
            yield from walk(child, [node, *above])

    return walk(ast.parse(text), [])
