"""Everything that may be written about committees. One function, one transaction, one line of history."""

from portal.moves.stale import Stale

from .agenda import add_item, edit_item, publish_agenda
from .closing import close
from .committee import call_meeting, cancel, found_committee, move_meeting, seat, unseat
from .exemption import agree_release, propose_release, refuse_release, remark
from .held import held_for
from .house import edit_committee
from .minutes import clear_minutes, done, record_outcomes, reopen_minutes, sign_minutes, write_minutes
from .note import print_notes, write_note
from .order import move_item, place_before, place_of, remove_item
from .pack import issue_pack, next_issue, open_item, open_pack, open_paper
from .paper import clear, make_paper, publish_paper, reopen, save_paper, withdraw
from .refusals import AlreadyIssued, NotReady, NotTaken, OwnProposal, OwnText, Unseen
from .reissue import reissue, take_place
from .reminding import due_items, remind_writers
from .report import TAKES, bring_in, describe, leave, leave_old, take_back, take_in
from .revise import revise
from .standing import defer, restore, withdraw_item
from .upload import look_again
from .word import order_word, write_lost, write_word

__all__ = [
    "TAKES",
    "AlreadyIssued",
    "NotReady",
    "NotTaken",
    "OwnProposal",
    "OwnText",
    "Stale",
    "Unseen",
    "add_item",
    "agree_release",
    "bring_in",
    "call_meeting",
    "cancel",
    "clear",
    "clear_minutes",
    "close",
    "defer",
    "describe",
    "done",
    "due_items",
    "edit_committee",
    "edit_item",
    "found_committee",
    "held_for",
    "issue_pack",
    "leave",
    "leave_old",
    "look_again",
    "make_paper",
    "move_item",
    "move_meeting",
    "next_issue",
    "open_item",
    "open_pack",
    "open_paper",
    "order_word",
    "place_before",
    "place_of",
    "print_notes",
    "propose_release",
    "publish_agenda",
    "publish_paper",
    "record_outcomes",
    "refuse_release",
    "reissue",
    "remark",
    "remind_writers",
    "remove_item",
    "reopen",
    "reopen_minutes",
    "restore",
    "revise",
    "save_paper",
    "seat",
    "sign_minutes",
    "take_back",
    "take_in",
    "take_place",
    "unseat",
    "withdraw",
    "withdraw_item",
    "write_lost",
    "write_minutes",
    "write_note",
    "write_word",
]
