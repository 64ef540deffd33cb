"""Everything that may be written about committees. One function, one transaction, one line of history."""

from portal.moves.stale import Stale

from .agenda import add_item, edit_item, move_item, publish_agenda, remove_item
from .committee import call_meeting, cancel, found_committee, seat, unseat
from .pack import issue_pack, next_issue, open_item, open_pack, open_paper
from .paper import clear, make_paper, publish_paper, reopen, save_paper, withdraw
from .refusals import AlreadyIssued, NotReady, OwnText

__all__ = [
    "AlreadyIssued",
    "NotReady",
    "OwnText",
    "Stale",
    "add_item",
    "call_meeting",
    "cancel",
    "clear",
    "edit_item",
    "found_committee",
    "issue_pack",
    "make_paper",
    "move_item",
    "next_issue",
    "open_item",
    "open_pack",
    "open_paper",
    "publish_agenda",
    "publish_paper",
    "remove_item",
    "reopen",
    "save_paper",
    "seat",
    "unseat",
    "withdraw",
]
