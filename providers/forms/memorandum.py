from django.forms import formset_factory

from portal.nhsuk import fields

from ..models import TERMS
from .confirming import ConfirmingForm


class TermsForm(fields.NHSForm):
    """The words around the clauses; the clauses themselves are what was decided."""

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


class AgreeForm(ConfirmingForm):
    """A party's signature on the text that was read; its hash is carried by the page."""

    role = fields.TextField(label="Your role", missing="Enter your role", max_length=120)
    is_signed = fields.BooleanField(label="I sign this text", missing="Tick that you sign this text")
    seen = fields.HiddenField(max_length=64)

    def __init__(self, *args, organisation, **more):
        super().__init__(*args, **more)
        self.fields["is_signed"].label = f"I sign this text for {organisation}"
