"""What a member wrote for themselves beside a paper. It hangs on the item and its anchor, so a new issue does not lose it."""

import uuid

from django.conf import settings
from django.db import models

from .agenda import AgendaItem


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user):
        """Nobody but who wrote it."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    anchor = models.CharField(max_length=80, blank=True)  # of the paragraph in the paper: p5-2-1; empty: the whole item
    place = models.CharField(max_length=200, blank=True)  # its number and first words, as they were when the note was written
    text = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item", "anchor"], name="a_person_has_one_note_in_a_place")]
