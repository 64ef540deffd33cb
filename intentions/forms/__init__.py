"""What is typed about rounds and intentions. Validates and draws itself; never saves."""

from .approval import ReturnForm, WithdrawForm
from .assign import AssignForm
from .chapter import ChapterForm, CreateChapterForm
from .choices import Choices
from .comment import CommentForm, ReplyForm
from .create import CreateForm
from .editing import Editing, changed_in_words
from .front import AcceptForm, ChallengeForm, ConfirmForm, RoundForm, SectionForm
from .intention import IntentionForm, part_of_input
from .money import chapter_rows, row_problems, rows_asked_for
from .opened import Opened
from .priority import AspirationForm, CandidatesForm, CriterionForm, ExerciseForm, InterestsForm, JudgeForm, PanellistForm, ScoreForm
from .round import COPY, StartForm
from .route import RouteForm

__all__ = [
    "COPY",
    "AcceptForm",
    "AspirationForm",
    "AssignForm",
    "CandidatesForm",
    "ChallengeForm",
    "ChapterForm",
    "Choices",
    "CommentForm",
    "ConfirmForm",
    "CreateChapterForm",
    "CreateForm",
    "CriterionForm",
    "Editing",
    "ExerciseForm",
    "IntentionForm",
    "InterestsForm",
    "JudgeForm",
    "Opened",
    "PanellistForm",
    "ReplyForm",
    "ReturnForm",
    "RoundForm",
    "RouteForm",
    "ScoreForm",
    "SectionForm",
    "StartForm",
    "WithdrawForm",
    "changed_in_words",
    "chapter_rows",
    "part_of_input",
    "row_problems",
    "rows_asked_for",
]
