"""Papers that are drawn whole from what they speak of: nothing in them is typed by the committee's clerk."""

from __future__ import annotations

from collections.abc import Callable

from intentions.documents.paper.text import Facts

from ...models import Paper
from ...states import PaperForm
from .answers import responses
from .changed import changes
from .edition import appendix, document, joint, strategy
from .letter import letter
from .memorandum import memorandum
from .outcomes import outcomes
from .plan import plan
from .written import written

DRAWN: dict[str, Callable[[Paper], list[Facts]]] = {
    PaperForm.WRITTEN: written,
    PaperForm.DOCUMENT: document,
    PaperForm.APPENDIX: appendix,
    PaperForm.JOINT: joint,
    PaperForm.STRATEGY: strategy,
    PaperForm.PLAN: plan,
    PaperForm.RESPONSES: responses,
    PaperForm.CHANGES: changes,
    PaperForm.OUTCOMES: outcomes,
    PaperForm.LETTER: letter,
    PaperForm.MEMORANDUM: memorandum,
}


def drawn(paper: Paper) -> list[Facts]:
    """The sections of the paper, numbered from 1."""
    return DRAWN[paper.form](paper)
