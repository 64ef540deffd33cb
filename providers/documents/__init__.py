"""Plain words and numbers out of responses and decisions. Nothing is fetched later."""

from .canonical import sha256, text
from .position import LABELS, content, last_year, lines, said, said_in

__all__ = ["LABELS", "content", "last_year", "lines", "said", "said_in", "sha256", "text"]
