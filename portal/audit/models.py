"""The history (append-only) and the email that waits to be sent, both written with the change they speak of."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .states import MOVES, EmailStatus

AT_WORK = ("VIEWER", "AUTHOR", "APPROVER", "CONTRIBUTOR", "SIGNATORY", "CLERK")
ABOUT_PEOPLE = r"^(organisation|place|group|membership|person|offer|committee|seat)\."
ABOUT_ANSWERS = r"^(invitation|response|position|signature|question|memorandum)\."


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user):
        """The history of a thing belongs to the organisation that owns the thing: to those who read its drafts, answer or clerk for it.

        Of who belongs to it, and of its committees, everybody hears who does; who administers a provider also of its answers.
        """
        if not user.is_authenticated:
            return self.none()
        mine = Q(owner__memberships__user=user, owner__memberships__ended_at=None)
        at_work = Q(owner__memberships__role__in=AT_WORK)
        answers = Q(owner__memberships__role="ADMINISTRATOR", name__regex=ABOUT_ANSWERS)
        return self.filter(mine & (at_work | answers | Q(name__regex=ABOUT_PEOPLE))).distinct()

    def of(self, thing):
        return self.filter(target_type=thing._meta.label_lower, target_id=thing.pk)


class Event(models.Model):
    """Who did what to what, when: one sentence, kept for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)  # "intention.approved"
    says = models.TextField()  # "approved version 2 of UEC-02", as it is read in the history
    target_type = models.CharField(max_length=80)
    target_id = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id", "at"], name="events_of_a_thing"),
            models.Index(fields=["owner", "-at"], name="events_of_an_organisation"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Email(models.Model):
    """A message ordered inside the transaction that caused it; a worker sends it after the commit."""

    MOVES = MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emails")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    about_type = models.CharField(max_length=80, blank=True)
    about_id = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=EmailStatus, default=EmailStatus.WAITING)
    token = models.PositiveIntegerField(default=0)  # raised by each claim: who holds an older one may not write
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="SENT", sent_at__isnull=False) | (~Q(status="SENT") & Q(sent_at=None)),
                name="an_email_is_sent_exactly_when_it_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(status="WAITING"), name="email_that_waits"),
            models.Index(fields=["about_type", "about_id"], condition=Q(about_id__isnull=False), name="emails_about_a_thing"),
        ]
