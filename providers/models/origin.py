"""Where a draft intention came from: the point in which a provider proposed it."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from intentions.models import Intention, Round

from .decision import Decision
from .position import Position


class OriginQuerySet(models.QuerySet["Origin"]):
    def visible_to(self, user):
        """The commissioners of the draft it became; everybody who may read the decision, once that intention is published."""
        public = Q(intention__published__isnull=False, position__decision__in=Decision.objects.visible_to(user))
        return self.filter(public | Q(intention__round__in=Round.objects.written_by(user)))


class Origin(models.Model):
    """One proposal, one intention, for ever: whatever becomes of the draft, it is known where it came from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.OneToOneField(Position, on_delete=models.PROTECT, related_name="origin")
    intention = models.ForeignKey(Intention, on_delete=models.PROTECT, related_name="origins")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OriginQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intention"], name="an_intention_came_from_one_proposal")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.intention} from {self.position}"
