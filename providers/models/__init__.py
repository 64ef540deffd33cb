from .arrival import Arrival
from .attempt import Attempt
from .clause import Clause, Commitment
from .correction import Correction
from .decided_in_file import DecidedStep, DecidedWorkbook
from .decision import Batch, Decision, Ruling
from .enclosure import Enclosure
from .filled import Filled
from .invitation import Invitation, Outage, Reminder
from .letter import Letter
from .memorandum import TERMS, Accord, Memorandum, MemorandumDecline, MemorandumReminder, Party
from .more_time import MoreTime
from .negotiation import Negotiation, Proposal, Timetable, with_turn
from .omission import Omission
from .origin import Origin
from .position import Attachment, Condition, Effect, Position
from .procurement import Procurement
from .question import Question
from .remark import Remark
from .reply import Reply
from .response import Receipt, Response, Signature
from .seal import Seal
from .signing import Decline, Delegation
from .together import Together
from .transcript import Transcript, TranscriptFile

__all__ = [
    "TERMS",
    "Accord",
    "Arrival",
    "Attachment",
    "Attempt",
    "Batch",
    "Clause",
    "Commitment",
    "Condition",
    "Correction",
    "DecidedStep",
    "DecidedWorkbook",
    "Decision",
    "Decline",
    "Delegation",
    "Effect",
    "Enclosure",
    "Filled",
    "Invitation",
    "Letter",
    "Memorandum",
    "MemorandumDecline",
    "MemorandumReminder",
    "MoreTime",
    "Negotiation",
    "Omission",
    "Origin",
    "Outage",
    "Party",
    "Position",
    "Procurement",
    "Proposal",
    "Question",
    "Receipt",
    "Remark",
    "Reminder",
    "Reply",
    "Response",
    "Ruling",
    "Seal",
    "Signature",
    "Timetable",
    "Together",
    "Transcript",
    "TranscriptFile",
    "with_turn",
]
