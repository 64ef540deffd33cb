"""Two answers compared as a stranger would: status, headers and body, without what is drawn anew for every answer."""

from __future__ import annotations

import re
from typing import Any

DRAWN = re.compile(
    rb"""nonce="[^"]*"|(?<=name="csrfmiddlewaretoken" value=")[^"]*|(?<="X-CSRFToken": ")[^"]*|(?<=name="key" value=")[0-9a-f]{32}"""
    rb"""|(?<=, printed )[^<]*"""  # at the foot of a print, to the minute
)
NONCE = re.compile(r"'nonce-[^']*'")


def body_of(answer: Any) -> bytes:
    if not answer.streaming:
        return bytes(answer.content)
    return b"".join(answer.streaming_content)


def plain(answer: Any, *words: str) -> tuple[int, dict[str, str], bytes]:
    """The answer without its nonces and tokens, and without these words: what was asked for may stand in it."""
    body = DRAWN.sub(b"", body_of(answer))
    headers = {name: NONCE.sub("", value) for name, value in answer.headers.items() if name not in ("Expires", "Content-Length")}
    for word in words:
        body = body.replace(word.encode(), b"")
        headers = {name: value.replace(word, "") for name, value in headers.items()}
    return answer.status_code, headers, body
