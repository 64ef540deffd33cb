"""What is typed about meetings and papers. Validates and draws itself; never saves."""

from .exemption import ReleaseForm, RemarkForm
from .house import CloseForm, HouseForm
from .item import ITEM_FORMS, kind_of
from .meeting import CallForm, MoveMeetingForm, PublishForm
from .minutes import AttendanceForm, MinutesForm, SignForm
from .note import NoteForm
from .pack import ConfirmForm, IssueForm
from .paper import MakeForm, PaperForm
from .report import DescribingForm, FileForm, TakeForm
from .seats import FoundForm, SeatForm
from .standing import DeferForm, WithdrawItemForm

__all__ = [
    "ITEM_FORMS",
    "AttendanceForm",
    "CallForm",
    "CloseForm",
    "ConfirmForm",
    "DeferForm",
    "DescribingForm",
    "FileForm",
    "FoundForm",
    "HouseForm",
    "IssueForm",
    "MakeForm",
    "MinutesForm",
    "MoveMeetingForm",
    "NoteForm",
    "PaperForm",
    "PublishForm",
    "ReleaseForm",
    "RemarkForm",
    "SeatForm",
    "SignForm",
    "TakeForm",
    "WithdrawItemForm",
    "kind_of",
]
