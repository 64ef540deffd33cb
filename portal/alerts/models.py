"""Who asked to be emailed of what is published, what was published, and the emails that tell of it. Whoever leaves is forgotten."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from portal.moves.triggers import only_legal_moves

from .states import MOVES, LetterKind, LetterStatus, Pace


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def visible_to(self, user):
        """Of somebody who is logged in: their own address."""
        return self.filter(email__iexact=user.email) if user.is_authenticated else self.none()


class Subscriber(models.Model):
    """An address, with or without an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    made_at = models.DateTimeField(db_default=Now())

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="an_address_subscribes_under_one_name")]


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


class Subscription(models.Model):
    """To one committee, programme, place or round. Until its reader confirmed it, nothing is sent but the question whether they asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    key = models.CharField(max_length=60)  # "committee:" and its id
    pace = models.CharField(max_length=10, choices=Pace)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "key"], name="a_thing_is_subscribed_to_once")]
        indexes = [models.Index(fields=["key"], condition=Q(confirmed_at__isnull=False), name="who_subscribes_to_a_thing")]


class Notice(models.Model):
    """Something was made public. Written with the change itself; whether it still is public is asked whenever somebody is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing_type = models.CharField(max_length=80)
    thing_id = models.UUIDField()
    says = models.CharField(max_length=400)
    href = models.CharField(max_length=400)
    keys = ArrayField(models.CharField(max_length=60))  # what it is about: who subscribes to one of these is told
    at = models.DateTimeField()
    spread_at = models.DateTimeField(null=True, blank=True)  # when it was noted for everybody who subscribes

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(spread_at=None), name="notices_to_spread"),
            GinIndex(fields=["keys"], name="notices_about_a_thing"),
        ]


class Letter(models.Model):
    """An email to a subscriber. Its words are written when it is sent, of what is public then."""

    MOVES = MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind)
    subscription = models.ForeignKey(Subscription, null=True, on_delete=models.CASCADE, related_name="letters")  # what it asks about
    status = models.CharField(max_length=10, choices=LetterStatus, default=LetterStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)  # whose claim this is: who finds another instant here may not write
    failure = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="SENT", sent_at__isnull=False) | (~Q(status="SENT") & Q(sent_at=None)),
                name="a_letter_is_sent_exactly_when_it_has_a_time",
            ),
            models.CheckConstraint(condition=Q(kind="NEWS") | Q(subscription__isnull=False), name="a_question_names_its_subscription"),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(status="WAITING"), name="alerts_that_wait")]
        triggers = [only_legal_moves(MOVES)]


class Line(models.Model):
    """That a subscriber is told of a notice: once, whatever they subscribe to."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="lines")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    pace = models.CharField(max_length=10, choices=Pace)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.CASCADE, related_name="lines")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "notice"], name="a_subscriber_is_told_of_a_notice_once")]
        indexes = [models.Index(fields=["pace", "subscriber"], condition=Q(letter=None), name="lines_without_a_letter")]
