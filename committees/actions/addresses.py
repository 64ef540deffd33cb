"""Addresses people cite: words, and a number only when the words are taken."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils.text import slugify


def free_slug(model: Any, words: str) -> str:
    """The words as an address nobody has yet."""
    most = model._meta.get_field("slug").max_length - 5
    stem = slugify(words.replace("/", "-"))[:most].strip("-") or "untitled"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(slug for slug in candidates if slug not in taken)
