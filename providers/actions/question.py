"""Clarification: asked by one, answered once to everybody at one moment, the asker never named; or to the asker alone, with a reason."""

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
from ..states import QuestionStatus
from . import question_letters
from .refusals import QuestionsClosed, Refused

OTHERS = "Other questions were merged into this one, so it is answered to everyone."


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
def answer(*, question: Question, by: User, text: str, at: datetime, wording: str = "") -> Question:
    """It gets the round's next number and everybody invited is told at once. They read it in `wording`; what was asked is kept."""
    round = lock(question.round)
    question = advance(question, "answer")
    question.number = (round.questions.aggregate(last=Max("number"))["last"] or 0) + 1
    question.wording = "" if wording.strip() == question.text.strip() else wording.strip()
    question.answer, question.answered_at, question.answered_by = text, at, by
    question.save(update_fields=["status", "number", "wording", "answer", "answered_at", "answered_by"])
    says = f"answered question {question.number} of {round}{', published in other words' if question.wording else ''}"
    record("question.answered", target=question, by=by, at=at, owner=round.lead, says=says)
    question_letters.tell_answered(question, round.invitations.select_related("organisation"))
    return question


@transaction.atomic
def merge_question(*, question: Question, into: Question, by: User, at: datetime) -> Question:
    """One of the same meaning is answered for both; those merged into this one go with it. Who asked is told with which."""
    round = lock(question.round)
    question, into = advance(question, "merge_question"), lock(into)
    if into == question or into.round_id != round.pk or into.status not in (QuestionStatus.ASKED, QuestionStatus.ANSWERED):
        raise Refused("Choose a question of this round that is open or answered to everyone.")
    moved = list(question.merged.select_related("asked_for", "round"))
    question.merged.update(merged_into=into)
    question.merged_into = into
    question.save(update_fields=["status", "merged_into"])
    which = f"question {into.number}" if into.number else "another question"
    for owner in (round.lead, question.asked_for):
        record("question.merged", target=question, by=by, at=at, owner=owner, says=f"merged a question on {round} with {which}")
    for one in (question, *moved):
        question_letters.tell_merged(one, into)
    return question


@transaction.atomic
def answer_privately(*, question: Question, by: User, text: str, reason: str, at: datetime) -> Question:
    """Who asked reads the answer and the reason, and nobody else does but the commissioners, whose history says that and why."""
    round = lock(question.round)
    question = advance(question, "answer_privately")
    if question.merged.exists():
        raise Refused(OTHERS)
    question.answer, question.answered_at, question.answered_by, question.private_reason = text, at, by, reason
    question.save(update_fields=["status", "answer", "answered_at", "answered_by", "private_reason"])
    for owner in (round.lead, question.asked_for):
        says = f"answered a question on {round} privately: {reason}"
        record("question.answered_privately", target=question, by=by, at=at, owner=owner, says=says)
    question_letters.tell_answered_privately(question)
    return question
