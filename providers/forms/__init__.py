"""What is typed about responses and decisions. Validates and draws itself; never saves."""

from .decision import DecideForm, PublishDecisionsForm
from .position import EvidenceForm, PositionForm, StatementForm
from .publishing import ExtendForm, PublishForm
from .question import AnswerForm, AskForm
from .receipt import VerifyForm
from .submitting import SignForm, SubmitForm, WithdrawForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "DecideForm",
    "EvidenceForm",
    "ExtendForm",
    "PositionForm",
    "PublishDecisionsForm",
    "PublishForm",
    "SignForm",
    "StatementForm",
    "SubmitForm",
    "VerifyForm",
    "WithdrawForm",
]
