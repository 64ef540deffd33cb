"""The addresses people cite: words, a number only when the words are taken, and never an address that a page has already."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import slugify


def free_slug(rows: Any, words: str, *, most: int = 0, fallback: str = "untitled") -> str:
    """The words as an address that nothing among these rows and no page of the portal has."""
    most = most or rows.model._meta.get_field("slug").max_length - 5
    stem = slugify(words.replace("/", "-"))[:most].strip("-") or fallback
    taken = fixed() | set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(slug for slug in candidates if slug not in taken)


@cache
def fixed() -> frozenset[str]:
    """Every word that stands in some address of the portal as it is: "add", "draft", "start". Read from the addresses themselves."""
    return frozenset(part for route in _routes(get_resolver()) for part in route.split("/") if part and "<" not in part)


def _routes(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        yield str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from _routes(pattern)
