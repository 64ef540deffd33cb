"""Clarification: asked by one, answered once to everybody at the same moment, the asker never named."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from intentions.models import Intention, Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.nhsuk import words
from portal.organisations.models import Organisation

from ..models import Question
from . import question_letters
from .refusals import QuestionsClosed


@transaction.atomic
def ask(*, round: Round, organisation: Organisation, by: User, text: str, at: datetime, intention: Intention | None = None) -> Question:
    """An invited organisation asks, at or before the question deadline of the round (else the response deadline)."""
    deadline = round.question_deadline or round.response_deadline
    if not round.invitations.filter(organisation=organisation).exists():
        raise QuestionsClosed(f"{organisation} is not invited to answer {round}.")
    if deadline is None or at > deadline:
        raise QuestionsClosed(f"Questions closed at {words.when(deadline)}." if deadline else "This round takes no questions.")
    question = Question.objects.create(round=round, intention=intention, asked_for=organisation, asked_by=by, asked_at=at, text=text)
    about = f" about {intention.reference}" if intention else ""
    record("question.asked", target=question, by=by, at=at, owner=organisation, says=f"asked a question{about} of {round}")
    question_letters.tell_asked(question)
    return question


@transaction.atomic
def answer(*, question: Question, by: User, text: str, at: datetime) -> Question:
    """It gets the round's next number and everybody invited is told at once."""
    round = lock(question.round)
    question = advance(question, "answer")
    question.number = (round.questions.aggregate(last=Max("number"))["last"] or 0) + 1
    question.answer, question.answered_at, question.answered_by = text, at, by
    question.save(update_fields=["status", "number", "answer", "answered_at", "answered_by"])
    says = f"answered question {question.number} of {round}"
    record("question.answered", target=question, by=by, at=at, owner=round.lead, says=says)
    question_letters.tell_answered(question, round.invitations.select_related("organisation"))
    return question
