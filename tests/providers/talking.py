"""The worlds in which wording goes back and forth, a decision is replied to, and one is corrected."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from providers import actions
from providers.states import DecisionStatus, ReplyStatus, Side, Turn

from .conftest import IN_TIME
from .shown import BETWEEN, CANARY, HALF, shows


class Talking:
    """Stands before the other worlds of one response, and begins where they have come to."""

    response: Any
    contributor: Any
    submitted: Any
    decision_published: Any
    _position: Any

    def say_beside(self) -> None:
        """Points that hang on no intention, one of them half said; a file and a reservation for the whole."""
        about = {"response": self.response, "by": self.contributor}
        whole = {"subject": "PROPOSED", "title": f"{CANARY} title", "words": f"<p>{CANARY} words zebrafish</p>"}
        self.point = actions.save_point(point=uuid4(), content=whole, **about)
        actions.save_point(point=uuid4(), content={"subject": "PROPOSED", "title": HALF}, **about)
        minute = SimpleUploadedFile("minute.pdf", f"%PDF {CANARY}".encode())
        self.enclosure = actions.enclose(file=minute, title=f"{CANARY} minute", **about)
        actions.save_statement(rights=f"{CANARY} rights", **about)

    def _condition(self) -> Any:
        return self._position().conditions.get()

    @shows(Turn.PROVIDER)
    def wording_proposed(self) -> None:
        self.submitted()
        about = {"position": self._position(), "condition": self._condition(), "by": self.author, "at": IN_TIME}
        self.wording = actions.propose(**about, text=f"{BETWEEN} proposal", note=f"{BETWEEN} note")

    @shows(Turn.COMMISSIONER)
    def wording_countered(self) -> None:
        self.wording_proposed()
        said = {"text": f"{BETWEEN} counter", "note": f"{BETWEEN} note"}
        self.wording = actions.counter(negotiation=self.wording, by=self.contributor, at=IN_TIME, **said)

    @shows(Turn.AGREED)
    def wording_agreed(self) -> None:
        self.wording_countered()
        self.wording = actions.accept_wording(negotiation=self.wording, by=self.author, side=Side.COMMISSIONER, at=IN_TIME)

    @shows(Turn.CLOSED, DecisionStatus.PUBLISHED)
    def wording_decided(self) -> None:
        self.wording_agreed()
        beside = {"agreed_activity": f"{CANARY} activity", "contract_label": f"{CANARY} label", "contract_reference": f"{CANARY} contract"}
        ruling = {"condition": self._condition(), "verdict": "accept-in-part", "reason": f"{CANARY} ruling", **beside}
        said = {"verdict": "accept-in-part", "reason": f"{CANARY} decision", "agreed": f"{CANARY} agreed", "owner": CANARY, **beside}
        rulings = [{**ruling, "agreed": f"{CANARY} wording"}]
        actions.decide(position=self._position(), by=self.author, rulings=rulings, **said)
        actions.publish_decisions(round=self.round, by=self.approver, at=IN_TIME)

    @shows(ReplyStatus.RECEIVED)
    def replied(self) -> None:
        self.decision_published()
        actions.set_days(round=self.round, by=self.approver, wording_by_date=None, reply_by_date=IN_TIME.date())
        said = {"is_agreement": False, "reasons": f"{CANARY} reply", "at": IN_TIME}
        self.reply = actions.reply(decision=self._position().decision, by=self.signatory, **said)

    @shows(ReplyStatus.PUBLISHED)
    def reply_published(self) -> None:
        """On a sensitive point the last word is as private as the decision."""
        self.replied()
        words = {self.reply.pk: f"{CANARY} last word"}
        actions.publish_replies(round=self.round, by=self.approver, at=IN_TIME, last_words=words)

    @shows(DecisionStatus.PUBLISHED)
    def decision_corrected(self) -> None:
        self.decision_published()
        said = {"verdict": "accept-in-part", "reason": f"{CANARY} second", "agreed": f"{CANARY} corrected", "rulings": []}
        actions.correct(decision=self._position().decision, by=self.approver, at=IN_TIME, why=f"{CANARY} why", **said)
