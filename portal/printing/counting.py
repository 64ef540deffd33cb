"""Where a numbered list begins: the press reads no `start`, so each list that has one says it in a way that the press reads."""

from __future__ import annotations

import re

FROM = re.compile(r'<ol\b(?=[^>]*\sstart="(\d{1,4})")')


def count_from_start(source: str) -> str:
    """The same HTML; a list that begins at 4 begins at 4 on paper too."""
    return FROM.sub(lambda ol: f'<ol style="counter-reset: list-item {int(ol[1]) - 1}"', source)
