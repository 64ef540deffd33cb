"""Marked content in a page's stream: what is a tag's text, and what is an artefact."""

from __future__ import annotations

from typing import Any


def settle(items: list[Any], dropped: set[int]) -> dict[int, int]:
    """Number the marks of a page afresh; gives {old number: new number}.

    Dropped marks become artefacts. An artefact inside marked text (the line under a link) loses its own marks,
    because marks may not be nested.
    """
    numbers: dict[int, int] = {}
    nested: list[bool] = []
    for i, item in enumerate(items):
        if item == b"BDC":
            mark = items[i - 1]["MCID"]
            if mark in dropped:
                items[i - 2 : i] = "/Artifact", b"<</Type/Pagination>>"
            else:
                items[i - 1]["MCID"] = numbers[mark] = len(numbers)
            nested.append(False)
        elif item == b"BMC":
            nested.append(bool(nested))
            if nested[-1]:
                items[i - 1] = items[i] = b""
        elif item == b"EMC" and nested.pop():
            items[i] = b""
    return numbers
