from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.timezone import localdate

from portal.nhsuk import fields

from ..models import TERMS
from .confirming import ConfirmingForm


class TermsForm(fields.NHSForm):
    """The words around the clauses."""

    revision = fields.HiddenField(initial="0")

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        for name, label in TERMS.items():
            self.fields[name] = fields.TextArea(label=label, required=name in ("purpose", "standing"), max_length=8000, rows=3)

    def clean_revision(self):
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isdigit() else 0

    def terms(self):
        return {name: self.cleaned_data.get(name) or "" for name in TERMS}


class CommitmentForm(fields.NHSForm):
    """One commitment; a row in which nothing is typed is no row."""

    organisation = fields.Select(label="Party", choices=[], blank="Select a party", missing="Select who does it")
    action = fields.TextArea(label="Does what", missing="Enter what the party does", max_length=2000, rows=2)
    by_date = fields.DateField(label="By", required=False)
    owner = fields.TextField(label="Owner", max_length=150, required=False)
    is_left_out = fields.BooleanField(label="Take this commitment out", required=False, small=True)

    def __init__(self, *args, parties, **more):
        super().__init__(*args, **more)
        if not self.initial:
            del self.fields["is_left_out"]
        self.parties = {str(one.pk): one for one in parties}
        self.fields["organisation"].choices = [(key, one.name) for key, one in self.parties.items()]

    def clean(self):
        """What is taken out need not be right."""
        cleaned = super().clean()
        if cleaned.get("is_left_out"):
            self.errors.clear()
        return cleaned

    def is_kept(self):
        said = self.cleaned_data
        return bool(said and said.get("action") and not said.get("is_left_out"))

    def content(self):
        names = ("action", "by_date", "owner")
        return {**{name: self.cleaned_data[name] for name in names}, "organisation": self.parties[self.cleaned_data["organisation"]]}


CommitmentFormSet = formset_factory(CommitmentForm, extra=2, max_num=60, absolute_max=62)


class SubjectsForm(fields.NHSForm):
    """With whom, or on which contracts: a memorandum for each that is ticked."""

    subjects = fields.Checkboxes(label="Draft a memorandum for each of these", choices=[], missing="Select at least one")

    def __init__(self, *args, subjects, **more):
        super().__init__(*args, **more)
        self.subjects = {one.key: one for one in subjects}
        self.fields["subjects"].choices = [(key, _counted(one)) for key, one in self.subjects.items()]

    def chosen(self):
        return [self.subjects[key] for key in self.cleaned_data["subjects"]]


def _counted(subject):
    return f"{subject.name}: {subject.waiting} {'clause' if subject.waiting == 1 else 'clauses'}"


class ClauseForm(fields.NHSForm):
    """A clause in other words, or why it is left out."""

    text = fields.TextArea(label="Clause", missing="Enter the clause", max_length=8000, rows=6)
    left_out_because = fields.TextArea(
        label="Leave this clause out, because",
        hint="Only if it is to be left out. Both sides read what was agreed and this reason.",
        required=False,
        max_length=2000,
        rows=2,
    )
    is_removed = fields.BooleanField(label="Take this clause out", required=False)
    revision = fields.HiddenField(initial="0")

    def __init__(self, *args, is_own, **more):
        super().__init__(*args, **more)
        del self.fields["left_out_because" if is_own else "is_removed"]

    def content(self):
        said = self.cleaned_data
        return {"text": said["text"].strip(), "left_out_because": (said.get("left_out_because") or "").strip()}

    def seen(self):
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isdigit() and len(typed) < 9 else -1


class AddClauseForm(fields.NHSForm):
    text = fields.TextArea(
        label="Clause",
        hint="Everybody who reads the memorandum sees that it was added and comes from no decision.",
        missing="Enter the clause",
        max_length=8000,
        rows=6,
    )


class PartiesForm(fields.NHSForm):
    """Who is asked to sign, of those concerned."""

    parties = fields.Checkboxes(label="Parties", hint="A group signs through its members.", choices=[], missing="Select the parties")
    because = fields.TextArea(
        label="Why those you take out are no parties",
        hint="Only if you take one out. Everybody who reads the memorandum reads it.",
        required=False,
        max_length=2000,
        rows=2,
    )

    def __init__(self, *args, concerned, **more):
        super().__init__(*args, **more)
        self.concerned = {str(one.pk): one for one in concerned}
        self.fields["parties"].choices = [(key, _named(one, concerned[one])) for key, one in self.concerned.items()]

    def chosen(self):
        return [self.concerned[key] for key in self.cleaned_data["parties"]]


def _named(organisation, side):
    closed = ", closed" if organisation.is_closed() else ""
    group = ", a group" if organisation.is_group else ""
    return f"{organisation.name} ({side.label.lower()}{group}{closed})"


class OfferForm(fields.NHSForm):
    until = fields.DateField(
        label="Sign by",
        hint="Those who have not signed are reminded a week before, two days before and on that day.",
        missing="Enter the day to sign by",
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < localdate():
            raise ValidationError("The day to sign by must be today or later")
        return until


class DeclineMemorandumForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why you do not sign", hint="The commissioners are emailed this.", missing="Enter why you do not sign", max_length=2000
    )
    seen = fields.HiddenField(max_length=64)


class AgreeForm(ConfirmingForm):
    """A party's signature on the text that was read; its hash is carried by the page."""

    role = fields.TextField(label="Your role", missing="Enter your role", max_length=120)
    is_signed = fields.BooleanField(label="I sign this text", missing="Tick that you sign this text")
    seen = fields.HiddenField(max_length=64)

    def __init__(self, *args, organisation, **more):
        super().__init__(*args, **more)
        self.fields["is_signed"].label = f"I sign this text for {organisation}"
