"""What an operator says when an organisation becomes another."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.organisations.models import Organisation
from portal.organisations.twins import likely


class HandOnForm(fields.NHSForm):
    with_people = fields.YesNo(
        label="Do its people keep their roles in the successor?",
        hint="If not, the administrators of the successor invite whom they want",
        missing="Select yes if its people keep their roles",
    )


class MergeForm(fields.NHSForm):
    """The other organisation by its name or code: a register of a country is searched, not listed."""

    into = fields.TextField(label="Merged into", hint="Its name in full, or its ODS code", missing="Enter an organisation")

    def __init__(self, *args: Any, others: Any, **more: Any):
        super().__init__(*args, **more)
        self.others = others

    def clean_into(self) -> Organisation:
        typed = self.cleaned_data["into"]
        found = self.others.filter(name__iexact=typed) | self.others.filter(ods_code__iexact=typed) | self.others.filter(slug=typed)
        if found.count() == 1:
            return found.get()
        near = ", ".join(str(one) for one in likely(typed) if self.others.filter(pk=one.pk).exists())
        raise ValidationError(f"No open organisation has this name or code.{f' Did you mean: {near}?' if near else ''}")
