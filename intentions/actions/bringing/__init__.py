"""Bringing a document in: it arrives, is gone through by people, and is taken in in one step."""

from .arriving import Twin, bring_in, forget_files, forget_refused, read_document, read_lost, remove_document
from .dating import SaidMeanwhile, say_date_order
from .judging import (
    NEW,
    CannotJudge,
    Meanwhile,
    accept_open,
    drop_open,
    judge_chapter,
    judge_finding,
    judge_findings,
    mend_finding,
    merge_finding,
    split_finding,
)
from .known import named_in
from .matching import fates_of, match_finding, say_fate, unnamed_in
from .outcomes import link_outcome, outcomes_of
from .standing import laid_over_all, texts_that_stand
from .taking import NotYet, take_back_document, take_in_document, unsaid, why_not

__all__ = [
    "NEW",
    "CannotJudge",
    "Meanwhile",
    "NotYet",
    "SaidMeanwhile",
    "Twin",
    "accept_open",
    "bring_in",
    "drop_open",
    "fates_of",
    "forget_files",
    "forget_refused",
    "judge_chapter",
    "judge_finding",
    "judge_findings",
    "laid_over_all",
    "link_outcome",
    "match_finding",
    "mend_finding",
    "merge_finding",
    "named_in",
    "outcomes_of",
    "read_document",
    "read_lost",
    "remove_document",
    "say_date_order",
    "say_fate",
    "split_finding",
    "take_back_document",
    "take_in_document",
    "texts_that_stand",
    "unnamed_in",
    "unsaid",
    "why_not",
]
