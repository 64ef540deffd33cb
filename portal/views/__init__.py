from .reading import intention, round_
from .standing import csrf_failure, data, front, help_page, history, home, search

__all__ = ["csrf_failure", "data", "front", "help_page", "history", "home", "intention", "round_", "search"]
