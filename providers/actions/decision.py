"""Deciding point by point, and publishing what is decided together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse

from intentions.models import Edition, Programme, Round
from portal.accounts.models import User
from portal.alerts.actions import announce
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.stale import Conflict, Stale
from portal.organisations.models import Place
from portal.printing.actions import order
from portal.printing.models import Document

from ..documents import agreed
from ..documents import decided as documents
from ..models import Batch, Decision, Position, Response, Ruling
from ..models.agreed import NOTHING
from ..states import DECISION_MOVES, DecisionStatus, Destination, Status
from . import letters
from .negotiation import close
from .refusals import NothingToPublish, NotInWords
from .sealing import judge_open

WORDS = ("verdict", "reason", "agreed", *agreed.BESIDE, "needs_new_version", "owner")
UNSAID: dict[str, Any] = {
    "reason": "",
    "agreed": "",
    **NOTHING,
    "destination": Destination.MEMORANDUM,
    "needs_new_version": False,
    "owner": "",
}


class Said(NamedTuple):
    """What somebody writes on one point: of the whole, of its conditions, and which state of the decision they saw."""

    position: Position
    whole: Mapping[str, Any]
    rulings: Iterable[Mapping[str, Any]] | None = None
    revision: int | None = None


class Judged(NamedTuple):
    """What is to be written."""

    decision: Decision
    words: dict[str, Any]
    rulings: dict[Any, dict[str, Any]]


@transaction.atomic
def decide(
    *,
    position: Position,
    by: User,
    rulings: Iterable[Mapping[str, Any]] | None = None,
    revision: int | None = None,
    **said: Any,
) -> Decision:
    """Written, not published: providers do not see it. Only on a response that stands, and never after publication.

    `said` is of WORDS. `rulings` are the conditions ({"condition", "verdict", ...}) decided otherwise than the whole. What is
    accepted gets the words that were asked; what is accepted in part must say its own; what is refused has none.
    """
    response = lock(position.response)
    judge_standing(position, response)
    judge_open(response.round)
    decision = Decision.objects.select_for_update(of=("self",)).filter(position=position).first() or Decision(position=position)
    own = set(position.conditions.values_list("pk", flat=True)) if rulings is not None else set()
    judged = judge(Said(position, said, rulings, revision), decision, own)
    if judged:
        write(decision, judged.words, judged.rulings, by=by)
        record("decision.written", target=decision, by=by, owner=response.round.lead, says=written_words(decision))
    return decision


def written_words(decision: Decision) -> str:
    return f"wrote a decision on {decision.position}: {decision.get_verdict_display()}"


def judge_standing(position: Position, response: Response) -> None:
    """`response` is locked."""
    if response.status != Status.SUBMITTED or not position.is_answered:
        raise CannotMove("decide", response)


def judge(said: Said, decision: Decision, own: Collection[Any]) -> Judged | None:
    """What is to be written, or nothing where it says so already. `own` are the conditions of the point; the decision is locked, or new."""
    if decision.status == DecisionStatus.PUBLISHED:
        raise CannotMove("decide", decision)
    words, wanted = settled(said.position, {**UNSAID, **said.whole}, wanted_on(said, decision, own))
    differs = [name for name in WORDS if getattr(decision, name) != words[name]]
    if decision.revision and wanted != rulings_of(decision):
        differs.append("rulings")
    if not differs and decision.revision:
        return None
    if said.revision is not None and said.revision != decision.revision:
        raise Stale(decision, {name: _conflict(decision, name, words[name]) for name in differs if name in words} or _whole(decision))
    return Judged(decision, words, wanted)


def settled(
    position: Position, whole: Mapping[str, Any], rulings: Mapping[Any, Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[Any, dict[str, Any]]]:
    """The words of the point and of each condition; or refused, with what is missing."""
    missing = [words for *_, words in agreed.faults(position, whole, rulings)]
    if missing:
        raise NotInWords(missing)
    said, ruled = agreed.settle(position, whole, rulings)
    return {**said, "needs_new_version": whole["needs_new_version"], "owner": whole["owner"]}, ruled


def write(decision: Decision, words: Mapping[str, Any], rulings: Mapping[Any, Mapping[str, Any]], *, by: User) -> None:
    """The point and its rulings as they are decided; of a published one, within a correction that keeps what it said."""
    for name, value in words.items():
        setattr(decision, name, value)
    decision.written_by, decision.revision = by, decision.revision + 1
    if decision.status == DecisionStatus.WRITTEN:
        decision.save()
    decision.rulings.all().delete()
    Ruling.objects.bulk_create(Ruling(decision=decision, condition_id=pk, **one) for pk, one in rulings.items())
    if decision.status == DecisionStatus.PUBLISHED:
        decision.save()  # last: with it the correction is closed, and everything is frozen again


def wanted_on(said: Said, decision: Decision, own: Collection[Any]) -> dict[Any, dict[str, Any]]:
    """{condition: what is said of it}; only conditions of this position. None leaves what is decided on them as it is."""
    if said.rulings is None:
        return rulings_of(decision) if decision.revision else {}
    found = {row["condition"].pk: {"destination": Destination.MEMORANDUM, **row} for row in said.rulings}
    if not found.keys() <= set(own):
        raise CannotMove("decide", said.position.response)
    return found


def rulings_of(decision: Decision) -> dict[Any, dict[str, Any]]:
    return {one.condition_id: {name: getattr(one, name) for name in agreed.SETTLED} for one in decision.rulings.all()}


def _whole(decision: Decision) -> dict[str, Conflict]:
    return {"verdict": _conflict(decision, "verdict", decision.verdict)}


def _conflict(decision: Decision, name: str, mine: object) -> Conflict:
    return Conflict(mine, getattr(decision, name), by=decision.written_by, at=decision.written_at)


@transaction.atomic
def publish_decisions(*, round: Round, by: User, at: datetime) -> Batch:
    """All that are written on responses that stand, at one moment; each provider is told of its own."""
    round = lock(round)
    held = Decision.objects.written().filter(position__response__round=round).select_for_update(of=("self",))
    decisions = list(held.select_related("position__response__organisation"))
    if not decisions:
        raise NothingToPublish("No decision is written that is not published.")
    number = (round.batches.aggregate(last=Max("number"))["last"] or 0) + 1
    batch = Batch.objects.create(round=round, number=number, published_at=at, published_by=by, paper=paper(round, decisions, by, at))
    published = DECISION_MOVES.target("publish", DecisionStatus.WRITTEN)
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(status=published, batch=batch)
    close([decision.position for decision in decisions])
    says = f"published {len(decisions)} {'decision' if len(decisions) == 1 else 'decisions'} on {round}"
    record("decisions.published", target=round, by=by, at=at, owner=round.lead, says=says, batch=number)
    _tell_each(batch, [decision.position.response for decision in decisions], by, at)
    _announce(batch, at)
    return batch


def _announce(batch: Batch, at: datetime) -> None:
    """To whoever subscribes, by the programmes of those that everybody may read; of a round whose all are sensitive nobody is told."""
    public = Decision.objects.visible_to(AnonymousUser()).filter(batch=batch)
    of_a_point = Q(frozenchapters__positions__decision__in=public)
    programmes = Programme.objects.filter(of_a_point | Q(frozenchapters__intentions__positions__decision__in=public)).distinct()
    about = [batch.round, *Place.objects.concerned_by(batch.round.as_read.places.all()), *programmes]
    href = reverse("providers:decisions", args=[batch.round.slug])
    announce(batch, says=f"Decisions: {batch.round.title}", about=about, at=at, href=href)


def paper(round: Round, fresh: list[Decision], by: User, at: datetime) -> Document:
    """You said, we did: these and all that were published before, as everybody may read them."""
    all_of_it = Decision.objects.filter(Q(status=DecisionStatus.PUBLISHED) | Q(pk__in=[one.pk for one in fresh]))
    facts = documents.paper(round, all_of_it.filter(position__response__round=round), at)
    title, name = f"You said, we did: {round}", f"you-said-we-did-{round.slug}"
    return order(template="documents/decided.html", facts=facts, title=title, file_name=name, by=by)


@transaction.atomic
def fulfil(*, edition: Edition) -> None:
    """A decision that needs a new version is fulfilled by the version of its intention that a later edition prints."""
    owing = Decision.objects.published().filter(needs_new_version=True, new_version=None, position__response__round=edition.round)
    printed = {version.intention_id: version for version in edition.versions.all()}
    for decision in owing.filter(position__version__isnull=False).select_related("position__version"):
        version = printed.get(decision.position.intention_id)
        if version and version.number > decision.position.version.number:
            decision.new_version = version
            decision.save(update_fields=["new_version"])


def _tell_each(batch: Batch, responses: list[Response], by: User, at: datetime) -> None:
    counts = Counter(response.pk for response in responses)
    for response in {response.pk: response for response in responses}.values():
        count = counts[response.pk]
        says = f"published {count} {'decision' if count == 1 else 'decisions'} on the response to {batch.round}"
        record("response.decided", target=response, by=by, at=at, owner=response.organisation, says=says)
        letters.tell_decided(batch, response, count)
