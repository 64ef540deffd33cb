from .approval import approve, open_next, return_, submit, take_back, withdraw
from .create import create
from .draft import draft, problems
from .intention import assign, edit
from .money import money
from .round import chapter, create_chapter, move_chapter, start

__all__ = [
    "approve",
    "assign",
    "chapter",
    "create",
    "create_chapter",
    "draft",
    "edit",
    "money",
    "move_chapter",
    "open_next",
    "problems",
    "return_",
    "start",
    "submit",
    "take_back",
    "withdraw",
]
