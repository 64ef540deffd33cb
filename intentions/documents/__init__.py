"""Plain words and numbers out of rounds and intentions, for editions, papers, receipts and downloads. Nothing is fetched later."""

from .edition import edition, edition_content, hash_of, written
from .intention import chapter, intention
from .money import round_money
from .parts import LABELS, Change, Part, changes, parts, parts_frozen, parts_of
from .plan import plan as plan_facts

__all__ = [
    "LABELS",
    "Change",
    "Part",
    "changes",
    "chapter",
    "edition",
    "edition_content",
    "hash_of",
    "intention",
    "parts",
    "parts_frozen",
    "parts_of",
    "plan_facts",
    "round_money",
    "written",
]
