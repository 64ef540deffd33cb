"""A file that waits for its clerk's decision. It is in no item, and is forgotten when the decision is made or half an hour is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile

from portal.accounts.models import User

HALF_AN_HOUR = 30 * 60


@dataclass(frozen=True)
class Held:
    token: str
    name: str
    content: bytes
    covered: list[dict[str, Any]]  # page, words, pictures

    @property
    def pages(self) -> list[int]:
        return [one["page"] for one in self.covered]

    def file(self) -> ContentFile[bytes]:
        return ContentFile(self.content, name=self.name)


def hold(*, name: str, content: bytes, covered: list[dict[str, Any]], by: User | None) -> Held:
    held = Held(str(uuid4()), name, content, covered)
    if by:
        cache.set(_key(by, held.token), (name, content, covered), HALF_AN_HOUR)
    return held


def held_for(*, by: User, token: str) -> Held | None:
    """Nobody finds what somebody else uploaded."""
    found = cache.get(_key(by, token)) if token else None
    return Held(token, *found) if found else None


def let_go(*, by: User, token: str) -> None:
    cache.delete(_key(by, token))


def _key(by: User, token: str) -> str:
    return f"upload:{by.pk}:{token}"
