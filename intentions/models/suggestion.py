"""What somebody would write in a draft, kept beside it until a writer takes it or leaves it, change by change. Never public."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from ..states import Settled
from .intention import Intention
from .round import Chapter, Round


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user):
        """The people of the round's commissioners, before and after it is published; nobody else, ever."""
        return self.filter(round__in=Round.objects.written_by(user))

    def open(self):
        return self.filter(closed_at=None)

    def overtaken(self):
        """Those of which a change was overtaken."""
        return self.filter(is_overtaken=True)

    def whole(self):
        """With its people, what it is about, and what became of its changes."""
        settled = Prefetch("settled", Settlement.objects.select_related("by").order_by("at", "order"))
        return self.select_related("by", "round", "intention", "chapter").prefetch_related(settled)

    def of_programme(self):
        """With `code`: that of the chapter it is about or in."""
        found = self.annotate(code=Coalesce("chapter__code", "intention__chapter__code"), decided=Count("settled"))
        return found.filter(intention__deleted_at=None, chapter__deleted_at=None)


class Suggestion(models.Model):
    """`wanted` is the proposed text of a part, `base` the text it was last written over: the draft, as long as all of it fits there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="suggestions")
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.CASCADE, related_name="suggestions")
    chapter = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.CASCADE, related_name="suggestions")
    part = models.CharField(max_length=40)
    base = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    note = models.TextField(blank=True)  # why, in a few words
    is_overtaken = models.BooleanField(default=False)  # some of it does not fit the draft as it is now
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)  # every change of it is settled

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(intention__isnull=False, chapter=None) | Q(intention=None, chapter__isnull=False),
                name="a_suggestion_is_about_an_intention_or_a_chapter",
            ),
            models.CheckConstraint(
                condition=~Q(base=F("wanted")) | Q(closed_at__isnull=False), name="an_open_suggestion_changes_something"
            ),
        ]
        indexes = [models.Index(fields=["round"], condition=Q(closed_at=None), name="suggestions_open_in_a_round")]

    def __str__(self):
        return f"suggestion on {self.about}"

    def get_absolute_url(self):
        name, key = ("suggestions", self.intention.reference) if self.intention else ("chapter_suggestions", self.chapter.code)
        return f"{reverse(f'intentions:{name}', args=[self.round.slug, key])}#suggestion-{self.pk}"

    @property
    def about(self):
        return self.intention or self.chapter

    @property
    def about_id(self):
        return self.intention_id or self.chapter_id

    def commissioner_ids(self):
        return self.round.commissioner_ids()


class Settlement(models.Model):
    """One change of a suggestion and what became of it, with the words as they were then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="settled")
    order = models.PositiveIntegerField()
    where = models.CharField(max_length=100)
    was = models.TextField(blank=True)
    becomes = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Settled)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
