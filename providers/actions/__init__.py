"""Everything that may be written in this storey. Actions judge *when*, under a lock; the doors judge *who*."""

from portal.moves.stale import Stale

from .agreeing import (
    agree,
    ask_administrators,
    decline_memorandum,
    due_memoranda,
    offer,
    offered_to_groups,
    remind_by_clock,
    remind_parties,
    settle_memorandum,
    take_back,
)
from .attempt import earlier_receipt
from .clauses import add_clause, choose_parties, remove_clause, save_clause
from .correction import correct
from .decided_in_file import decided_by, forget_decided, keep_decided, take_in_decided, untake_decided
from .decision import decide, fulfil, publish_decisions
from .evidence import attach, detach, enclose, sweep_all, take_out
from .facts import edit_facts
from .filled import forget_filled, keep_filled, take_in_filled
from .invitation import extend, invite, invite_late, invite_list, open_, publish
from .last_click import settle, sign, submit
from .memorandum import draft_memorandum, redraft, save_memorandum, set_aside
from .more_time import ask_for_time, refuse_time
from .negotiation import accept_wording, counter, propose, set_days
from .origin import adopt
from .outage import declare_outage
from .passages import desk_of, forget_letters, keep_letter, leave_out_rest, mark_passages, record_read, seen_of
from .planned import give_up, publish_planned
from .point import remove_point, save_point
from .procurement import add_procurement, save_procurement
from .question import answer, answer_privately, ask, merge_question
from .refusals import (
    CannotSign,
    FileSwapped,
    Gone,
    HalfSaid,
    KeyReused,
    NothingAnswered,
    NothingToPublish,
    NotInWords,
    NotLater,
    QuestionsClosed,
    Refused,
    StillWaiting,
    TextChanged,
    TooLate,
    Unsigned,
)
from .remark import remark, resolve_remark, reuse
from .reminding import due, prompt, remind
from .reply import publish_replies, reply
from .response import relate, reopen, save_position, save_statement, send, start
from .sealing import open_seal, seal
from .signing import choose_submission, decline, delegate, nudge, unsettled
from .succession import hand_on, in_flight, merge, pass_on
from .together import answer_together, undo_together
from .transcript import confirm_letter, dispute_letter, record_letter
from .undoing import undo_list
from .withdrawal import withdraw

__all__ = [
    "CannotSign",
    "FileSwapped",
    "Gone",
    "HalfSaid",
    "KeyReused",
    "NotInWords",
    "NotLater",
    "NothingAnswered",
    "NothingToPublish",
    "QuestionsClosed",
    "Refused",
    "Stale",
    "StillWaiting",
    "TextChanged",
    "TooLate",
    "Unsigned",
    "accept_wording",
    "add_clause",
    "add_procurement",
    "adopt",
    "agree",
    "answer",
    "answer_privately",
    "answer_together",
    "ask",
    "ask_administrators",
    "ask_for_time",
    "attach",
    "choose_parties",
    "choose_submission",
    "confirm_letter",
    "correct",
    "counter",
    "decide",
    "decided_by",
    "declare_outage",
    "decline",
    "decline_memorandum",
    "delegate",
    "desk_of",
    "detach",
    "dispute_letter",
    "draft_memorandum",
    "due",
    "due_memoranda",
    "earlier_receipt",
    "edit_facts",
    "enclose",
    "extend",
    "forget_decided",
    "forget_filled",
    "forget_letters",
    "fulfil",
    "give_up",
    "hand_on",
    "in_flight",
    "invite",
    "invite_late",
    "invite_list",
    "keep_decided",
    "keep_filled",
    "keep_letter",
    "leave_out_rest",
    "mark_passages",
    "merge",
    "merge_question",
    "nudge",
    "offer",
    "offered_to_groups",
    "open_",
    "open_seal",
    "pass_on",
    "prompt",
    "propose",
    "publish",
    "publish_decisions",
    "publish_planned",
    "publish_replies",
    "record_letter",
    "record_read",
    "redraft",
    "refuse_time",
    "relate",
    "remark",
    "remind",
    "remind_by_clock",
    "remind_parties",
    "remove_clause",
    "remove_point",
    "reopen",
    "reply",
    "resolve_remark",
    "reuse",
    "save_clause",
    "save_memorandum",
    "save_point",
    "save_position",
    "save_procurement",
    "save_statement",
    "seal",
    "seen_of",
    "send",
    "set_aside",
    "set_days",
    "settle",
    "settle_memorandum",
    "sign",
    "start",
    "submit",
    "sweep_all",
    "take_back",
    "take_in_decided",
    "take_in_filled",
    "take_out",
    "undo_list",
    "undo_together",
    "unsettled",
    "untake_decided",
    "withdraw",
]
