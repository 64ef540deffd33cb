"""What commissioners say to each other about a draft. Never public; kept when the text it speaks of is gone."""

import uuid
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from portal.accounts.models import User
from portal.organisations.rules import COMMISSIONERS

from .intention import Intention
from .plan import CaseStudy, Enabler, Plan, RegisterEntry
from .round import Challenge, Chapter, Round, Section

KIND = {"section": "section", "challenge": "challenge", "casestudy": "example", "enabler": "enabler", "registerentry": "provider"}
ABOUT = ("intention", "chapter", *KIND, "plan")  # the columns in which a thread says what it is about


def written_in(thing):
    """The round or the plan whose draft it is, and whose readers read what is said of it."""
    return thing if isinstance(thing, (Plan, Round)) else thing.round


def readers_of(whose):
    """Everybody who may read the draft of a round or plan: those who can be named in a comment."""
    here = {"memberships__organisation__in": whose.commissioner_ids(), "memberships__ended_at": None}
    found = User.objects.filter(**here, memberships__role__in=COMMISSIONERS, is_active=True)
    return found.distinct().order_by("name", "pk")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user):
        """The people of the commissioners of the round or plan, before and after it is published; nobody else, ever."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(round__in=Round.objects.written_by(user)) | Q(plan__in=Plan.objects.written_by(user)))

    def open(self):
        return self.filter(resolved_at=None)

    def with_comments(self):
        return self.prefetch_related(Prefetch("comments", Comment.objects.select_related("by")))

    def of_programme(self):
        """With `code`: that of the chapter it is about or in."""
        return self.annotate(code=Coalesce("chapter__code", "intention__chapter__code")).filter(
            intention__deleted_at=None, chapter__deleted_at=None
        )

    def overtaken(self):
        """Open, about words that are not in the text any more."""
        return self.open().filter(is_lost=True)

    def mentioning(self, user):
        return self.filter(Exists(Comment.objects.filter(thread=OuterRef("pk"), mentions=user)))


def about_one():
    """One of the columns is set and says it alone; none is where what it was about is removed."""
    ones = (Q(**{f"{name}__isnull": name != one for name in ABOUT}, of="") for one in ABOUT)
    return reduce(or_, ones) | (Q(**{f"{name}__isnull": True for name in ABOUT}) & ~Q(of=""))


class Thread(models.Model):
    """A conversation about a whole thing, one part of it, one passage of a part (a paragraph, a bullet, a row, a cell), or words in it.

    `anchor` follows the passage through every save, and `start` the words; when they are gone the thread stays, with the words it
    was about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")  # null: about a plan
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    chapter = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    challenge = models.ForeignKey(Challenge, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    casestudy = models.ForeignKey(CaseStudy, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    enabler = models.ForeignKey(Enabler, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    registerentry = models.ForeignKey(RegisterEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    of = models.CharField(max_length=200, blank=True)  # what it was about, once that is removed from the draft
    part = models.CharField(max_length=40, blank=True)  # empty: about the whole
    anchor = models.CharField(max_length=80, blank=True)  # empty: about the whole part
    start = models.PositiveIntegerField(null=True)  # of the words, in characters of the part as it is read; null: the whole passage
    quote = models.TextField(blank=True)  # the passage, or the words, as they stood when they were last found
    said = models.TextField(blank=True)  # the same as they stood when the comment was made
    before = models.CharField(max_length=80, blank=True)  # what stood around the words then
    after = models.CharField(max_length=80, blank=True)
    is_lost = models.BooleanField(default=False)  # the passage, or the words, are not in the text any more
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=about_one(), name="a_thread_is_about_one_thing"),
            models.CheckConstraint(
                condition=Q(plan=None, round__isnull=False) | Q(plan__isnull=False, round=None),
                name="a_thread_is_of_a_round_or_about_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None) | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="a_resolved_thread_says_who_and_when",
            ),
            models.CheckConstraint(condition=Q(anchor="") | ~Q(part=""), name="a_passage_is_of_a_part"),
        ]
        indexes = [models.Index(fields=["round"], condition=Q(resolved_at=None), name="threads_open_in_a_round")]

    def __str__(self):
        return f"comment on {self.about or self.of}"

    def get_absolute_url(self):
        about = self.about
        if about is None:
            return f"{reverse('intentions:round_comments', args=[self.round.slug])}?state=resolved"
        return f"{comments_of(about, self.whose)}#thread-{self.pk}"

    @property
    def about(self):
        return next((getattr(self, name) for name in ABOUT if getattr(self, f"{name}_id")), None)

    @property
    def about_id(self):
        return next((pk for name in ABOUT if (pk := getattr(self, f"{name}_id"))), None)

    @property
    def whose(self):
        """The round or the plan in which it is read."""
        return self.plan or self.round

    @property
    def is_reworded(self):
        """Whether what it is about says something else than when the comment was made."""
        return bool(self.said) and not self.is_lost and self.said != self.quote

    def commissioner_ids(self):
        return self.whose.commissioner_ids()


def comments_of(thing, whose):
    """The page of everything that is said about it, in its round or plan."""
    name = thing._meta.model_name
    if name == "plan":
        return reverse("intentions:plan_comments", args=[whose.slug])
    if name in KIND:
        return reverse("intentions:passage_comments", args=[whose.slug, KIND[name], thing.pk])
    named, key = ("comments", thing.reference) if name == "intention" else ("chapter_comments", thing.code)
    return reverse(f"intentions:{named}", args=[whose.slug, key])


class Comment(models.Model):
    """One thing one person said. It is not changed afterwards; a second thought is a second comment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    text = models.TextField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something")]


class Digest(models.Model):
    """Until when a person has been told of comments by email."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
