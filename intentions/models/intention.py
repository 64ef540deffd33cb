"""An intention: one thing a commissioner means to buy, change or stop. Its words are in its versions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from portal.organisations.models import Organisation

from ..states import StillTrue
from .deletion import Kept
from .round import Chapter, Round


class IntentionQuerySet(models.QuerySet["Intention"]):
    def visible_to(self, user):
        """Everyone once a version is published; before that the people of the round's commissioners."""
        return self.filter(Q(published__isnull=False) | Q(round__in=Round.objects.written_by(user)))

    def written_by(self, user):
        """Those whose draft the user may read."""
        return self.filter(round__in=Round.objects.written_by(user))

    def in_places(self, slugs):
        """Those whose latest version names one of these places; each once."""
        return self.filter(pk__in=self.model.objects.filter(latest__places__slug__in=slugs).values("pk"))

    def knowing_providers(self):
        """With `has_providers`: does the latest version name an organisation?"""
        return self.annotate(has_providers=Exists(Organisation.objects.filter(versions=OuterRef("latest"))))

    def in_order(self):
        return self.order_by("chapter__order", "order", "reference")


KeptIntentions = Kept.from_queryset(IntentionQuerySet)


class Intention(models.Model):
    """The stable thing: reference, place in the round, latest and published version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="intentions")
    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="intentions")
    reference = models.CharField(max_length=20)  # "UEC-02", stable within the round
    order = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="intentions")
    latest = models.OneToOneField("Version", null=True, on_delete=models.PROTECT, related_name="latest_of")
    published = models.OneToOneField("Version", null=True, blank=True, on_delete=models.PROTECT, related_name="published_of")
    rolled_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="rolled_into")
    still_true = models.CharField(max_length=10, choices=StillTrue, blank=True)  # asked of what was carried over
    still_true_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    related = models.ManyToManyField("self", blank=True)  # the same thing elsewhere: linked, never merged
    source = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = KeptIntentions()
    with_deleted = IntentionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "reference"], name="a_reference_names_one_intention_of_a_round"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("intention", args=[self.round.slug, self.reference])

    def commissioner_ids(self):
        return self.round.commissioner_ids()

    def get_draft_url(self):
        return reverse("intentions:edit", args=[self.round.slug, self.reference])
