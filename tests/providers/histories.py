"""Random lives of a response beside a model of twenty lines: edit, sign, lapse, send, submit, replace, withdraw, more time, outage.

After every step the portal and the model agree on what happened and on everything that stands.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from intentions.models import Chapter, Programme, Round
from portal.moves import CannotMove
from portal.organisations.models import GroupMembership
from portal.organisations.states import Kind, Role
from providers import actions
from providers.documents.canonical import sha256
from providers.models import Invitation, Receipt, Response, Signature
from providers.states import Status

from .conftest import edition_of, organisation, person, published_version

START, DEADLINE = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 18, 17, tzinfo=UTC)
OPEN = (Status.DRAFT, Status.AWAITING_SIGNATURES)
STEPS = ["edit"] * 5 + ["sign"] * 7 + ["submit"] * 5 + ["start"] * 3 + ["send"] * 2 + ["reopen"] * 2
STEPS += ["withdraw", "withdraw", "extend", "outage", "leave", "trespass", "wait", "wait"]
numbers = count(1)


@dataclass
class Model:
    """What ought to be true, in the simplest words."""

    members: list[Any]  # who must sign
    is_group: bool
    round_until: datetime = DEADLINE
    extended: datetime | None = None
    draft: dict[str, Any] | None = None  # {"text", "status", "signed", "late"}
    standing: int | None = None
    latest: int = 0  # the text a new draft starts from
    receipts: int = 0
    signatures: int = 0
    last: str = ""  # the status of the response written last
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)

    @property
    def until(self) -> datetime:
        return max(self.round_until, self.extended or self.round_until)

    def start(self) -> str:
        if self.draft is None:
            self.draft = {"text": self.latest, "status": Status.DRAFT, "signed": set(), "late": False}
        return "done"

    def edit(self, text: int) -> str:
        if self.draft is None or self.draft["status"] != Status.DRAFT:
            return "CannotMove"
        self.draft |= {"text": text, "signed": set()}
        return "done"

    def sign(self, member: Any, at: datetime) -> str:
        if self.draft is None:
            return "CannotMove"
        if at > self.until:
            return "TooLate"
        if member not in self.members or member in self.draft["signed"]:
            return "CannotSign"
        self.draft["signed"] = {*self.draft["signed"], member}
        self.signatures += 1
        return "done"

    def send(self) -> str:
        if self.draft is None or self.draft["status"] != Status.DRAFT:
            return "CannotMove"
        if not self.draft["text"]:
            return "NothingAnswered"
        self.draft["status"] = Status.AWAITING_SIGNATURES
        return "done"

    def reopen(self) -> str:
        if self.draft is None or self.draft["status"] != Status.AWAITING_SIGNATURES:
            return "CannotMove"
        self.draft["status"] = Status.DRAFT
        return "done"

    def submit(self, at: datetime) -> str:
        if self.draft is None:
            return "done" if self.last == Status.SUBMITTED else "CannotMove"
        if at > self.until:
            self.draft["late"] = True
            return "TooLate"
        if not self.draft["text"]:
            return "NothingAnswered"
        if not self.is_group and not self.draft["signed"]:
            self.signatures += 1
        elif not set(self.members) <= self.draft["signed"]:
            return "Unsigned"
        self.standing = self.latest = self.draft["text"]
        self.draft, self.last, self.receipts = None, Status.SUBMITTED, self.receipts + 1
        return "done"

    def withdraw(self, at: datetime) -> str:
        if self.standing is None:
            return "CannotMove"
        if at > self.until:
            return "TooLate"
        self.standing = None
        self.last = Status.WITHDRAWN
        return "done"

    def extend(self, until: datetime, at: datetime) -> str:
        if until <= at or until <= self.until:
            return "NotLater"
        self.extended = until
        return "done"

    def outage(self, began: datetime, ended: datetime) -> str:
        if any(begun < ended and over > began for begun, over in self.outages):
            return "Refused"
        if self.until < began:
            return "Refused"
        if self.round_until >= began:
            self.round_until += ended - began
        if self.extended and self.extended >= began:
            self.extended += ended - began
        self.outages.append((began, ended))
        return "done"

    def leave(self) -> str:
        if self.is_group and len(self.members) > 1:
            self.members.pop()
        return "done"


class World:
    """A round with one intention, asked of an organisation alone or of a group of three; people to do it."""

    def __init__(self, chance: random.Random) -> None:
        number = next(numbers)
        self.chance, self.at, self.texts = chance, START, count(1)
        lead = organisation(f"lead-{number}", f"Commissioner {number}", Kind.CLINICAL_COMMISSIONING_GROUP)
        self.approver = person(f"Approver {number}", (lead, Role.APPROVER))
        self.round = Round.objects.create(
            lead=lead,
            slug=f"round-{number}",
            title="A round",
            year_from=2027,
            year_to=2027,
            first_published_at=START,
            response_deadline=DEADLINE,
        )
        programme, _ = Programme.objects.get_or_create(slug="uec", defaults={"name": "Urgent care", "kind": "uec"})
        chapter = Chapter.objects.create(round=self.round, programme=programme, code="UEC", title="Urgent care")
        version = published_version(self.round, chapter, "UEC-01", "Streaming", self.approver)
        self.intention = version.intention
        edition_of(self.round, [version])
        is_group = chance.random() < 0.6
        self.members = [organisation(f"trust-{number}-{one}", f"Trust {one}", Kind.ACUTE_TRUST) for one in range(3 if is_group else 1)]
        self.people = {one: person(f"Signatory {number} {one}", (one, Role.SIGNATORY)) for one in self.members}
        self.asked = self._group(number) if is_group else self.members[0]
        self.invitation = actions.invite(round=self.round, organisations=[self.asked], by=self.approver, at=START)[0]
        self.model = Model([*self.members], is_group)

    def _group(self, number: int) -> Any:
        group = organisation(f"group-{number}", f"Group {number}", Kind.PROVIDER_GROUP)
        for member in self.members:
            GroupMembership.objects.create(group=group, member=member, must_sign=True)
        return group

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────────
    def response(self) -> Response:
        """The draft, else the response written last."""
        written = Response.objects.filter(invitation=self.invitation)
        return written.filter(status__in=OPEN).first() or written.order_by("-created_at").first()

    def step(self) -> str:
        """One step on both sides; what it was, or what they do not agree on."""
        name = self.chance.choice(STEPS) if Response.objects.filter(invitation=self.invitation).exists() else "start"
        self.at += timedelta(seconds=self.chance.choice([1, 60, 3600, 86_400]))
        expected, happened = getattr(self, f"do_{name}")()
        assert happened == expected, f"{name}: {happened}, not {expected}"
        self.compare()
        return f"{name}: {happened}"

    def tried(self, act: Any, **arguments: Any) -> str:
        try:
            act(**arguments)
        except (actions.Refused, actions.TooLate, CannotMove) as refusal:
            return type(refusal).__name__
        return "done"

    def anybody(self) -> Any:
        return self.people[self.chance.choice(self.members)]

    def do_start(self):
        return self.model.start(), self.tried(actions.start, invitation=self.invitation, by=self.anybody())

    def do_edit(self):
        text = next(self.texts)
        content = {"stance": "support", "comment": str(text)}
        saved = self.tried(actions.save_position, response=self.response(), intention=self.intention, by=self.anybody(), content=content)
        return self.model.edit(text), saved

    def do_sign(self):
        member = self.chance.choice(self.members)
        signed = self.tried(
            actions.sign, response=self.response(), by=self.people[member], organisation=member, at=self.at, role="Chief executive"
        )
        return self.model.sign(member, self.at), signed

    def do_trespass(self):
        """Somebody signs for an organisation that is not theirs."""
        other, mine = self.chance.choice(self.members), organisation(f"other-{next(numbers)}", "Another", Kind.ACUTE_TRUST)
        stranger = person(f"Stranger {next(numbers)}", (mine, Role.SIGNATORY))
        expected = "CannotMove" if self.model.draft is None else "TooLate" if self.at > self.model.until else "CannotSign"
        return expected, self.tried(actions.sign, response=self.response(), by=stranger, organisation=other, at=self.at, role="None")

    def do_send(self):
        return self.model.send(), self.tried(actions.send, response=self.response(), by=self.anybody())

    def do_reopen(self):
        return self.model.reopen(), self.tried(actions.reopen, response=self.response(), by=self.anybody())

    def do_submit(self):
        by = self.people[self.members[0]]
        at = self.chance.choice([self.at, self.model.until, self.model.until + timedelta(microseconds=1)])
        return self.model.submit(at), self.tried(actions.submit, response=self.response(), by=by, arrived_at=at)

    def do_withdraw(self):
        standing = Response.objects.filter(invitation=self.invitation).standing().first() or self.response()
        withdrawn = self.tried(actions.withdraw, response=standing, by=self.anybody(), reason="Wrong", at=self.at)
        return self.model.withdraw(self.at), withdrawn

    def do_extend(self):
        until = self.at + timedelta(days=self.chance.choice([-1, 1, 5, 30]))
        self.invitation.refresh_from_db()
        given = self.tried(actions.extend, invitation=self.invitation, by=self.approver, until=until, reason="Illness", at=self.at)
        return self.model.extend(until, self.at), given

    def do_outage(self):
        began = self.at - timedelta(hours=self.chance.choice([2, 30]))
        ended = began + timedelta(minutes=90)
        outage = {"round": self.round, "by": self.approver, "began_at": began, "ended_at": ended, "reason": "Power", "at": self.at}
        return self.model.outage(began, ended), self.tried(actions.declare_outage, **outage)

    def do_leave(self):
        if self.model.is_group and len(self.model.members) > 1:
            GroupMembership.objects.filter(member=self.model.members[-1]).update(to_date=self.at.date())
        return self.model.leave(), "done"

    def do_wait(self):
        self.at += timedelta(days=self.chance.choice([1, 4]))
        return "done", "done"

    # ── what stands ─────────────────────────────────────────────────────────────────────────────────────────────────
    def compare(self) -> None:
        model, written = self.model, Response.objects.filter(invitation=self.invitation)
        draft = written.filter(status__in=OPEN).first()
        assert (draft is None) == (model.draft is None), "a draft"
        if draft and model.draft:
            signed = set(draft.signatures.valid().values_list("organisation", flat=True))
            said = {"text": _text(draft), "status": draft.status, "signed": signed, "late": draft.late_at is not None}
            assert said == model.draft | {"signed": {one.pk for one in model.draft["signed"]}}, f"{said}, not {model.draft}"
        standing = written.standing().first()
        assert (_text(standing) if standing else None) == model.standing, "what stands"
        assert Invitation.objects.get(pk=self.invitation.pk).deadline == model.until, "the deadline"
        receipts = Receipt.objects.filter(response__invitation=self.invitation)
        assert len(receipts) == model.receipts, "receipts"
        assert all(sha256(one.content) == one.sha256 for one in receipts), "a receipt that no longer verifies"
        assert Signature.objects.filter(response__invitation=self.invitation).count() == model.signatures, "signatures in the record"


def _text(response: Response) -> int:
    said = response.positions.values_list("comment", flat=True).first()
    return int(said or 0)


def live(seed: int, steps: int = 18) -> list[str]:
    """One life from this seed: what was done."""
    world = World(random.Random(seed))
    return [world.step() for _ in range(steps)]
