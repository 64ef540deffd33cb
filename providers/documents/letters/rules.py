"""The rules as they are written in rules.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def rules() -> Any:
    return yaml.safe_load(Path(__file__).with_name("rules.yaml").read_text(encoding="utf-8"))


@cache
def common() -> frozenset[str]:
    return frozenset(rules()["common"].split())


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """One pattern of the lines at this place; WE and THIS filled in."""
    found = rules()
    for name in path:
        found = found[name]
    lines = [found] if isinstance(found, str) else found
    filled = [line.replace("WE", rules()["who"]).replace("THIS", rules()["this"]) for line in lines]
    return re.compile("|".join(f"(?:{line})" for line in filled), re.I)


def first_of(part: str, text: str, *, begins: bool = False) -> tuple[str, str]:
    """The first kind of a part whose words the text holds, or begins with, and the words; in the order of the file."""
    for kind in rules()[part]:
        found = pattern(part, kind)
        if said := (found.match(text) if begins else found.search(text)):
            return kind, said.group(0)
    return "", ""
