"""Bringing a document in: it arrives, is gone through by people, and is taken in in one step."""

from .arriving import bring_in, read_document, read_lost, twins_of
from .judging import CannotJudge, Meanwhile, accept_open, judge_finding, judge_findings, mend_finding, merge_finding, split_finding
from .known import names_of
from .taking import NotYet, take_back_document, take_in_document, unsaid, why_not

__all__ = [
    "CannotJudge",
    "Meanwhile",
    "NotYet",
    "accept_open",
    "bring_in",
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
    "twins_of",
    "unsaid",
    "why_not",
]
