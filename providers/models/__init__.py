from .decision import Batch, Decision
from .invitation import Invitation
from .position import Attachment, Condition, Effect, Position
from .question import Question
from .response import Receipt, Response, Signature

__all__ = [
    "Attachment",
    "Batch",
    "Condition",
    "Decision",
    "Effect",
    "Invitation",
    "Position",
    "Question",
    "Receipt",
    "Response",
    "Signature",
]
