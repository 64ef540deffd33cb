"""What is typed about responses and decisions. Validates and draws itself; never saves."""

from .decision import DecideForm, PublishDecisionsForm
from .position import EvidenceForm, PositionForm, StatementForm
from .publishing import LATER, ExtendForm, OutageForm, PublishForm
from .question import AnswerForm, AskForm
from .receipt import VerifyForm
from .remark import RemarkForm, ReuseForm
from .submitting import RelateForm, SignForm, SubmitForm, WithdrawForm

__all__ = [
    "LATER",
    "AnswerForm",
    "AskForm",
    "DecideForm",
    "EvidenceForm",
    "ExtendForm",
    "OutageForm",
    "PositionForm",
    "PublishDecisionsForm",
    "PublishForm",
    "RelateForm",
    "RemarkForm",
    "ReuseForm",
    "SignForm",
    "StatementForm",
    "SubmitForm",
    "VerifyForm",
    "WithdrawForm",
]
