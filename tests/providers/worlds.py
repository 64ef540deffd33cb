"""One provider's response with a secret in every private field, in each state that it and all that hangs on it can be in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.organisations.models import GroupMembership
from portal.organisations.states import Kind, Role
from providers import actions
from providers.documents.unsent import mark, unsent
from providers.models import Position, Response, Seal
from providers.states import DecisionStatus, MoreTimeStatus, QuestionStatus, SignatureStatus, Status, TranscriptStatus

from .agreeing import Agreeing
from .asking import Asking
from .conftest import DEADLINE, IN_TIME, PUBLISHED, organisation, person
from .filling import bring_a_letter, bring_decisions, fill_in_a_workbook
from .shown import AGREED, ASKER, BETWEEN, CANARY, HALF, SAID, STATES, shows  # noqa: F401  read from here by the canaries
from .talking import Talking


class World(Talking, Asking, Agreeing):
    """One response with everything private in it, moved from state to state by its own people."""

    def __init__(self, **fixtures: Any) -> None:
        self.__dict__.update(fixtures)
        self.response = actions.start(invitation=self.invitation, by=self.contributor)
        self.write(self.first, stance="support")
        condition = {"text": f"{CANARY} condition", "by_date": None}
        self.write(
            self.second, stance="support-with-conditions", conditions=[condition], is_sensitive=True, sensitive_reason=f"{CANARY} why"
        )
        self.third = self.round.intentions.get(reference="UEC-03")
        actions.save_position(response=self.response, intention=self.third, by=self.contributor, content={"comment": HALF})
        actions.save_statement(response=self.response, by=self.contributor, text=f"<p>{CANARY} statement</p>")
        file = SimpleUploadedFile("evidence.pdf", f"%PDF {CANARY}".encode())
        about = {"response": self.response, "intention": self.second, "by": self.contributor}
        self.attachment = actions.attach(**about, file=file, title=f"{CANARY} file")
        self.say_beside()
        self.remark = actions.remark(**about, text=f"{CANARY} remark", at=IN_TIME)
        self.question = self._ask(at=IN_TIME - timedelta(days=3))
        until, reason = DEADLINE + timedelta(days=1), f"{BETWEEN} extension"
        actions.extend(invitation=self.invitation, by=self.approver, until=until, reason=reason, at=PUBLISHED)
        service = {name: f"{BETWEEN} {name}" for name in ("service", "current_arrangement", "expiry_note", "review", "intended")}
        self.procurement = actions.add_procurement(round=self.round, by=self.author, **service)
        self.memorandum: Any = None

    def write(self, intention: Any, **content: Any) -> None:
        effect = {"kind": "investment", "bearer": "provider", "amount": 777_123_456, "basis": f"{CANARY} basis"}
        said = {**SAID, "effects": [effect], **content}
        actions.save_position(response=self.response, intention=intention, by=self.contributor, content=said)

    def _ask(self, at: Any) -> Any:
        return actions.ask(round=self.round, organisation=self.acute, by=self.contributor, text=f"{BETWEEN} question", at=at)

    def refresh(self) -> Response:
        return Response.objects.get(pk=self.response.pk)

    @property
    def is_sealed(self) -> bool:
        """Nothing has arrived, or the round is sealed: not even the round's own commissioners may read any of it."""
        return self.refresh().received_at is None or Seal.objects.closed().filter(round=self.round).exists()

    def unheard_by(self, who: Any) -> tuple[str, ...]:
        """What must not come to this person's ears. An answered question is read by everybody invited; who asked it, by nobody."""
        if who in (self.author, self.approver):
            return (CANARY,) if self.is_sealed else (f"{CANARY} remark", HALF)
        if who != self.competitor:
            return CANARY, BETWEEN, AGREED, ASKER
        is_answered = self.question.status == QuestionStatus.ANSWERED and not self.question.wording
        between = (f"{BETWEEN} extension", f"{BETWEEN} service", f"{BETWEEN} wanted") if is_answered else (BETWEEN,)
        is_offered = self.memorandum is not None and not self.memorandum.is_unread
        return (CANARY, *between, ASKER, *(() if is_offered else (AGREED,)))

    # ── the response and its signatures, each state from the one before it ──────────────────────────────────────────
    @shows(Status.DRAFT, QuestionStatus.ASKED)
    def draft(self) -> None:
        pass

    @shows(MoreTimeStatus.ASKED)
    def time_asked(self) -> None:
        self.wanted = actions.ask_for_time(invitation=self.invitation, by=self.contributor, **self._more_time(2), at=IN_TIME)

    @shows(MoreTimeStatus.GRANTED)
    def time_granted(self) -> None:
        self.time_asked()
        actions.extend(invitation=self.invitation, by=self.approver, **self._more_time(3), at=IN_TIME)

    @shows(MoreTimeStatus.REFUSED)
    def time_refused(self) -> None:
        self.time_asked()
        actions.refuse_time(asked=self.wanted, by=self.approver, reason=f"{BETWEEN} wanted", at=IN_TIME)

    def _more_time(self, days: int) -> dict[str, Any]:
        return {"until": DEADLINE + timedelta(days=days), "reason": f"{BETWEEN} wanted"}

    @shows(Status.AWAITING_SIGNATURES)
    def awaiting(self) -> None:
        self.response = actions.send(response=self.refresh(), by=self.contributor, **self._choice())

    @shows(Status.AWAITING_SIGNATURES, SignatureStatus.VALID)
    def signed(self) -> None:
        self.awaiting()
        self._sign()

    def _choice(self) -> dict[str, str]:
        """To send it without what is half said in it."""
        return {"without": mark(unsent(self.refresh()))}

    def _sign(self) -> None:
        said = {"role": f"{CANARY} role", "reservation": f"{CANARY} reservation", **self._choice()}
        actions.sign(response=self.refresh(), by=self.signatory, organisation=self.acute, at=IN_TIME, **said)

    @shows(Status.DRAFT, SignatureStatus.LAPSED)
    def lapsed(self) -> None:
        self._sign()
        self.write(self.first, stance="cannot-support")

    @shows(Status.AWAITING_SIGNATURES)
    def declined(self) -> None:
        """Answered in one step with others, sent, and not signed by who should."""
        seen = {self.first.reference: self.response.positions.get(intention=self.first).revision}
        actions.answer_together(response=self.refresh(), seen=seen, by=self.contributor, stance="support", at=IN_TIME)
        fill_in_a_workbook(self.refresh(), self.contributor, f"{CANARY} filled in", IN_TIME)
        self.awaiting()
        reason = f"{CANARY} decline"
        actions.decline(response=self.refresh(), by=self.signatory, organisation=self.acute, reason=reason, at=IN_TIME)

    @shows(Status.DRAFT)
    def late(self) -> None:
        try:
            actions.submit(response=self.response, by=self.signatory, arrived_at=DEADLINE + timedelta(days=2), role=f"{CANARY} role")
        except actions.TooLate:
            return
        raise AssertionError("it was not late")

    @shows(Status.SUBMITTED, SignatureStatus.VALID)
    def submitted(self) -> None:
        self.signed()
        actions.submit(response=self.refresh(), by=self.signatory, arrived_at=IN_TIME)

    @shows(Status.REPLACED, Status.SUBMITTED)
    def replaced(self) -> None:
        self.submitted()
        again = actions.start(invitation=self.invitation, by=self.contributor)
        self.response = again
        actions.submit(response=again, by=self.signatory, arrived_at=IN_TIME, role=f"{CANARY} role", **self._choice())

    @shows(Status.WITHDRAWN)
    def withdrawn(self) -> None:
        self.submitted()
        actions.withdraw(response=self.refresh(), by=self.signatory, reason=f"{CANARY} withdrawal", at=IN_TIME)

    # ── a letter that came: their own draft stays theirs ────────────────────────────────────────────────────────────
    @shows(Status.DRAFT, Status.SUBMITTED, TranscriptStatus.RECORDED)
    def letter_recorded(self) -> None:
        """What the letter says is known to both sides; the draft beside it is not."""
        file = SimpleUploadedFile(f"{BETWEEN}.pdf", f"%PDF {BETWEEN}".encode())
        said = {self.first: {"stance": "support", "comment": f"{BETWEEN} letter", "conditions": []}}
        about = {"way": "LETTER", "dated": PUBLISHED.date(), "came_at": IN_TIME, "files": [file], "said": said, "at": IN_TIME}
        self.transcript = actions.record_letter(invitation=self.invitation, by=self.author, **about)
        bring_a_letter(self.invitation, self.author, BETWEEN, IN_TIME)

    @shows(TranscriptStatus.DISPUTED)
    def letter_disputed(self) -> None:
        self.letter_recorded()
        actions.dispute_letter(transcript=self.transcript, by=self.signatory, reason=f"{BETWEEN} dispute", at=IN_TIME)

    @shows(TranscriptStatus.CONFIRMED)
    def letter_confirmed(self) -> None:
        self.letter_recorded()
        actions.confirm_letter(transcript=self.transcript, by=self.signatory, at=IN_TIME)

    # ── together: a group of them and of a partner, in which the rival is not ───────────────────────────────────────
    @shows(Status.AWAITING_SIGNATURES, SignatureStatus.VALID)
    def dissented(self) -> None:
        """The members' answer, signed by one and signed with a dissent by another; their own says that it differs."""
        self.alliance = organisation("eastham-alliance", "Eastham Alliance", Kind.PROVIDER_GROUP)
        self.partner = organisation("partner", "Eastham Partner Trust", Kind.COMMUNITY_PROVIDER)
        partner = person("Part Ner", (self.partner, Role.SIGNATORY))
        for member in (self.acute, self.partner):
            GroupMembership.objects.create(group=self.alliance, member=member, must_sign=True)
        joint = actions.invite(round=self.round, organisations=[self.alliance], by=self.approver, at=PUBLISHED)[0]
        actions.relate(response=self.response, by=self.contributor, group=joint, differs_on=["UEC-02"])
        self.invitation, self.response = joint, actions.start(invitation=joint, by=self.contributor)
        self.write(self.first, stance="cannot-support")
        self.awaiting()
        self._sign()
        said = {"role": f"{CANARY} role", "reservation": f"{CANARY} dissent", "is_dissent": True}
        actions.sign(response=self.refresh(), by=partner, organisation=self.partner, at=IN_TIME, **said)

    @shows(Status.SUBMITTED, SignatureStatus.LAPSED, SignatureStatus.VALID)
    def member_left(self) -> None:
        """One who signed left the group before it was submitted."""
        self.dissented()
        self.alliance.group_members.filter(member=self.partner).update(to_date=IN_TIME.date())
        actions.submit(response=self.refresh(), by=self.signatory, arrived_at=IN_TIME)

    # ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────────
    def _position(self) -> Position:
        return Position.objects.get(response=self.response, intention=self.second)

    @shows(DecisionStatus.WRITTEN)
    def decision_written(self) -> None:
        self.submitted()
        position = self._position()
        ruling = {"condition": position.conditions.get(), "verdict": "defer", "reason": f"{CANARY} ruling"}
        actions.decide(position=position, by=self.author, verdict="not-accept", reason=f"{CANARY} decision", owner=CANARY, rulings=[ruling])
        bring_decisions(self.round, self.author, f"{CANARY} decision", IN_TIME)

    @shows(DecisionStatus.PUBLISHED)
    def decision_published(self) -> None:
        """Of a sensitive point everybody learns only that it was answered privately."""
        self.decision_written()
        actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)

    @shows(DecisionStatus.WRITTEN, Status.WITHDRAWN)
    def decision_of_the_withdrawn(self) -> None:
        """What was decided on a response that no longer stands is not published with the others."""
        self.decision_written()
        actions.withdraw(response=self.refresh(), by=self.signatory, reason=f"{CANARY} withdrawal", at=IN_TIME)
        actions.decide(position=self._rivals_position(), by=self.author, verdict="accept")
        actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)

    def _rivals_position(self) -> Position:
        own = actions.start(invitation=self.rival_invitation, by=self.competitor)
        actions.save_position(response=own, intention=self.first, by=self.competitor, content={"stance": "support"})
        actions.submit(response=own, by=self.competitor, arrived_at=IN_TIME)
        return Position.objects.get(response=own)


NEEDED = ["invitation", "rival_invitation", "round", "acute", "first", "second"]
NEEDED += ["contributor", "signatory", "author", "approver", "competitor"]


def world_of(request: Any) -> World:
    """Of the fixtures of this storey's tests."""
    return World(**{name: request.getfixturevalue(name) for name in NEEDED})
