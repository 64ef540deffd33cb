"""Plain words and numbers out of rounds and intentions, for editions, papers, receipts and downloads. Nothing is fetched later."""

from .edition import edition, edition_content, hash_of, written
from .facts import facts_of
from .intention import Facts, chapter, intention
from .money import round_money
from .paper.plan import TEMPLATE as PLAN
from .paper.plan import plan_page
from .parts import LABELS, Change, Part, changes, parts, parts_frozen, parts_of
from .plan import plan as plan_facts
from .plan import unread
from .volume import TEMPLATE as VOLUME
from .volume import draft_volume, next_changes, next_volume, volume_of_edition

__all__ = [
    "LABELS",
    "PLAN",
    "VOLUME",
    "Change",
    "Facts",
    "Part",
    "changes",
    "chapter",
    "draft_volume",
    "edition",
    "edition_content",
    "facts_of",
    "hash_of",
    "intention",
    "next_changes",
    "next_volume",
    "parts",
    "parts_frozen",
    "parts_of",
    "plan_facts",
    "plan_page",
    "round_money",
    "unread",
    "volume_of_edition",
    "written",
]
