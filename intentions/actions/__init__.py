"""Everything that may be written about rounds, intentions and editions. One function, one transaction, one line of history."""

from portal.moves.stale import Stale

from .approval import OwnText, approve, return_, submit, take_back, withdraw
from .edition import Blocked, publish
from .intention import add_intention, assign, open_next_version, relate, save_version
from .plan import add_case_study, add_enabler, add_plan
from .rolling import roll_forward
from .round import add_chapter, add_programme, edit_chapter, move_chapter, start_round

__all__ = [
    "Blocked",
    "OwnText",
    "Stale",
    "add_case_study",
    "add_chapter",
    "add_enabler",
    "add_intention",
    "add_plan",
    "add_programme",
    "approve",
    "assign",
    "edit_chapter",
    "move_chapter",
    "open_next_version",
    "publish",
    "relate",
    "return_",
    "roll_forward",
    "save_version",
    "start_round",
    "submit",
    "take_back",
    "withdraw",
]
