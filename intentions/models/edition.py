"""The numbered, frozen publication of a round: the exact versions in it, in their order."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from portal.organisations.models import Place

from .round import ChapterWords, Round
from .version import Version


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user):
        """Everyone: an edition is public by being one."""
        return self

    def showing(self, file):
        """Those that froze this picture, wherever in them it stands."""
        named = Func(Value("file"), Value(file), function="jsonb_build_object", output_field=models.JSONField())
        path = Value("$.**.pictures[*] ? (@.file == $file)")
        return self.filter(Func(F("content"), path, named, function="jsonb_path_exists", output_field=models.BooleanField()))

    def announced(self):
        """Told to whoever subscribes: every one, for good."""
        return self


class Edition(models.Model):
    """Cannot be changed or unpublished; a correction is the next number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    approving_body = models.CharField(max_length=200)
    approved_date = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    question_deadline = models.DateTimeField(null=True, blank=True)  # as published; the round holds what is in force
    response_deadline = models.DateTimeField(null=True, blank=True)
    what_changed = models.TextField(blank=True)  # since the edition before, and why, in the words of its commissioners
    content = models.JSONField()  # front matter, challenges and chapters as they stood
    sha256 = models.CharField(max_length=64)
    savings_target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # pounds, as it then stood
    places = models.ManyToManyField(Place, through="EditionPlace", related_name="editions")
    versions = models.ManyToManyField(Version, through="Entry", related_name="editions")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="an_edition_of_a_round_has_its_number"),
            models.CheckConstraint(
                condition=Q(response_deadline=None) | Q(response_deadline__gt=F("published_at")),
                name="a_deadline_lies_after_publication",
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"edition {self.number}"

    def get_absolute_url(self):
        return f"{reverse('round', args=[self.round.slug])}?edition={self.number}"


class Entry(models.Model):
    """One version's place in an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="entries")
    chapter_code = models.CharField(max_length=8)
    order = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "version"], name="a_version_stands_in_an_edition_once"),
            models.UniqueConstraint(fields=["edition", "order"], name="a_place_in_an_edition_holds_one_version"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class EditionPlace(models.Model):
    """One of the places an edition is for."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)
    place = models.ForeignKey(Place, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="an_edition_names_a_place_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class FrozenChapterQuerySet(models.QuerySet["FrozenChapter"]):
    def visible_to(self, user):
        """Everyone, as the edition it stands in."""
        return self

    def in_force(self):
        """Those of the latest edition of each round."""
        return self.filter(edition__round__in_force=models.F("edition"))


class FrozenChapter(ChapterWords):
    """A chapter as one edition published it: the only chapter that a public page, a provider or a program of theirs may read."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="chapters")
    chapter = models.UUIDField()  # the row it was written in, the same through all editions

    objects = FrozenChapterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="a_code_names_one_chapter_of_an_edition")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]
