from .approval import approve, open_next, return_, submit, take_back, withdraw
from .checking import accept, look_again, problems
from .create import create
from .draft import draft
from .intention import assign, edit
from .money import chapter_money, money
from .round import chapter, create_chapter, start

__all__ = [
    "accept",
    "approve",
    "assign",
    "chapter",
    "chapter_money",
    "create",
    "create_chapter",
    "draft",
    "edit",
    "look_again",
    "money",
    "open_next",
    "problems",
    "return_",
    "start",
    "submit",
    "take_back",
    "withdraw",
]
