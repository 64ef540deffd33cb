"""A response that came as a letter, read into proposals of points: each passage beside what it is about and says, and why. Pure."""

from .asked import Asked, Chapter
from .points import Desk, Said, joined
from .proposal import INTENTION, LEFT_OUT, UNSURE, Proposal, as_plain, from_plain
from .read import dated_in, read_letter, unclear_in

__all__ = [
    "INTENTION", "LEFT_OUT", "UNSURE", "Asked", "Chapter", "Desk", "Proposal", "Said", "as_plain", "dated_in", "from_plain", "joined",
    "read_letter", "unclear_in",
]  # fmt: skip
