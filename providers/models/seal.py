"""A round whose answers the commissioners cannot read before its last deadline. The database holds it: migration 0014, and docs/adr."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func

from intentions.models import Round
from portal.moves.triggers import frozen_when, refused_when


def clock():
    """The instant at which the database reads a row, for every scope that asks whether an answer is open."""
    return Func(function="clock_timestamp", output_field=models.DateTimeField())


class SealedUntil(Func):
    """The latest deadline of a round: its own, or that of an organisation that was given more time."""

    function = "providers_sealed_until"
    output_field = models.DateTimeField()


class IsSealed(Func):
    """Whether the answers of a round are sealed at an instant. At its latest deadline they are open."""

    function = "providers_is_sealed"
    output_field = models.BooleanField()


class SealQuerySet(models.QuerySet["Seal"]):
    def visible_to(self, user):
        """Seen with its round."""
        return self.filter(round__in=Round.objects.visible_to(user))

    def closed(self):
        """Not opened, and not due."""
        return self.filter(IsSealed(F("round"), clock()), opened_at=None)

    def with_until(self):
        """Each knowing its instant, and whether that is still to come."""
        return self.annotate(until=SealedUntil(F("round")), is_closed=IsSealed(F("round"), clock()))

    def due(self):
        """Whose hour has come, and of which nobody was told yet."""
        return self.filter(~models.Q(IsSealed(F("round"), clock())), opened_at=None)


LOOKED_AT = (
    "EXISTS (SELECT 1 FROM providers_invitation i WHERE i.round_id = {row}.round_id AND i.opened_at IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM providers_response r WHERE r.round_id = {row}.round_id AND r.received_at IS NOT NULL)"
)
IS_CHOSEN = "a round is sealed, or not, before anybody has opened their invitation"


class Seal(models.Model):
    """Chosen before anybody opened their invitation. It is broken by the clock alone, once and for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="seal")
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)  # the deadline that was the latest; more time given later closes nothing again

    objects = SealQuerySet.as_manager()

    class Meta:
        triggers = [
            frozen_when("TG_OP = 'UPDATE'", name="kept", may_still_change=["opened_at"]),
            refused_when(LOOKED_AT.format(row="NEW"), name="chosen_in_time", says=IS_CHOSEN, operation=pgtrigger.Insert),
            refused_when(LOOKED_AT.format(row="OLD"), name="not_taken_off", says=IS_CHOSEN, operation=pgtrigger.Delete),
            refused_when(
                "OLD.opened_at IS NOT NULL OR clock_timestamp() < COALESCE(providers_sealed_until(NEW.round_id), 'infinity')",
                name="opened_by_the_clock",
                says="a seal is opened once, at the latest deadline of its round",
            ),
        ]

    def __str__(self):
        return f"The seal of {self.round}"


not_under_seal = refused_when(
    "NOT EXISTS (SELECT 1 FROM providers_position p JOIN providers_response r ON r.id = p.response_id"
    " WHERE p.id = NEW.position_id AND NOT providers_is_sealed(r.round_id, clock_timestamp()))",
    name="not_under_seal",
    says="nothing is decided or negotiated on an answer that is sealed",
    operation=pgtrigger.Insert,
)
