"""What is typed about responses and decisions. Validates and draws itself; never saves."""

from .decision import CorrectForm, DecideForm, PublishDecisionsForm
from .filled import FilledForm
from .inviting import InviteListForm, LateForm, ProviderForm
from .letter import LetterFileForm, PassageForm, ReadLetterForm
from .memorandum import (
    AddClauseForm,
    AgreeForm,
    ClauseForm,
    CommitmentFormSet,
    DeclineMemorandumForm,
    OfferForm,
    PartiesForm,
    SubjectsForm,
    TermsForm,
)
from .negotiation import DaysForm, WordingForm
from .point import AdoptForm, PointForm
from .position import EvidenceForm, PositionForm, StatementForm
from .procurement import ProcurementForm
from .publishing import LATER, AskForTimeForm, ExtendForm, OutageForm, PublishForm, RefuseTimeForm
from .question import AnswerForm, AskForm, MergeForm, PrivatelyForm
from .quick import RowForm, TogetherForm
from .receipt import VerifyForm
from .remark import RemarkForm, ReuseForm
from .reply import LastWordsForm, ReplyForm
from .sealing import SealForm
from .signing import ChooseForm, DeclineForm, DelegateForm
from .submitting import BeforehandForm, RelateForm, SendForm, SignForm, SubmitForm, WithdrawForm, chosen_to_leave_out
from .transcript import DisputeForm, LetterForm, OwnSaidForm, SaidForm

__all__ = [
    "LATER",
    "AddClauseForm",
    "AdoptForm",
    "AgreeForm",
    "AnswerForm",
    "AskForTimeForm",
    "AskForm",
    "BeforehandForm",
    "ChooseForm",
    "ClauseForm",
    "CommitmentFormSet",
    "CorrectForm",
    "DaysForm",
    "DecideForm",
    "DeclineForm",
    "DeclineMemorandumForm",
    "DelegateForm",
    "DisputeForm",
    "EvidenceForm",
    "ExtendForm",
    "FilledForm",
    "InviteListForm",
    "LastWordsForm",
    "LateForm",
    "LetterFileForm",
    "LetterForm",
    "MergeForm",
    "OfferForm",
    "OutageForm",
    "OwnSaidForm",
    "PartiesForm",
    "PassageForm",
    "PointForm",
    "PositionForm",
    "PrivatelyForm",
    "ProcurementForm",
    "ProviderForm",
    "PublishDecisionsForm",
    "PublishForm",
    "ReadLetterForm",
    "RefuseTimeForm",
    "RelateForm",
    "RemarkForm",
    "ReplyForm",
    "ReuseForm",
    "RowForm",
    "SaidForm",
    "SealForm",
    "SendForm",
    "SignForm",
    "StatementForm",
    "SubjectsForm",
    "SubmitForm",
    "TermsForm",
    "TogetherForm",
    "VerifyForm",
    "WithdrawForm",
    "WordingForm",
    "chosen_to_leave_out",
]
