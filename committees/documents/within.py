"""A page that needs no network: its pictures are in it."""

from __future__ import annotations

import re
from base64 import b64encode

from django.utils.safestring import SafeString, mark_safe

from portal.printing import fetching
from portal.printing.models import Document
from portal.printing.refusals import CannotPrint

SOURCE = re.compile(r'(<img class="inset" src=")([^"]*)(")')
KINDS = {"png": "image/png", "jpg": "image/jpeg"}


def held_within(words: str, document: Document) -> SafeString:
    """The words of a pack with the bytes of its pictures in place of their addresses."""
    stored = _stored(document)
    return mark_safe(SOURCE.sub(lambda found: f"{found[1]}{_bytes(stored, found[2])}{found[3]}", words))  # noqa: S308  ours, with bytes


def _stored(pack: Document) -> dict[str, str]:
    """{address: the name it is stored under}, of all its papers."""
    papers = [part.document.facts for part in pack.parts.select_related("document")]
    return {
        one["address"]: one["src"].removeprefix("attachment:")
        for facts in papers
        for one in (facts.get("insets") or {}).get("pictures", {}).values()
    }


def _bytes(stored: dict[str, str], address: str) -> str:
    """A picture that is gone leaves its words."""
    name = stored.get(address, "")
    try:
        content = fetching.read_attachment(name) if name else b""
    except CannotPrint:
        content = b""
    return f"data:{KINDS.get(name.rpartition('.')[2], 'image/png')};base64,{b64encode(content).decode()}"
