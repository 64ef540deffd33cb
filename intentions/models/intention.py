"""An intention: one thing a commissioner means to buy, change or stop. Its words are in its versions."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from portal.organisations.models import Organisation, Place

from ..states import KINDS_OF, StillTrue
from .deletion import Kept
from .round import Chapter, Round


def order_by_cut(kind: str) -> Case:
    """What stops first, then what starts, changes and goes on: by the kind of a version."""
    places = [When(**{f"{kind}__in": kinds}, then=Value(at)) for at, kinds in enumerate(KINDS_OF.values())]
    return Case(*places, output_field=IntegerField())


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

    def with_first_place(self):
        """With `first_place`: the name by which a list sorts where the latest version is for."""
        named = Place.objects.filter(versions=OuterRef("latest")).order_by("name").values("name")[:1]
        return self.annotate(first_place=Subquery(named))

    def with_cut(self):
        """With `cut_place`, by which a list sorts what stops, starts and changes: as the latest version says."""
        return self.annotate(cut_place=order_by_cut("latest__kind"))

    def in_order(self):
        """As they are being written: for those who write them."""
        return self.order_by("chapter__order", "order", "reference")

    def filed(self):
        """With the code, programme and order under which a reader finds it: frozen once it is published; before, its own people's."""
        either = {"chapter_code": "code", "programme_slug": "programme__slug", "chapter_order": "order"}
        found = {name: Coalesce(f"published_in__{path}", f"chapter__{path}") for name, path in either.items()}
        return self.annotate(place=Case(When(published=None, then=F("order")), default=F("published_order")), **found)

    def as_published(self):
        """In the order of the edition that published them."""
        return self.order_by("published_in__order", "published_order", "reference")


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
    published_in = models.ForeignKey("FrozenChapter", null=True, blank=True, on_delete=models.PROTECT, related_name="intentions")
    published_order = models.PositiveIntegerField(default=0)  # its place in that edition; `order` is its place in the draft
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

    @property
    def frozen_chapter(self) -> Any:
        """Where what is published of it stands: never the chapter as it is being written."""
        if self.published_in is None:
            raise LookupError(f"{self} was never published")
        return self.published_in

    @property
    def filed_under(self) -> Chapter:
        """The chapter a reader knows: frozen once it is published; before, the one its own people write."""
        found: Any = self.published_in or self.chapter
        return found

    def commissioner_ids(self):
        return self.round.commissioner_ids()

    def get_draft_url(self):
        return reverse("intentions:edit", args=[self.round.slug, self.reference])
