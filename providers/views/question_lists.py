"""Questions and their answers, as both sides read them."""

from django.urls import reverse

from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, link
from portal.nhsuk.templatetags.nhs import tag_for

from ..states import QuestionStatus


class Questions(Listing):
    """Both sides; nobody is named."""

    noun = "question", "questions"
    empty = "No question has been answered yet."
    search = ("text", "answer", "intention__reference")
    filters = {"state": AnyOf("State", "status", choices=[("ASKED", "Open"), ("ANSWERED", "Answered")])}
    columns = [
        Column("No", "number", sort="number", cell=lambda row: row.number or "Not yet"),
        Column("About", lambda row: row.intention.reference if row.intention else "The round", cell=lambda row: _about(row)),
        Column("Question", "text"),
        Column("Answer", "answer", cell=lambda row: row.answer or "Not answered yet"),
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


def _about(row):
    return link(row.intention, row.intention.reference) if row.intention else "The round"


def _to_answer(row):
    if row.status == "ANSWERED":
        return "Answered"
    return link(
        reverse("providers:answer", args=[row.round.slug, row.pk]),
        "Answer to everyone",
        hidden=f"question of {words.history(row.asked_at)}",
    )
