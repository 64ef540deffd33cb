"""What it takes to keep a text from the public."""

from django.db import models
from django.db.models import Q

from ..states import ExemptBasis

IS_PUBLIC_OR_SAYS_WHY = Q(is_exempt=False) | Q(
    exempt_basis__gt="",
    exempt_reason__gt="",
    exempt_decided_by__gt="",
    exempt_decided_date__isnull=False,
    exempt_review_date__isnull=False,
)
EXEMPTION = (
    "is_exempt",
    "exempt_basis",
    "exempt_reason",
    "exempt_decided_by",
    "exempt_decided_date",
    "exempt_review_date",
)


class Exemptible(models.Model):
    """Part 1 unless somebody decided otherwise: on which basis, why, who, when, and when it is looked at again."""

    is_exempt = models.BooleanField(default=False)  # part 2
    exempt_basis = models.CharField(max_length=20, choices=ExemptBasis, blank=True)
    exempt_reason = models.TextField(blank=True)
    exempt_decided_by = models.CharField(max_length=200, blank=True)  # a role: the monitoring officer
    exempt_decided_date = models.DateField(null=True, blank=True)
    exempt_review_date = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
