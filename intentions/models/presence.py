"""Who has a draft open at this moment."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

HERE = timedelta(seconds=75)  # a page says every 30 seconds that it is open; one message may be lost


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self):
        return self.filter(seen_at__gte=Now() - HERE)


class Presence(models.Model):
    """Somebody in an intention or a chapter, and in which of its parts they write."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing = models.UUIDField()  # of an intention or a chapter
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "user"], name="a_person_is_in_a_thing_once")]


def others_in(things, user):
    """Who else is in one of these now. Whoever may read the thing may know who is in it: the door asks that of the thing."""
    here = Presence.objects.now().filter(thing__in=things, user__is_active=True).exclude(user=user)
    return here.select_related("user").order_by("user__name")
