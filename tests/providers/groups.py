"""Random lives of a group beside a model: sign, edit, lapse, decline, hand on, remind, leave, close, submit by itself at the last second.

After every step the portal and the model agree on what happened, on what stands, on whom it waits for and on who was told.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from intentions.models import Chapter, Programme, Round
from portal.audit.models import Email
from portal.moves import CannotMove
from portal.organisations.models import GroupMembership
from portal.organisations.states import Kind, Role
from providers import actions
from providers.documents.canonical import sha256
from providers.documents.signers import waited_for
from providers.models import Receipt, Response
from providers.states import Status

from .conftest import edition_of, organisation, person, published_version
from .group_model import DEADLINE, HOUR, Model

START, MILLISECOND = datetime(2026, 12, 1, 9, tzinfo=UTC), timedelta(milliseconds=1)
OPEN = (Status.DRAFT, Status.AWAITING_SIGNATURES)
STEPS = ["sign"] * 12 + ["edit"] * 3 + ["choose"] * 3 + ["decline"] * 3 + ["delegate"] * 2 + ["nudge"] * 3
STEPS += ["leave", "close", "settle", "settle", "submit", "submit", "submit", "wait", "last_second"]
numbers = count(1)


class Group:
    """A group of four, of which two or three must sign; each member has two signatories and a writer; the group has a coordinator."""

    def __init__(self, chance: random.Random) -> None:
        number = next(numbers)
        self.chance, self.at, self.texts = chance, START, count(1)
        lead = organisation(f"lead-{number}", f"Commissioner {number}", Kind.CLINICAL_COMMISSIONING_GROUP)
        approver = person(f"Approver {number}", (lead, Role.APPROVER))
        about = {"slug": f"round-{number}", "title": "A round", "year_from": 2027, "year_to": 2027}
        self.round = Round.objects.create(lead=lead, first_published_at=START, response_deadline=DEADLINE, **about)
        programme, _ = Programme.objects.get_or_create(slug="uec", defaults={"name": "Urgent care", "kind": "uec"})
        chapter = Chapter.objects.create(round=self.round, programme=programme, code="UEC", title="Urgent care")
        version = published_version(self.round, chapter, "UEC-01", "Streaming", approver)
        self.intention = version.intention
        edition_of(self.round, [version])
        self.members = [organisation(f"trust-{number}-{one}", f"Trust {one}", Kind.ACUTE_TRUST) for one in range(4)]
        self.signatories = {one: [person(f"Sig {number} {one} {which}", (one, Role.SIGNATORY)) for which in "ab"] for one in self.members}
        self.writers = {one: person(f"Con {number} {one}", (one, Role.CONTRIBUTOR)) for one in self.members}
        group = organisation(f"group-{number}", f"Group {number}", Kind.PROVIDER_GROUP)
        self.coordinator = person(f"Co {number}", (group, Role.CONTRIBUTOR))
        must = set(self.members[: chance.choice([0, 2, 3])])
        for member in self.members:
            GroupMembership.objects.create(group=group, member=member, must_sign=member in must or None)
        self.invitation = actions.invite(round=self.round, organisations=[group], by=approver, at=START)[0]
        actions.start(invitation=self.invitation, by=self.coordinator)
        self.model = Model([*self.members], must)
        self.model.told_of = self.model.needed

    def response(self) -> Response:
        return Response.objects.get(invitation=self.invitation)

    def step(self) -> str:
        """One step on both sides; what it was, or what they do not agree on."""
        name = self.chance.choice(STEPS)
        if self.at < DEADLINE - HOUR:
            self.at += timedelta(seconds=self.chance.choice([1, 60, 1800, 86_400]))
        expected, happened = getattr(self, f"do_{name}")()
        assert happened == expected, f"{name}: {happened}, not {expected}"
        self.compare()
        return f"{name}: {happened}"

    def tried(self, act: Any, **arguments: Any) -> str:
        try:
            act(response=self.response(), **arguments)
        except (actions.Refused, actions.TooLate, CannotMove) as refusal:
            return type(refusal).__name__
        return "done"

    def somebody(self) -> tuple[Any, Any, bool]:
        """A member, one of its people, and whether they may sign for it."""
        member = self.chance.choice(self.members)
        who = self.chance.choice([*self.signatories[member] * 3, self.writers[member]])
        return member, who, who != self.writers[member]

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────────
    def do_edit(self):
        content = {"stance": "support", "comment": str(next(self.texts))}
        return self.model.edit(), self.tried(
            actions.save_position, intention=self.intention, by=self.coordinator, content=content, at=self.at
        )

    def do_sign(self):
        member, who, may = self.somebody()
        at = self.chance.choice([self.at, self.at, self.at, min(self.at + MILLISECOND, DEADLINE)])
        signed = self.tried(actions.sign, by=who, organisation=member, at=at, role="Chief executive")
        return self.model.sign(member, who, at, may=may), signed

    def do_decline(self):
        member, who, may = self.somebody()
        declined = self.tried(actions.decline, by=who, organisation=member, reason="Not these words", at=self.at)
        return self.model.decline(member, self.at, may=may), declined

    def do_delegate(self):
        member, who, may = self.somebody()
        to = self.chance.choice([*self.signatories[member], self.writers[member], self.coordinator])
        can = to in self.signatories[member] and to != who
        handed = self.tried(actions.delegate, by=who, organisation=member, to=to, at=self.at)
        return self.model.delegate(member, to, self.at, may=may, can=can), handed

    def do_nudge(self):
        before = set(Email.objects.filter(kind="nudged").values_list("pk", flat=True))
        silent = self.model.waits - self.model.declined
        people = {who for one in silent for who in ([self.model.handed[one]] if one in self.model.handed else self.signatories[one])}
        expected, happened = self.model.nudge(self.at), self.tried(actions.nudge, by=self.coordinator, at=self.at)
        reached = {email.to for email in Email.objects.filter(kind="nudged").exclude(pk__in=before)}
        assert reached == (people if happened == "done" else set()), "who was reminded"
        return expected, happened

    def do_choose(self):
        itself = self.chance.random() < 0.7
        chosen = self.tried(actions.choose_submission, by=self.coordinator, submits_itself=itself, at=self.at)
        return self.model.choose(itself, self.at), chosen

    def do_submit(self):
        member = self.chance.choice(self.members)
        who, at = self.signatories[member][0], self.chance.choice([self.at, self.at, DEADLINE, DEADLINE + MILLISECOND])
        return self.model.submit(who, at), self.tried(actions.submit, by=who, arrived_at=at)

    def do_leave(self):
        return self._gone(lambda member: GroupMembership.objects.filter(member=member).update(to_date=START.date()))

    def do_close(self):
        return self._gone(lambda member: type(member).objects.filter(pk=member.pk).update(closed_date="2026-01-01"))

    def _gone(self, act: Any) -> tuple[str, str]:
        if self.model.members and self.chance.random() < 0.5:
            member = self.chance.choice(self.model.members)
            act(member)
            self.model.members.remove(member)
        return "done", "done"

    def do_settle(self):
        for response in actions.unsettled(self.at):
            if response.invitation_id == self.invitation.pk:
                actions.settle(response=response, at=self.at)
        return self.model.settle(self.at), "done"

    def do_wait(self):
        self.at += timedelta(days=self.chance.choice([1, 4]))
        return "done", "done"

    def do_last_second(self):
        self.at = DEADLINE + self.chance.choice([-MILLISECOND, timedelta(0), MILLISECOND])
        return "done", "done"

    # ── what stands ─────────────────────────────────────────────────────────────────────────────────────────────────
    def compare(self) -> None:
        model, response = self.model, self.response()
        assert (response.status in OPEN) == model.is_open, "a draft"
        here = [one.pk for one in model.members]
        signed = set(response.signatures.valid().filter(organisation__in=here).values_list("organisation", flat=True))
        assert signed == {one.pk for one in model.signed if one in model.members}, "signatures"
        declined = set(response.declines.standing().values_list("organisation", flat=True))
        assert declined == {one.pk for one in model.declined}, "declines"
        if model.is_open:
            waits = waited_for([response.pk]).get(response.pk, [])
            assert sorted(waits) == sorted(one.short_name for one in model.waits), "whom it waits for"
        receipts = Receipt.objects.filter(response=response)
        found = [(one.received_at, response.submitted_by) for one in receipts]
        assert found == model.received, f"receipts: {found}, not {model.received}"
        assert all(sha256(one.content) == one.sha256 for one in receipts), "a receipt that does not verify"
        told = {kind: Email.objects.filter(kind=kind, to=self.coordinator).count() for kind in model.emails}
        assert told == model.emails, f"emails: {told}, not {model.emails}"


def live(seed: int, steps: int = 24) -> list[str]:
    """One life from this seed: what was done."""
    group = Group(random.Random(seed))
    return [group.step() for _ in range(steps)]
