"""What is agreed on a point, as words: what was asked, what stands instead, and what must still be said before it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from django.db.models import Prefetch

from portal.nhsuk import words
from portal.richtext.passages import to_text

from ..models import Condition, Decision, Position, Ruling
from ..models.agreed import NOTHING
from ..states import AGREED, Destination, Stance, Verdict, verdicts_on

BESIDE = ("agreed_by_date", "agreed_activity", "agreed_amounts", "destination", "contract_label", "contract_year", "contract_reference")
SETTLED = ("verdict", "reason", "agreed", *BESIDE)
SAYS = {
    Verdict.ACCEPT: "Accept",
    Verdict.ACCEPT_IN_PART: "Accept in part",
    Verdict.NOT_ACCEPT: "Do not accept",
    Verdict.DEFER: "Defer",
    Verdict.CLARIFY: "Answer",
}
ENDS = tuple(f"{mark}{quote}" for mark in (".", "?", "!", "…") for quote in ("", "”", "’", '"', ")"))
CARRIED = ("agreed_by_date", "agreed_activity", "agreed_amounts")  # what the words of a point itself must be there to carry


def asked(position: Position) -> str:
    """What is agreed if the point itself is accepted: the alternative of who cannot support, otherwise what was said."""
    if position.is_own:
        return to_text(position.words).strip()
    said = position.alternative if position.stance == Stance.CANNOT else ""
    return (said or position.comment).strip() or _unsaid(position)


def _unsaid(position: Position) -> str:
    title, who = position.heading, position.response.organisation.name
    return {
        Stance.CANNOT: f"“{title}” is not asked of {who}.",
        Stance.NOT_AFFECTED: f"“{title}” does not affect {who}.",
    }.get(Stance(position.stance), f"“{title}” stands as published.")


def asked_of(decision: Decision, condition: Condition | None) -> str:
    return condition.text if condition else asked(decision.position)


def agreements(decision: Decision) -> Iterator[tuple[Decision | Ruling, Condition | None]]:
    """Everything that has agreed words, each once: the point itself, then its conditions in their order."""
    if decision.is_agreed:
        yield decision, None
    for condition in decision.position.conditions.all():
        ruling = getattr(condition, "ruling", None)
        if ruling and ruling.is_agreed:
            yield ruling, condition


def refusals(decision: Decision) -> Iterator[tuple[Decision | Ruling, Condition | None]]:
    """What was not agreed, with its reason: the point with its conditions, or single conditions of a point that was."""
    if decision.verdict not in AGREED:
        yield decision, None
    for condition in decision.position.conditions.all():
        ruling = getattr(condition, "ruling", None)
        if ruling and ruling.verdict not in AGREED:
            yield ruling, condition


def ruled(path: str) -> Prefetch[Any]:
    """The conditions by this path, in their order, each with what is decided on it."""
    return Prefetch(path, queryset=Condition.objects.select_related("ruling").order_by("order", "pk"))


def beside(settled: Decision | Ruling) -> list[str]:
    """What goes with the words, each in a few of its own: the sum by year, the activity, the day."""
    by = f"By {words.day(settled.agreed_by_date)}" if settled.agreed_by_date else ""
    return [text for text in (settled.amount_in_words, settled.agreed_activity, by) if text]


def goes_into(settled: Decision | Ruling) -> str:
    """Goes into: Local price, Schedule 3A, contract of 2027/28; empty where it goes nowhere."""
    if settled.destination == Destination.NONE:
        return ""
    return f"Goes into: {', '.join(filter(None, [str(settled.get_destination_display()), settled.contract_in_words]))}"


def in_words(settled: Decision | Ruling) -> str:
    """The agreed words with what goes beside them, as a paper quotes them."""
    return sentences([settled.agreed, *beside(settled)])


def sentences(texts: Iterable[str]) -> str:
    """Several short texts read one after the other, each ended once."""
    return " ".join(ended(text) for text in texts if text)


def ended(text: str) -> str:
    """With one full stop, however it was typed: none is added to another, and two typed by a slip are one."""
    text = text.rstrip()
    if text.endswith("..") and not text.endswith("..."):
        text = text[:-1]
    return text if text.endswith(ENDS) else f"{text}."


def paragraphs(text: str) -> str:
    """Plain words as a text that a redline can be drawn of."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


# ── Deciding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def years_of(position: Position) -> list[int]:
    """The years of the round, and those in which the provider counts money; twelve at most."""
    round = position.response.round
    asked = {year for row in position.rows("effects") for year in (row["year_from"], row["year_to"]) if year}
    return sorted({*range(round.year_from, round.year_to + 1), *asked})[:12]


def settle(
    position: Position, whole: Mapping[str, Any], rulings: Mapping[Any, Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[Any, dict[str, Any]]]:
    """The point and each condition with its words: ready from what was asked where it is accepted, none where it is refused.

    `rulings` are by condition. A condition of a point that is accepted is accepted with it; of one that is accepted in part it is
    covered by the words of the point. Judge what is missing with `faults` first.
    """
    conditions = list(position.conditions.all())
    ruled = {one.pk: _settled(rulings[one.pk], one.text, one.by_date) for one in conditions if one.pk in rulings}
    if whole["verdict"] == Verdict.ACCEPT:
        with_it = {name: whole.get(name, NOTHING[name]) for name in BESIDE if name not in CARRIED}
        follows = {"verdict": Verdict.ACCEPT, "reason": "", **with_it}
        ruled |= {one.pk: _settled(follows, one.text, one.by_date) for one in conditions if one.pk not in ruled}
    said = _settled(whole, asked(position), None)
    if said["verdict"] == Verdict.ACCEPT and any(one["agreed"] for one in ruled.values()) and not _carries(said):
        said["agreed"] = ""
    return said, ruled


def _settled(said: Mapping[str, Any], asked: str, by_date: Any) -> dict[str, Any]:
    about = {"verdict": said["verdict"], "reason": said.get("reason", "")}
    if said["verdict"] not in AGREED:
        return {**about, **NOTHING}
    beside = {name: said.get(name) or NOTHING[name] for name in BESIDE}
    if said["verdict"] == Verdict.ACCEPT:
        return {**about, **beside, "agreed": asked, "agreed_by_date": beside["agreed_by_date"] or by_date}
    return {**about, **beside, "agreed": (said.get("agreed") or "").strip()}


def _carries(said: Mapping[str, Any]) -> bool:
    return any(said[name] for name in CARRIED)


def faults(position: Position, whole: Mapping[str, Any], rulings: Mapping[Any, Mapping[str, Any]]) -> Iterator[tuple[Any, str, str]]:
    """(condition or None, what is wrong, in words) before this may be decided."""
    conditions = list(position.conditions.all())
    if whole["verdict"] not in verdicts_on(position.stance):
        yield None, "verdict", "A question is answered, not accepted. Select answer, and enter the answer"
    for number, condition in enumerate(conditions, start=1):
        if condition.pk in rulings:
            yield from ((condition.pk, *fault) for fault in _faults_of_one(whole, rulings[condition.pk], f"condition {number}"))
    yield from ((None, *fault) for fault in _faults_of_the_whole(whole, rulings, len(conditions)))


def _faults_of_one(whole: Mapping[str, Any], said: Mapping[str, Any], which: str) -> Iterator[tuple[str, str]]:
    if said["verdict"] != Verdict.ACCEPT and not (said.get("reason") or "").strip():
        yield "reason", f"Enter a reason for {which}, unless you accept it"
    if said["verdict"] == Verdict.ACCEPT_IN_PART and not (said.get("agreed") or "").strip():
        yield "agreed", f"Enter the agreed wording of {which}"
    if whole["verdict"] == Verdict.ACCEPT and said["verdict"] != Verdict.ACCEPT:
        yield "verdict", f"You accept the point, but not {which}. Accept the point in part, or accept {which}"
    if whole["verdict"] in (Verdict.NOT_ACCEPT, Verdict.DEFER) and said["verdict"] in AGREED:
        yield "verdict", f"You accept {which}, but not the point. Accept the point in part, or do not accept {which}"


def _faults_of_the_whole(whole: Mapping[str, Any], rulings: Mapping[Any, Mapping[str, Any]], conditions: int) -> Iterator[tuple[str, str]]:
    verdict, reason = whole["verdict"], (whole.get("reason") or "").strip()
    if verdict == Verdict.CLARIFY and not reason:
        yield "reason", "Enter the answer"
    elif verdict != Verdict.ACCEPT and not reason:
        yield "reason", "Enter a reason, unless you accept the point"
    if verdict != Verdict.ACCEPT_IN_PART or (whole.get("agreed") or "").strip():
        return
    if _carries({name: whole.get(name) for name in CARRIED}):
        yield "agreed", "Enter the agreed wording of the point: it carries the sum, the activity or the day"
    elif not conditions:
        yield "agreed", "Enter the agreed wording"
    elif len(rulings) < conditions:
        yield "agreed", "Enter the agreed wording of the point, or decide each condition"
    elif not any(one["verdict"] in AGREED for one in rulings.values()):
        yield "agreed", "Enter the agreed wording of the point: none of its conditions is accepted"
