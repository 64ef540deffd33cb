"""Bringing a document in: it arrives, is gone through by people, and is taken in in one step."""

from .arriving import Twin, bring_in, forget_files, forget_refused, read_document, read_lost
from .judging import CannotJudge, Meanwhile, accept_open, judge_finding, judge_findings, mend_finding, merge_finding, split_finding
from .known import names_of
from .taking import NotYet, take_back_document, take_in_document, unsaid, why_not

__all__ = [
    "CannotJudge",
    "Meanwhile",
    "NotYet",
    "Twin",
    "accept_open",
    "bring_in",
    "forget_files",
    "forget_refused",
    "judge_finding",
    "judge_findings",
    "mend_finding",
    "merge_finding",
    "names_of",
    "read_document",
    "read_lost",
    "split_finding",
    "take_back_document",
    "take_in_document",
    "unsaid",
    "why_not",
]
