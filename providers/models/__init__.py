from .attempt import Attempt
from .decision import Batch, Decision, Ruling
from .invitation import Invitation, Outage, Reminder
from .position import Attachment, Condition, Effect, Position
from .question import Question
from .remark import Remark
from .response import Receipt, Response, Signature

__all__ = [
    "Attachment",
    "Attempt",
    "Batch",
    "Condition",
    "Decision",
    "Effect",
    "Invitation",
    "Outage",
    "Position",
    "Question",
    "Receipt",
    "Remark",
    "Reminder",
    "Response",
    "Ruling",
    "Signature",
]
