"""What is typed about meetings and papers. Validates and draws itself; never saves."""

from .meeting import ITEM_FORMS, CallForm, kind_of
from .pack import ConfirmForm, IssueForm
from .paper import MakeForm, PaperForm

__all__ = ["ITEM_FORMS", "CallForm", "ConfirmForm", "IssueForm", "MakeForm", "PaperForm", "kind_of"]
