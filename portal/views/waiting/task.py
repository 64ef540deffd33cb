from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

NEVER = date(9999, 12, 30)


@dataclass(frozen=True)
class Task:
    """One thing to do: what, where it leads, by when, and the word of its state."""

    what: str
    where: str
    href: str
    state: str
    due: datetime | date | None = None

    @property
    def instant(self) -> datetime:
        """For sorting: a day is due at its end, and what has no date comes last."""
        if isinstance(self.due, datetime):
            return self.due
        return timezone.make_aware(datetime.combine(self.due or NEVER, time(23, 59)))

    @property
    def is_at_a_time(self) -> bool:
        return isinstance(self.due, datetime)


def some(count: int, noun: str) -> str:
    """1 question, 3 questions."""
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"
