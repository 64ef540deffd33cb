"""What is typed about the round itself: passages, challenges, dates, target; and short answers about what was found."""

from portal.nhsuk import fields
from portal.richtext.fields import RichTextField

from ..states import SectionKind, StillTrue


class PassageForm(fields.NHSForm):
    """Carries the revision it was opened at."""

    revision = fields.HiddenField(required=False)
    NAMES: tuple[str, ...] = ()

    def __init__(self, data=None, *, passage=None):
        initial = {name: getattr(passage, name) for name in (*self.NAMES, "revision")} if passage else {"revision": 0}
        super().__init__(data, initial=initial)

    def clean_revision(self):
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

    def content(self):
        return {name: self.cleaned_data[name] for name in self.NAMES}


class SectionForm(PassageForm):
    NAMES = ("heading", "kind", "body")
    heading = fields.TextField(label="Heading", missing="Enter a heading", max_length=200)
    kind = fields.Select(label="What it is", choices=SectionKind.choices, blank=None)
    body = RichTextField(label="Text", required=False, rows=12)


class ChallengeForm(PassageForm):
    NAMES = ("area", "statement", "amount")
    area = fields.TextField(label="Area", hint="For example, Funding", missing="Enter the area", max_length=200)
    statement = fields.TextArea(label="What the system faces", missing="Enter what the system faces", max_length=4000, rows=5)
    amount = fields.MoneyField(label="Amount", hint="Leave empty if it is not known", required=False)


class RoundForm(fields.NHSForm):
    """Dates of the round and the savings it must find."""

    notice_by_date = fields.DateField(label="Give notice by", required=False)
    effective_date = fields.DateField(label="Takes effect on", required=False)
    savings_target = fields.MoneyField(label="Savings target", hint="Over all its years. Leave empty if there is none", required=False)
    savings_note = fields.TextArea(label="What the target is", required=False, max_length=2000, rows=3)

    def __init__(self, data=None, *, round):
        super().__init__(data, initial={name: getattr(round, name) for name in self.base_fields})

    def clean(self):
        notice, effective = self.cleaned_data.get("notice_by_date"), self.cleaned_data.get("effective_date")
        if notice and effective and effective < notice:
            self.add_error("effective_date", "The day it takes effect must be after the day of notice")

    def content(self):
        return {**self.cleaned_data, "savings_note": self.cleaned_data["savings_note"] or ""}


class AcceptForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why this is right", hint="Colleagues and the approver read it.", missing="Enter why this is right", max_length=500, rows=3
    )


class ConfirmForm(fields.NHSForm):
    """Of what was carried over: is it still true?"""

    answer = fields.Radios(label="Is it still true?", choices=StillTrue.choices, missing="Select whether it is still true")
    reason = fields.TextField(label="Why not", required=False, max_length=500)
