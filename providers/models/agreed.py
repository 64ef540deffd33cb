"""What both sides can read as agreed: the words, and beside them what they cost, from when, how much, and where they go."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from portal.nhsuk import words

from ..states import AGREED, Destination, Verdict

NOTHING: dict[str, Any] = {
    "agreed": "",
    "agreed_by_date": None,
    "agreed_activity": "",
    "agreed_amounts": {},
    "destination": Destination.NONE,
    "contract_label": "",
    "contract_year": None,
    "contract_reference": "",
}


class Settled(models.Model):
    """The verdict on one point or one condition. Only what is accepted, in whole or in part, has agreed words and what goes with them."""

    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.TextField(blank=True)  # needed unless it is accepted; where a question was asked, the answer
    agreed = models.TextField(blank=True)  # the words themselves: never what was merely asked
    agreed_by_date = models.DateField(null=True, blank=True)
    agreed_activity = models.TextField(blank=True)
    agreed_amounts = models.JSONField(default=dict, blank=True)  # {"2019": "412000.00"}: pounds of the years that begin then
    destination = models.CharField(max_length=20, choices=Destination, default=Destination.NONE)
    contract_label = models.CharField(max_length=120, blank=True)  # of the schedule as that year's contract has it: "Schedule 4C"
    contract_year = models.PositiveSmallIntegerField(null=True, blank=True)
    contract_reference = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(verdict="accept") | ~Q(reason=""), name="a_%(class)s_other_than_accept_has_a_reason"),
            models.CheckConstraint(condition=Q(verdict__in=AGREED) | Q(**NOTHING), name="a_%(class)s_that_refuses_agrees_on_nothing"),
        ]

    @property
    def is_agreed(self):
        """Has words of its own. A point may be agreed in the words of its conditions alone."""
        return bool(self.agreed)

    @property
    def amounts(self):
        """[(year, pounds)] in the order of the years."""
        return [(int(year), Decimal(pounds)) for year, pounds in sorted(self.agreed_amounts.items())]

    @property
    def amount_in_words(self):
        """£400,000 in 2019/20, £200,000 in 2020/21; empty where no sum was agreed."""
        return ", ".join(f"{words.money(pounds)} in {words.financial_year(year)}" for year, pounds in self.amounts)

    @property
    def contract_in_words(self):
        """Schedule 4C, contract of 2019/20, QE-114."""
        year = f"contract of {words.financial_year(self.contract_year)}" if self.contract_year else ""
        return ", ".join(filter(None, [self.contract_label, year, self.contract_reference]))
