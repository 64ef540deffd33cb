"""Rows of an intention besides its money: standards, roll-out, access rules, reporting duties, contracts. An empty row is no row."""

from django.forms import formset_factory

from portal.nhsuk import fields

from ..models.content import NULLABLE
from .money import MOST_ROWS, MoneyFormSet, MoneyRows

OPERATORS = [(word, word) for word in ("at least", "at most", "less than", "more than", "equal to", "every", "within")]


class StandardForm(fields.NHSForm):
    """What is measured, how it compares with what value, of whom: the median wait, less than, 7, days."""

    metric = fields.TextField(label="What is measured", missing="Enter what is measured", max_length=300)
    operator = fields.Select(label="How it compares", choices=OPERATORS, blank="Not said", required=False)
    value = fields.TextField(label="Value", required=False, max_length=60, width="10")
    unit = fields.TextField(label="Unit", hint="For example, days", required=False, max_length=80, width="10")
    population = fields.TextField(label="Of whom", required=False, max_length=200)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        kept = self.initial.get("operator")
        if kept and kept not in dict(OPERATORS):
            self.fields["operator"].choices = [(kept, kept), *OPERATORS]  # as an import wrote it


class RolloutForm(fields.NHSForm):
    """A step of a roll-out: the bundle, in which year, where, how far."""

    bundle = fields.TextField(label="What is rolled out", hint="For example, Vital 5", missing="Enter what is rolled out", max_length=120)
    element = fields.TextField(label="Part of it", required=False, max_length=120)
    year = fields.TextField(label="Year", hint="For example, 2019/20", required=False, max_length=20, width="10")
    setting = fields.TextField(label="Setting", hint="For example, acute", required=False, max_length=60)
    population = fields.TextField(label="Of whom", required=False, max_length=200)
    coverage = fields.TextField(label="How far", hint="For example, two acute providers", required=False, max_length=200)


class PolicyForm(fields.NHSForm):
    """A policy or access rule: what it asks, how that is shown, what it means for payment."""

    subject = fields.TextField(
        label="What the rule is about", hint="For example, IVF", missing="Enter what the rule is about", max_length=300
    )
    source_body = fields.TextField(label="Who decided it", required=False, max_length=200)
    referrer_duty = fields.TextArea(label="What referrers must do", required=False, max_length=1000, rows=2)
    provider_duty = fields.TextArea(label="What providers must do", required=False, max_length=1000, rows=2)
    evidence = fields.TextArea(label="Evidence that is kept", required=False, max_length=1000, rows=2)
    audit = fields.TextArea(label="How it is audited", required=False, max_length=1000, rows=2)
    payment_consequence = fields.TextArea(
        label="What it means for payment", hint="For example, no payment outside the policy", required=False, max_length=1000, rows=2
    )
    effective = fields.TextField(label="From when", hint="In your words", required=False, max_length=120)


class DutyForm(fields.NHSForm):
    """A reporting duty: monthly staffing, a mortality alert with its response and action plan."""

    report = fields.TextField(label="What is reported", missing="Enter what is reported", max_length=300)
    obliged = fields.TextField(label="Who reports", required=False, max_length=200)
    recipient = fields.TextField(label="To whom", required=False, max_length=200)
    frequency = fields.TextField(label="How often", hint="For example, monthly", required=False, max_length=120)
    detail = fields.TextField(label="How detailed", hint="For example, for each patient", required=False, max_length=200)
    cites = fields.TextField(label="Standard or review it comes from", required=False, max_length=300)
    follows = fields.TextArea(label="What follows", hint="For example, an action plan", required=False, max_length=1000, rows=2)


class ContractForm(fields.NHSForm):
    """A contract that is stopped or changed: with whom, until when, with how much notice."""

    reference = fields.TextField(
        label="Contract reference",
        hint="As it stands in the contract register",
        missing="Enter the reference of the contract",
        max_length=120,
    )
    provider = fields.TextField(label="With which provider", required=False, max_length=200)
    ends_on = fields.DateField(label="The day it ends by itself", required=False)
    notice_months = fields.NumberField(label="Notice, in months", hint="0 if it asks for none", required=False, minimum=0, maximum=60)
    clause = fields.TextField(label="Clause", hint="For example, GC17.2", required=False, max_length=200, width="10")
    unserved = fields.TextArea(
        label="Why notice is not given in time",
        hint="Only if the last day has passed, or no notice is needed",
        required=False,
        max_length=1000,
        rows=2,
    )


class Rows(MoneyRows):
    """Rows of plain words."""

    default_error_messages = {"missing_management_form": "The rows on this page are incomplete. Load the page again"}

    def content(self):
        return [{name: row.cleaned_data.get(name) or "" for name in row.fields} for row in self.typed()]


class ContractRows(Rows):
    """A notice of 0 months is an answer; a day or a number that is not known is empty."""

    def content(self):
        return [{name: self._said(row, name) for name in row.fields} for row in self.typed()]

    def _said(self, row, name):
        said = row.cleaned_data.get(name)
        return said if name in NULLABLE else said or ""


def rows_of(form, rows=Rows):
    """As many as anybody types on one page."""
    return formset_factory(form, formset=rows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20)


# part: (its rows, what one of them is called, what is said when there is none)
ROW_SETS = {
    "money": (MoneyFormSet, "money", "No money is named."),
    "standards": (rows_of(StandardForm), "standard", "No standard is named."),
    "rollouts": (rows_of(RolloutForm), "step", "No roll-out is planned."),
    "policies": (rows_of(PolicyForm), "rule", "No policy or access rule is set."),
    "duties": (rows_of(DutyForm), "duty", "Nothing is to be reported."),
    "contracts": (rows_of(ContractForm, ContractRows), "contract", "No contract is named."),
}
