"""Circles of files: a file that stands on another which, by whatever way, stands on it. Imports inside functions count."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping


def module(path: str) -> str:
    """`providers/models/__init__.py` is `providers.models`."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def circles(sources: Mapping[str, str]) -> list[list[str]]:
    """Each set of these files ({path: text}) in which every one is reached from every other by imports, in order of name."""
    files = {module(path): path for path in sources}
    graph = {name: _imported(name, path, sources[path], files) - {name} for name, path in files.items()}
    ways = {name: _reached(name, graph) for name in graph}
    found = {tuple(sorted({other for other in ways[name] if name in ways[other]} | {name})) for name in graph if name in ways[name]}
    return [[files[name] for name in circle] for circle in sorted(found)]


def _imported(name: str, path: str, text: str, files: Mapping[str, str]) -> set[str]:
    """Of a `from` the file it names, else the one that holds the name."""
    package = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            origin = ".".join(filter(None, [above, node.module]))
            found |= {one if (one := f"{origin}.{alias.name}") in files else origin for alias in node.names}
    return found & set(files)


def _reached(start: str, graph: Mapping[str, Iterable[str]]) -> set[str]:
    """All that a file stands on."""
    found: set[str] = set()
    fresh = set(graph[start])
    while fresh:
        found |= fresh
        fresh = {far for near in fresh for far in graph[near]} - found
    return found
