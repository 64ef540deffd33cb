"""Ways to break a good pack, each with the rule that must catch it."""

from . import catalog, pages, structure  # noqa: F401  each remembers its faults
from .places import FAULTS, tags

__all__ = ["FAULTS", "tags"]
