"""What ought to be true of a group that answers together, in the simplest words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

DEADLINE, HOUR = datetime(2026, 12, 18, 17, tzinfo=UTC), timedelta(hours=1)


@dataclass
class Model:
    """What ought to be true, in the simplest words. People are told, each time, once."""

    members: list[Any]  # still in the group and open
    must: set[Any]
    text: int = 0
    is_open: bool = True  # a draft that can still be submitted
    itself: bool = False
    signed: dict[Any, tuple[datetime, Any]] = field(default_factory=dict)  # {member: (when, by whom)}
    declined: set[Any] = field(default_factory=set)
    handed: dict[Any, Any] = field(default_factory=dict)
    nudged: datetime | None = None
    told_of: set[Any] = field(default_factory=set)  # whose signatures the coordinator knows to be needed
    received: list[tuple[datetime, Any]] = field(default_factory=list)  # of each receipt: when, and who brought it
    emails: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("all_signed", "declined", "needed"), 0))

    @property
    def needed(self) -> set[Any]:
        return {one for one in self.members if one in self.must} or set(self.members)

    @property
    def waits(self) -> set[Any]:
        return self.needed - set(self.signed)

    def opened(self, at: datetime) -> str:
        return "CannotMove" if not self.is_open else "TooLate" if at > DEADLINE else ""

    def edit(self) -> str:
        if not self.is_open:
            return "CannotMove"
        self.text, self.signed, self.declined = self.text + 1, {}, set()
        return "done"

    def signing(self, member: Any, at: datetime, *, may: bool) -> str:
        return self.opened(at) or ("" if may and member in self.members and member not in self.signed else "CannotSign")

    def sign(self, member: Any, who: Any, at: datetime, *, may: bool) -> str:
        refused = self.signing(member, at, may=may)
        if refused:
            return refused
        signed = {**self.signed, member: (at, who)}
        if not self.needed - set(signed) and self.itself and not self.text:
            return "NothingAnswered"
        self.signed = signed
        self.declined.discard(member)
        self.go_on(at, member)
        return "done"

    def go_on(self, at: datetime, given: Any = None) -> None:
        """What follows once no signature is missing."""
        if not self.needed or self.waits:
            return
        last = self.signed[max(set(self.signed) & set(self.members), key=lambda one: (self.signed[one][0], one == given, one.name))]
        if self.itself and self.text:
            self.receive(max(at, last[0]), last[1])
        else:
            self.emails["all_signed"] += 1

    def receive(self, at: datetime, who: Any) -> None:
        self.received.append((at, who))
        self.is_open = False
        self.note()

    def note(self) -> bool:
        """Leavers fall away; the coordinator is told when the signatures needed are others than were known."""
        self.signed = {member: said for member, said in self.signed.items() if member in self.members}
        if self.told_of == self.needed:
            return False
        self.emails["needed"] += bool(self.told_of)
        self.told_of = self.needed
        return True

    def settle(self, at: datetime) -> str:
        if self.is_open and at <= DEADLINE and self.told_of != self.needed:
            knew = bool(self.told_of)
            self.note()
            if knew:
                self.go_on(at)
        return "done"

    def decline(self, member: Any, at: datetime, *, may: bool) -> str:
        refused = self.signing(member, at, may=may) or ("CannotSign" if member in self.declined else "")
        if refused:
            return refused
        self.declined.add(member)
        self.emails["declined"] += 1
        return "done"

    def delegate(self, member: Any, to: Any, at: datetime, *, may: bool, can: bool) -> str:
        refused = self.signing(member, at, may=may) or ("" if can else "CannotSign")
        if refused:
            return refused
        self.handed[member] = to
        return "done"

    def nudge(self, at: datetime) -> str:
        refused = self.opened(at)
        if refused:
            return refused
        if (self.nudged and self.nudged > at - HOUR) or not self.waits - self.declined:
            return "Refused"
        self.nudged = at
        return "done"

    def choose(self, itself: bool, at: datetime) -> str:
        refused = self.opened(at)
        if refused or itself == self.itself:
            return refused or "done"
        if itself and not self.waits:
            return "Refused"
        self.itself = itself
        return "done"

    def submit(self, who: Any, at: datetime) -> str:
        if not self.is_open:
            return "done"
        if at > DEADLINE:
            return "TooLate"
        if not self.text:
            return "NothingAnswered"
        if not self.needed or self.waits:
            return "Unsigned"
        self.receive(at, who)
        return "done"
