"""The worlds in which a memorandum is drafted, offered, declined, signed and replaced."""

from __future__ import annotations

from typing import Any

from providers import actions
from providers.models import TERMS
from providers.states import MemorandumStatus

from .conftest import IN_TIME
from .memoranda import UNTIL
from .shown import AGREED, CANARY, shows


class Agreeing:
    """Stands before the other worlds of one response, and begins where they have come to."""

    submitted: Any
    acute: Any
    author: Any
    approver: Any
    competitor: Any
    round: Any
    rival_invitation: Any
    _position: Any
    _rivals_position: Any

    # ── the memorandum: a rival is a party to it, and reads every clause; none is from a sensitive point ────────────
    @shows(MemorandumStatus.DRAFT)
    def memorandum_drafted(self) -> None:
        self.submitted()
        actions.decide(position=self._position(), by=self.author, verdict="accept", reason=f"{CANARY} decision")
        actions.decide(position=self._rivals_position(), by=self.author, verdict="accept")
        actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)
        self.memorandum = actions.draft_memorandum(round=self.round, by=self.author)
        self._set_terms("first")
        self._write()

    def _write(self) -> None:
        """A clause in other words, a clause of its own, and a party taken out: its readers are those who read the rest."""
        lead, rival = self.round.lead, self.rival_invitation.organisation
        about = {"memorandum": self.memorandum, "by": self.author}
        actions.choose_parties(**about, organisations=[lead, rival, self.acute], because="")
        actions.choose_parties(**about, organisations=[lead, rival], because=f"{AGREED} taken out")
        clause = self.memorandum.clauses.get(decision__position__response__organisation=rival)
        actions.save_clause(clause=clause, by=self.author, revision=clause.revision, text=f"{AGREED} clause")
        actions.add_clause(**about, text=f"{AGREED} own clause")

    def _set_terms(self, which: str) -> None:
        rival = self.rival_invitation.organisation
        row = {"action": f"{AGREED} {which} action", "by_date": None, "owner": f"{AGREED} owner"}
        promises = [{"organisation": one, **row} for one in (rival, self.acute)]
        said = {"revision": self.memorandum.revision, "terms": dict.fromkeys(TERMS, f"{AGREED} {which}"), "commitments": promises}
        self.memorandum = actions.save_memorandum(memorandum=self.memorandum, by=self.author, **said)

    @shows(MemorandumStatus.OFFERED)
    def memorandum_offered(self) -> None:
        self.memorandum_drafted()
        self.memorandum = actions.offer(memorandum=self.memorandum, by=self.approver, until=UNTIL, at=IN_TIME)

    @shows(MemorandumStatus.OFFERED)
    def memorandum_declined(self) -> None:
        self.memorandum_offered()
        said = {"reason": f"{AGREED} decline", "at": IN_TIME, "seen": self.memorandum.text_sha256}
        rival = self.rival_invitation.organisation
        actions.decline_memorandum(memorandum=self.memorandum, by=self.competitor, organisation=rival, **said)

    @shows(MemorandumStatus.SET_ASIDE)
    def memorandum_set_aside(self) -> None:
        self.memorandum_drafted()
        clause = self.memorandum.clauses.exclude(decision=None).get()
        said = {"text": clause.text, "left_out_because": f"{AGREED} left out", "revision": clause.revision}
        actions.save_clause(clause=clause, by=self.author, **said)
        self.memorandum = actions.set_aside(memorandum=self.memorandum, by=self.author)

    @shows(MemorandumStatus.DRAFT)
    def memorandum_taken_back(self) -> None:
        """What the commissioners write into it now, its parties have not been offered."""
        self.memorandum_offered()
        self.memorandum = actions.take_back(memorandum=self.memorandum, by=self.approver)
        self._set_terms("second")

    @shows(MemorandumStatus.AGREED)
    def memorandum_agreed(self) -> None:
        self.memorandum_offered()
        self._agree()

    def _agree(self) -> None:
        signing = {self.round.lead: self.approver, self.rival_invitation.organisation: self.competitor}
        for party in self.memorandum.parties.standing():
            said = {"role": f"{AGREED} role", "at": IN_TIME, "seen": self.memorandum.text_sha256}
            actions.agree(memorandum=self.memorandum, organisation=party.organisation, by=signing[party.organisation], **said)
        self.memorandum.refresh_from_db()

    @shows(MemorandumStatus.REPLACED, MemorandumStatus.AGREED)
    def memorandum_replaced(self) -> None:
        self.memorandum_agreed()
        earlier, again = self.memorandum, actions.draft_memorandum(round=self.round, by=self.author)
        self.memorandum = actions.offer(memorandum=again, by=self.approver, until=UNTIL, at=IN_TIME)
        self._agree()
        self.memorandum = earlier
