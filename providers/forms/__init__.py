"""What is typed about responses and decisions. Validates and draws itself; never saves."""

from .decision import DecideForm, PublishDecisionsForm
from .inviting import InviteListForm, LateForm, ProviderForm
from .memorandum import AgreeForm, CommitmentFormSet, TermsForm
from .position import EvidenceForm, PositionForm, StatementForm
from .procurement import ProcurementForm
from .publishing import LATER, AskForTimeForm, ExtendForm, OutageForm, PublishForm, RefuseTimeForm
from .question import AnswerForm, AskForm
from .quick import RowForm, TogetherForm
from .receipt import VerifyForm
from .remark import RemarkForm, ReuseForm
from .signing import ChooseForm, DeclineForm, DelegateForm
from .submitting import BeforehandForm, RelateForm, SendForm, SignForm, SubmitForm, WithdrawForm, chosen_to_leave_out

__all__ = [
    "LATER",
    "AgreeForm",
    "AnswerForm",
    "AskForTimeForm",
    "AskForm",
    "BeforehandForm",
    "ChooseForm",
    "CommitmentFormSet",
    "DecideForm",
    "DeclineForm",
    "DelegateForm",
    "EvidenceForm",
    "ExtendForm",
    "InviteListForm",
    "LateForm",
    "OutageForm",
    "PositionForm",
    "ProcurementForm",
    "ProviderForm",
    "PublishDecisionsForm",
    "PublishForm",
    "RefuseTimeForm",
    "RelateForm",
    "RemarkForm",
    "ReuseForm",
    "RowForm",
    "SendForm",
    "SignForm",
    "StatementForm",
    "SubmitForm",
    "TermsForm",
    "TogetherForm",
    "VerifyForm",
    "WithdrawForm",
    "chosen_to_leave_out",
]
