"""The rows of a version, in their order: money, standards, roll-out, access rules, reporting duties, contracts. Frozen with it."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..states import Bearer, Confidence, MoneyKind
from .version import Version, freezes_with_version


class Money(models.Model):
    """One effect on money. An amount may be unknown; illustrative is never added to committed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="money")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=MoneyKind)
    bearer = models.CharField(max_length=20, choices=Bearer, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # pounds over the years; null is not known
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    is_recurrent = models.BooleanField(null=True, blank=True)
    confidence = models.CharField(max_length=20, choices=Confidence, blank=True)
    basis = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="an_amount_is_not_negative"),
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_to__gte=F("year_from")), name="money_ends_after_it_starts"
            ),
        ]
        triggers = [freezes_with_version]


class Standard(models.Model):
    """A numeric standard: metric, operator, value, unit, population."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="standards")
    order = models.PositiveSmallIntegerField(default=0)
    metric = models.CharField(max_length=300)
    operator = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    population = models.CharField(max_length=200, blank=True)

    class Meta:
        triggers = [freezes_with_version]


class Rollout(models.Model):
    """A step of a roll-out: bundle, year, setting, coverage."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="rollouts")
    order = models.PositiveSmallIntegerField(default=0)
    bundle = models.CharField(max_length=120)
    element = models.CharField(max_length=120, blank=True)
    year = models.CharField(max_length=20, blank=True)
    setting = models.CharField(max_length=60, blank=True)
    population = models.CharField(max_length=200, blank=True)
    coverage = models.CharField(max_length=200, blank=True)

    class Meta:
        triggers = [freezes_with_version]


class Policy(models.Model):
    """A policy or access rule: on what, whose, what it asks of referrers and providers, how it is shown, what it means for payment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="policies")
    order = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=300)
    source_body = models.CharField(max_length=200, blank=True)  # who decided it: a priorities forum
    referrer_duty = models.TextField(blank=True)
    provider_duty = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    audit = models.TextField(blank=True)
    payment_consequence = models.TextField(blank=True)
    effective = models.CharField(max_length=120, blank=True)  # as written: "Commencing Q4 2014/15"

    class Meta:
        triggers = [freezes_with_version]


class Duty(models.Model):
    """A reporting duty: what is reported, by whom, to whom, how often, how detailed, by which standard, and what follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="duties")
    order = models.PositiveSmallIntegerField(default=0)
    report = models.CharField(max_length=300)
    obliged = models.CharField(max_length=200, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=200, blank=True)  # patient level, a minimum data set
    cites = models.CharField(max_length=300, blank=True)  # the standard or review it comes from
    follows = models.TextField(blank=True)  # what a report leads to: a response, an action plan, part of a payment

    class Meta:
        triggers = [freezes_with_version]


class Contract(models.Model):
    """A contract that the intention stops or changes, and the notice it asks for. The last day of notice is reckoned, never typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="contracts")
    order = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(max_length=120)
    provider = models.CharField(max_length=200, blank=True)  # as the contract names it
    ends_on = models.DateField(null=True, blank=True)  # the day it ends by itself
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)  # null is not known; 0 asks for none
    clause = models.CharField(max_length=200, blank=True)  # where it says so
    unserved = models.TextField(blank=True)  # why notice is not given in time, or not needed

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(notice_months=None) | Q(notice_months__lte=60), name="notice_is_at_most_five_years"),
        ]
        triggers = [freezes_with_version]
