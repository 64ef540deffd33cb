from .approval import approve, open_next, return_, submit, take_back, withdraw
from .intention import edit

__all__ = ["approve", "edit", "open_next", "return_", "submit", "take_back", "withdraw"]
