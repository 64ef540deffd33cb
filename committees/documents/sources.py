"""What a paper is drawn from. Who asks for what was not chosen is told which choice is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intentions.models import Edition, Plan
from providers.models import Memorandum
from providers.states import MemorandumStatus

from ..models import Paper
from ..states import PaperForm

ASKING = (PaperForm.LETTER, PaperForm.RESPONSES)


class NotChosen(ValueError):
    """In words for whoever makes the paper."""


def edition_of(paper: Paper) -> Edition:
    if paper.edition is None:
        raise NotChosen("Choose the edition it speaks of.")
    return paper.edition


def why_not(form: str, edition: Edition | None) -> str:
    """A round from paper asked nobody here, and what was answered to it does not stand here: no letter and no answers of it."""
    if edition is None or form not in ASKING or not edition.round.is_from_paper:
        return ""
    return f"{edition.round.named} was not consulted on here: nobody is asked to answer it, and no answers stand here"


def edition_before(paper: Paper) -> Edition:
    if paper.before is None:
        raise NotChosen("Choose the earlier edition it is compared with.")
    return paper.before


def plan_of(paper: Paper) -> Plan:
    if paper.plan is None:
        raise NotChosen("Choose the plan on a page.")
    return paper.plan


def memorandum_of(paper: Paper) -> Memorandum:
    """The version that all parties signed of the one that was chosen, or of the only one there is."""
    signed = edition_of(paper).round.memoranda.filter(status=MemorandumStatus.AGREED).select_related("organisation").order_by("-number")
    if paper.memorandum:
        signed = signed.filter(organisation=paper.memorandum.organisation, contract=paper.memorandum.contract)
    found = list(signed[:2])
    if not found:
        raise NotChosen("No memorandum of this round is signed by all its parties.")
    if len(found) > 1:
        raise NotChosen("Choose the memorandum: more than one of this round is signed.")
    return found[0]


NEEDS: dict[str, tuple[Callable[[Paper], Any], ...]] = {
    PaperForm.PLAN: (plan_of,),
    PaperForm.CHANGES: (edition_of, edition_before),
    PaperForm.MEMORANDUM: (memorandum_of,),
}


def lacking(paper: Paper) -> list[str]:
    """What it cannot be drawn without, first things first."""
    for needed in NEEDS.get(paper.form, (edition_of,)):
        try:
            needed(paper)
        except NotChosen as missing:
            return [str(missing)]
    return []
