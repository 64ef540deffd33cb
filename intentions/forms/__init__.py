"""What is typed about rounds and intentions. Validates and draws itself; never saves."""

from .approval import ReturnForm, WithdrawForm
from .assign import AssignForm
from .bringing import BringInForm, LinkForm, MatchForm, MendForm, MendPictureForm, ids, revision_of, seen_findings
from .chapter import ChapterForm, CreateChapterForm
from .choices import Around, Choices
from .comment import CommentForm, ReplyForm
from .create import CreateForm
from .editing import Editing, changed_in_words
from .facts import DeleteRoundForm, FactsForm, NoteForm
from .front import AcceptForm, CaseStudyForm, ChallengeForm, ConfirmForm, EnablerForm, RegisterForm, SectionForm
from .intention import IntentionForm, part_of_input
from .many import ManyForm
from .money import chapter_rows, row_problems, rows_asked_for
from .opened import Opened
from .parted import part_among
from .pictures import AddPictureForm, is_file_name
from .pictures import forms_of as pictures_of
from .plan import FACTS as PLAN_FACTS
from .plan import CreatePlanForm, PlanForm
from .priority import AspirationForm, CandidatesForm, CriterionForm, ExerciseForm, InterestsForm, JudgeForm, PanellistForm, ScoreForm
from .relate import RelateForm
from .replace import FACTS, FRONT, PLANS, ReplaceForm
from .round import COPY, StartForm
from .route import RouteForm
from .stored import fresh
from .suggest import InWordForm, SuggestForm
from .workbook import offered

__all__ = [
    "COPY",
    "FACTS",
    "FRONT",
    "PLANS",
    "PLAN_FACTS",
    "AcceptForm",
    "AddPictureForm",
    "Around",
    "AspirationForm",
    "AssignForm",
    "BringInForm",
    "CandidatesForm",
    "CaseStudyForm",
    "ChallengeForm",
    "ChapterForm",
    "Choices",
    "CommentForm",
    "ConfirmForm",
    "CreateChapterForm",
    "CreateForm",
    "CreatePlanForm",
    "CriterionForm",
    "DeleteRoundForm",
    "Editing",
    "EnablerForm",
    "ExerciseForm",
    "FactsForm",
    "InWordForm",
    "IntentionForm",
    "InterestsForm",
    "JudgeForm",
    "LinkForm",
    "ManyForm",
    "MatchForm",
    "MendForm",
    "MendPictureForm",
    "NoteForm",
    "Opened",
    "PanellistForm",
    "PlanForm",
    "RegisterForm",
    "RelateForm",
    "ReplaceForm",
    "ReplyForm",
    "ReturnForm",
    "RouteForm",
    "ScoreForm",
    "SectionForm",
    "StartForm",
    "SuggestForm",
    "WithdrawForm",
    "changed_in_words",
    "chapter_rows",
    "fresh",
    "ids",
    "is_file_name",
    "offered",
    "part_among",
    "part_of_input",
    "pictures_of",
    "revision_of",
    "row_problems",
    "rows_asked_for",
    "seen_findings",
]
