"""What can be done about emails of what is published. None of it stands in the history: an address that left is forgotten."""

from .asking import ask, choose_pace, confirm, follow, forget, leave
from .sending import send_waiting
from .spreading import announce, bundle, spread

__all__ = [
    "announce",
    "ask",
    "bundle",
    "choose_pace",
    "confirm",
    "follow",
    "forget",
    "leave",
    "send_waiting",
    "spread",
]
