"""Questions and their answers, as both sides read them."""

from django.urls import reverse
from django.utils.html import format_html

from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, link
from portal.nhsuk.templatetags.nhs import tag_for

from ..states import QuestionStatus


class Questions(Listing):
    """Both sides; nobody is named."""

    noun = "question", "questions"
    empty = "No question has been answered yet."
    search = ("shown", "original", "answer", "intention__reference")  # never words that this reader is not shown
    filters = {"state": AnyOf("State", "status", choices=QuestionStatus.choices)}
    columns = [
        Column("No", "number", sort="number", cell=lambda row: row.number or "Not yet"),
        Column("About", lambda row: row.intention.reference if row.intention else "The round", cell=lambda row: _about(row)),
        Column("Question", "shown", cell=lambda row: _question(row)),
        Column("As it was asked", "original", on_page=False),
        Column("Answer", lambda row: answered(row), cell=lambda row: answered(row) or "Not answered yet"),
        Column("Asked", "asked_at", sort="asked_at", cell=lambda row: words.history(row.asked_at)),
        Column("State", "get_status_display", cell=tag_for),
    ]
    sort = "asked"

    def __init__(self, *args, may_answer=False, **more):
        super().__init__(*args, **more)
        if may_answer:
            self.empty = "No question has been asked yet."
        if may_answer and self.rows.filter(status=QuestionStatus.ASKED).exists():
            self.columns = [*self.columns, Column("Do", "status", cell=_to_answer, in_download=False)]


def _question(row):
    """In the words that everybody reads; below them, for who asked and who answers, those in which it was asked."""
    return format_html("{}<br><em>As it was asked: {}</em>", row.shown, row.original) if row.original else row.shown


def answered(row):
    """The answer; of a merged question where it is found, of a private one that it is, and why."""
    other = row.merged_into
    if other:
        found = f"question {other.number}: {other.answer}" if other.number else "another question, which is not answered yet"
        return f"Merged with {found}"
    return f"{row.answer} (Answered to who asked alone: {row.private_reason})" if row.private_reason else row.answer


def _about(row):
    return link(row.intention, row.intention.reference) if row.intention else "The round"


def _to_answer(row):
    if row.status != QuestionStatus.ASKED:
        return row.get_status_display()
    return link(
        reverse("providers:answer", args=[row.round.slug, row.pk]),
        "Answer to everyone",
        hidden=f"question of {words.history(row.asked_at)}",
    )
