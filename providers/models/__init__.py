from .decision import Batch, Decision
from .invitation import Invitation
from .question import Question
from .response import Attachment, Condition, Effect, Position, Receipt, Response, Signature

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
