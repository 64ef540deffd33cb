"""That the writers of a paper were reminded of its day, so that nobody is reminded twice."""

import uuid

from django.db import models

from ..states import PaperNotice
from .agenda import AgendaItem


class PaperReminder(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="reminders")
    notice = models.CharField(max_length=10, choices=PaperNotice)
    due_date = models.DateField()  # of another day, as of a meeting that moved, they are reminded again
    sent_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "notice", "due_date"], name="of_a_day_a_paper_is_reminded_once_a_notice")]
