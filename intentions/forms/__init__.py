"""What is typed about rounds and intentions. Validates and draws itself; never saves."""

from .approval import ReturnForm, WithdrawForm
from .assign import AssignForm
from .chapter import ChapterForm, CreateChapterForm
from .choices import Choices
from .create import CreateForm
from .editing import Editing
from .front import AcceptForm, ChallengeForm, ConfirmForm, RoundForm, SectionForm
from .intention import IntentionForm
from .money import rows_asked_for
from .round import COPY, StartForm

__all__ = [
    "COPY",
    "AcceptForm",
    "AssignForm",
    "ChallengeForm",
    "ChapterForm",
    "Choices",
    "ConfirmForm",
    "CreateChapterForm",
    "CreateForm",
    "Editing",
    "IntentionForm",
    "ReturnForm",
    "RoundForm",
    "SectionForm",
    "StartForm",
    "WithdrawForm",
    "rows_asked_for",
]
