"""An email address as everybody types it, so that one person is one account."""

from __future__ import annotations

import unicodedata

UNSEEN = {"Cf", "Cc", "Co", "Cn", "Zs", "Zl", "Zp", "Mn"}  # what is not drawn, or joins itself to what is


def plain(email: str) -> str:
    """Without the characters nobody sees, wide letters as narrow ones, in lower case."""
    shown = (sign for sign in unicodedata.normalize("NFKC", email) if unicodedata.category(sign) not in UNSEEN)
    return "".join(shown).lower()


def strange(email: str) -> list[str]:
    """The letters of it that only look like those of an address: a Cyrillic а makes it the address of somebody else."""
    return [sign for sign in email if not sign.isascii()]
