"""Pictures named by other numbers: a text from a file that counts from one, in a paper that has pictures already."""

from __future__ import annotations

import re
from collections.abc import Mapping

PICTURE = re.compile(r"\[Picture (\d{1,4})\]")


def renumbered(html: str, numbers: Mapping[int, int]) -> str:
    return PICTURE.sub(lambda found: f"[Picture {numbers.get(int(found[1]), int(found[1]))}]", html)
