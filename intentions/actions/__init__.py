"""Everything that may be written about rounds, intentions and editions. One function, one transaction, one line of history."""

from portal.moves.stale import Stale

from .approval import NotYourStep, OwnText, approve, return_, steps_left, submit, take_back, withdraw
from .checking import MustBeMended, accept, look_again
from .comment import reopen, reply, resolve, start_thread
from .deletion import CannotDelete, delete_chapter, delete_intention, forget_deleted, restore_chapter, restore_intention
from .digest import send_digests
from .edition import Blocked, publish
from .facts import NeedsNote, edit_round
from .front import add_passage, edit_passage, remove_passage
from .gone import delete_round, forget_rounds, restore_round
from .intention import add_intention, assign, copy_to_place, open_next_version, relate, save_version, unrelate
from .many import Ticked, change_many, forget_workbooks, keep_workbook, replace_words, take_in, undo_many
from .ordering import move
from .plan import add_plan, edit_plan, print_draft_plan, print_plan, publish_plan, take_back_plan
from .presence import be_here
from .priority import (
    NotReady,
    add_aspiration,
    add_candidates,
    add_criterion,
    begin,
    close,
    declare,
    finish,
    judge,
    leave_out,
    score,
    seat_panellist,
    settle,
    start_exercise,
    unscored,
)
from .rolling import confirm, roll_forward
from .round import add_chapter, add_programme, edit_chapter, start_round
from .route import cancel_edition, plan_edition, set_route
from .suggestion import NotAsRead, NothingSuggested, settle_suggestion, suggest, withdraw_suggestion
from .volume import print_draft, print_edition, write_word

__all__ = [
    "Blocked",
    "CannotDelete",
    "MustBeMended",
    "NeedsNote",
    "NotAsRead",
    "NotReady",
    "NotYourStep",
    "NothingSuggested",
    "OwnText",
    "Stale",
    "Ticked",
    "accept",
    "add_aspiration",
    "add_candidates",
    "add_chapter",
    "add_criterion",
    "add_intention",
    "add_passage",
    "add_plan",
    "add_programme",
    "approve",
    "assign",
    "be_here",
    "begin",
    "cancel_edition",
    "change_many",
    "close",
    "confirm",
    "copy_to_place",
    "declare",
    "delete_chapter",
    "delete_intention",
    "delete_round",
    "edit_chapter",
    "edit_passage",
    "edit_plan",
    "edit_round",
    "finish",
    "forget_deleted",
    "forget_rounds",
    "forget_workbooks",
    "judge",
    "keep_workbook",
    "leave_out",
    "look_again",
    "move",
    "open_next_version",
    "plan_edition",
    "print_draft",
    "print_draft_plan",
    "print_edition",
    "print_plan",
    "publish",
    "publish_plan",
    "relate",
    "remove_passage",
    "reopen",
    "replace_words",
    "reply",
    "resolve",
    "restore_chapter",
    "restore_intention",
    "restore_round",
    "return_",
    "roll_forward",
    "save_version",
    "score",
    "seat_panellist",
    "send_digests",
    "set_route",
    "settle",
    "settle_suggestion",
    "start_exercise",
    "start_round",
    "start_thread",
    "steps_left",
    "submit",
    "suggest",
    "take_back",
    "take_back_plan",
    "take_in",
    "undo_many",
    "unrelate",
    "unscored",
    "withdraw",
    "withdraw_suggestion",
    "write_word",
]
