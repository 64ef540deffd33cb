"""What is left to do in a response: the intentions of its edition, which of them name us, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from intentions.models import Entry, Version
from intentions.models.version import VersionProvider
from portal.organisations.models import Organisation, Succession
from portal.organisations.states import Kind

from ..models import Position, Response

COMPLETED, NOT_STARTED, IN_PROGRESS, CHANGED = "Completed", "Not started", "In progress", "Changed since you answered"
NO_ANSWER, KEPT = "No answer", "Kept, not sent"  # once it is submitted, nothing is begun any more


@dataclass(frozen=True)
class Task:
    """One intention of the edition, and what this response says to it."""

    version: Version
    names_us: bool
    position: Position | None

    @property
    def reference(self) -> str:
        return self.version.intention.reference

    @property
    def chapter(self) -> str:
        return self.version.intention.frozen_chapter.title

    @property
    def is_changed(self) -> bool:
        return self.is_answered and self.position is not None and self.position.version_id != self.version.pk

    @property
    def is_answered(self) -> bool:
        return self.position is not None and self.position.is_answered

    @property
    def is_begun(self) -> bool:
        """Whether anything is chosen, typed or attached: content decides, and no counter."""
        return self.position is not None and self.position.is_begun

    @property
    def has_conditions(self) -> bool:
        return self.position is not None and bool(getattr(self.position, "has_conditions", False))

    @property
    def is_half_said(self) -> bool:
        """Begun, and no position taken: it is not sent as it is."""
        return self.is_begun and not self.is_answered

    @property
    def state(self) -> str:
        if self.is_changed:
            return CHANGED
        if self.is_answered:
            return COMPLETED
        return IN_PROGRESS if self.is_begun else NOT_STARTED

    @property
    def tag(self) -> str:
        """The word of its tag: what was said, once something is."""
        return self.position.get_stance_display() if self.position and self.state == COMPLETED else self.state

    @property
    def is_left(self) -> bool:
        return self.state != COMPLETED


@dataclass(frozen=True)
class Progress:
    """The list of tasks, and its counts."""

    tasks: list[Task]

    @property
    def names_us(self) -> bool:
        """Whether any of them names us."""
        return any(task.names_us for task in self.tasks)

    @property
    def ours(self) -> list[Task]:
        """Those that name us; when none does, all of them."""
        return [task for task in self.tasks if task.names_us] or self.tasks

    @property
    def answered(self) -> int:
        return sum(task.is_answered for task in self.ours)

    @property
    def left(self) -> list[Task]:
        return [task for task in self.ours if task.is_left]

    @property
    def next_words(self) -> str:
        return f"Continue: {self.left[0].reference}" if self.left else ""

    @property
    def unanswered(self) -> int:
        return sum(not task.is_answered for task in self.ours)

    @property
    def half_said(self) -> list[Task]:
        """Those in which something is said and no position taken: they are not sent as they are."""
        return [task for task in self.tasks if task.is_half_said]

    @property
    def changed(self) -> int:
        return sum(task.is_changed for task in self.tasks)

    @property
    def all_answered(self) -> int:
        return sum(task.is_answered for task in self.tasks)

    def around(self, reference: str) -> tuple[Task | None, Task | None, int]:
        """The task before this one, the next that is left (after it, else from the start), and its number from 1."""
        at = next(number for number, task in enumerate(self.tasks) if task.reference == reference)
        rest = [task for task in [*self.tasks[at + 1 :], *self.tasks[:at]] if task.is_left and task in self.ours]
        return self.tasks[at - 1] if at else None, rest[0] if rest else None, at + 1


def beside(response: Response) -> str:
    """How it stands to the response of its group, in a sentence; empty when it stands alone."""
    if response.collective is None:
        return ""
    differs = f", but differs on {', '.join(response.differs_on)}" if response.differs_on else ""
    return f"Supports the response of {response.collective.organisation}{differs}."


def progress(response: Response, positions: Iterable[Position]) -> Progress:
    """`positions` are those of the response that the reader may see."""
    said: dict[Any, Position] = {position.intention_id: position for position in positions if not position.is_own}
    entries = (
        Entry.objects.filter(edition=response.edition_id)
        .annotate(names_us=_named(response))
        .select_related("version__intention__published_in")
        .order_by("order")
    )
    return Progress([_task(entry, said.get(entry.version.intention_id)) for entry in entries])


def _task(entry: Any, position: Position | None) -> Task:
    if position and position.version_id == entry.version_id:
        position.version = entry.version  # loaded already
    return Task(entry.version, entry.names_us, position)


def _named(response: Response) -> ExpressionWrapper:
    return naming(response.answering)


def naming(ours: Iterable[Organisation]) -> ExpressionWrapper:
    """Whether an entry's version names one of these organisations, or their kind."""
    ours = list(ours)
    kinds = {kind for organisation in ours for kind in organisation.kinds}
    before = Succession.objects.filter(successor__in=ours, handed_on_at__isnull=False).values("predecessor")
    of_us = Q(organisation__in=ours) | Q(organisation__in=before)
    named = Exists(VersionProvider.objects.filter(of_us, version=OuterRef("version")))
    of_our_kind = Q(version__provider_kinds__overlap=[*sorted(kinds), Kind.ALL_PROVIDERS])
    return ExpressionWrapper(named | of_our_kind, output_field=BooleanField())
