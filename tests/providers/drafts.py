"""Memoranda of a random round beside its model: drafted by contract, group and provider, written into, and brought up to date."""

from __future__ import annotations

from collections import Counter
from typing import Any

from providers import actions
from providers.documents import drawing
from providers.documents import memorandum as documents
from providers.models import Clause, Memorandum
from providers.models.memorandum import LIVE


def draft(play: Any, share: float = 0.6) -> None:
    """Some of what waits, in one way after the other; in some clauses other words, some left out, some added."""
    for by in play.chance.sample(["contract", "group", "provider"], 3):
        for one in drawing.subjects(play.round, by):
            if one.waiting and play.chance.random() < share:
                _write(play, _draft(play, one))


def _draft(play: Any, subject: Any) -> Memorandum:
    about = {"organisation": subject.organisation, "contract": subject.contract}
    return actions.draft_memorandum(round=play.round, by=play.author, **about)


def _write(play: Any, memorandum: Memorandum) -> None:
    for clause in memorandum.clauses.exclude(decision=None):
        said = {"clause": clause, "by": play.author, "revision": clause.revision}
        if play.chance.random() < 0.2:
            actions.save_clause(text=play._mark("WRITTEN"), **said)
        elif play.chance.random() < 0.1:
            actions.save_clause(text=clause.text, left_out_because=play._mark("LEFT"), **said)
    if play.chance.random() < 0.2:
        actions.add_clause(memorandum=memorandum, by=play.author, text=play._mark("OWN"))


def finish(play: Any) -> None:
    """Every draft brought up to date, or set aside when nothing is left for it; then one for each provider for whatever waits."""
    for memorandum in Memorandum.objects.filter(round=play.round, status="DRAFT").order_by("pk"):
        try:
            actions.redraft(memorandum=memorandum, by=play.author)
        except actions.Refused:
            actions.set_aside(memorandum=memorandum, by=play.author)
    for one in drawing.subjects(play.round, "provider"):
        if one.waiting:
            drafted = _draft(play, one)
            actions.redraft(memorandum=drafted, by=play.author)


def broken(play: Any) -> list[str]:
    """Where the memoranda together do not say exactly what the model says is agreed, once; or one says what is not of its key."""
    written = set(Clause.objects.filter(memorandum__round=play.round).exclude(drawn="").values_list("text", flat=True))
    finish(play)
    live = list(Memorandum.objects.filter(round=play.round, status__in=LIVE))
    clauses = list(Clause.objects.filter(memorandum__in=live).exclude(decision=None).select_related("memorandum", "decision"))
    expected = [play._clause(one) for pk, found in play.agreed.items() for one in found if play._is_clause(pk, one)]
    return [
        *play._compared("memoranda", [one.agreed.partition(": ")[2] for one in clauses], expected),
        *_strangers(play, clauses),
        *(fault for memorandum in live for fault in _text(memorandum, written)),
    ]


def _strangers(play: Any, clauses: list[Clause]) -> list[str]:
    """Clauses of another provider, or another contract, than the memorandum is about."""
    members = {play.group.pk: {one.response.organisation_id for one in play.points}} if play.group else {}
    found = []
    for clause in clauses:
        about = clause.memorandum
        provider = clause.decision.position.response.organisation_id
        settled = clause.condition.ruling if clause.condition else clause.decision
        is_of = provider in members.get(about.organisation_id, {about.organisation_id})
        if not (is_of if about.organisation_id else settled.contract_reference == about.contract):
            found.append(f"memoranda: {clause.text} is not of {about}")
    return found


def _text(memorandum: Memorandum, written: set[str]) -> list[str]:
    """The text to be signed has every clause once: as it is written, or under what is left out with the reason; changed ones with both."""
    text, rows = documents.text(memorandum), list(memorandum.clauses.all())
    said = Counter(row[0] for row in text["clauses"]) + Counter(row[0] for row in text["left_out"])
    wanted = Counter(one.agreed if one.left_out_because else one.text for one in rows)
    faults = [f"text of {memorandum}: {one}" for one in (said - wanted) + (wanted - said)]
    faults += [f"text of {memorandum}: {row[0]} hides what was agreed" for row in text["clauses"] if row[0] in written and not row[2]]
    return faults + [f"text of {memorandum}: {row[0]} ends twice" for row in text["clauses"] if row[0].endswith("..")]
