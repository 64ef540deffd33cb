"""The worlds of questions, and of a sealed round: whom nothing may reach before its hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.moves.clock import database_now
from portal.organisations.models import Organisation
from providers import actions
from providers.models import Invitation
from providers.states import QuestionStatus, SignatureStatus, Status

from .conftest import DEADLINE, IN_TIME
from .sealing import sealed
from .shown import BETWEEN, shows


class Asking:
    """What becomes of the question of the one organisation."""

    question: Any

    @shows(QuestionStatus.ANSWERED)
    def question_answered(self) -> None:
        """At the same moment to everybody invited; what is drafted stays where it is."""
        self.question = actions.answer(question=self.question, by=self.author, text=f"{BETWEEN} answer", at=IN_TIME)

    @shows(QuestionStatus.ANSWERED)
    def question_edited(self) -> None:
        """Everybody reads other words than those in which it was asked."""
        self.question = actions.answer(question=self.question, by=self.author, text="Yes.", wording="Is it so?", at=IN_TIME)

    @shows(QuestionStatus.MERGED)
    def question_merged(self) -> None:
        rival = Organisation.objects.get(slug="rival")
        said = {"round": self.round, "organisation": rival, "by": self.competitor, "at": IN_TIME - timedelta(days=3)}
        other = actions.ask(text="Is it so?", **said)
        self.question = actions.merge_question(question=self.question, into=other, by=self.author, at=IN_TIME)
        actions.answer(question=other, by=self.author, text="Yes.", at=IN_TIME)

    @shows(QuestionStatus.PRIVATE)
    def question_private(self) -> None:
        said = {"text": f"{BETWEEN} answer", "reason": f"{BETWEEN} reason"}
        self.question = actions.answer_privately(question=self.question, by=self.author, at=IN_TIME, **said)

    @shows(QuestionStatus.ASKED)
    def question_refused(self) -> None:
        """It came too late, and nothing of it is kept."""
        try:
            self._ask(at=DEADLINE + timedelta(days=2))
        except actions.QuestionsClosed:
            return
        raise AssertionError("it was not refused")

    @shows(Status.SUBMITTED, SignatureStatus.VALID)
    def sealed_up(self) -> None:
        """Submitted to a sealed round: its commissioners learn who and when, and nothing else."""
        Invitation.objects.filter(round=self.round).update(opened_at=None, opened_by=None)
        self.round.refresh_from_db()
        sealed(self.round, self.approver, timedelta(days=400))
        self.response.invitation.round.refresh_from_db()
        self.awaiting()
        self._sign()
        actions.submit(response=self.refresh(), by=self.signatory, arrived_at=database_now())
