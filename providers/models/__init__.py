from .attempt import Attempt
from .decision import Batch, Decision, Ruling
from .invitation import Invitation, Outage, Reminder
from .memorandum import TERMS, Accord, Clause, Commitment, Memorandum, Party
from .more_time import MoreTime
from .omission import Omission
from .position import Attachment, Condition, Effect, Position
from .procurement import Procurement
from .question import Question
from .remark import Remark
from .response import Receipt, Response, Signature
from .signing import Decline, Delegation
from .together import Together

__all__ = [
    "TERMS",
    "Accord",
    "Attachment",
    "Attempt",
    "Batch",
    "Clause",
    "Commitment",
    "Condition",
    "Decision",
    "Decline",
    "Delegation",
    "Effect",
    "Invitation",
    "Memorandum",
    "MoreTime",
    "Omission",
    "Outage",
    "Party",
    "Position",
    "Procurement",
    "Question",
    "Receipt",
    "Remark",
    "Reminder",
    "Response",
    "Ruling",
    "Signature",
    "Together",
]
