from intentions.states import Lever
from portal.nhsuk import fields

from ..states import Verdict
from .confirming import ConfirmingForm

SAYS = {
    Verdict.ACCEPT: "Accept",
    Verdict.ACCEPT_IN_PART: "Accept in part",
    Verdict.NOT_ACCEPT: "Do not accept",
    Verdict.DEFER: "Defer",
    Verdict.CLARIFY: "Clarify",
}
WORDS = ("verdict", "reason", "needs_new_version", "destination", "owner")


class DecideForm(fields.NHSForm):
    """The decision on one point; `same` names other points that get it too."""

    verdict = fields.Radios(label="Decision", choices=SAYS.items(), missing="Select a decision", label_size="m")
    reason = fields.TextArea(
        label="Reason", hint="Published with the decision. You can leave it empty if you accept.", required=False, max_length=4000
    )
    needs_new_version = fields.BooleanField(label="This needs a new version of the intention", required=False)
    destination = fields.Select(label="Contract destination", choices=Lever.choices, blank=None, required=False, initial=Lever.NONE)
    owner = fields.TextField(label="Owner", hint="A role, for example Director of urgent care", max_length=150, required=False)
    same = fields.Checkboxes(label="Same decision for", choices=[], required=False)
    revision = fields.HiddenField(required=False, initial="0")

    def __init__(self, *args, others=(), **more):
        super().__init__(*args, **more)
        for name in ("reason", "destination"):
            self.fields[name].says_optional = False
        self.others = {str(one.pk): one for one in others}
        if self.others:
            self.fields["same"].choices = [
                (key, f"{one.response.organisation.short_name}: {one.get_stance_display()}") for key, one in self.others.items()
            ]
        else:
            del self.fields["same"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") and cleaned["verdict"] != Verdict.ACCEPT and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Enter a reason, unless you accept the point")
        return cleaned

    def clean_revision(self):
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isdigit() else 0

    def content(self):
        cleaned = self.cleaned_data
        return {**{name: cleaned[name] for name in WORDS}, "destination": cleaned["destination"] or Lever.NONE}

    def chosen(self):
        return [self.others[key] for key in self.cleaned_data.get("same") or []]


class PublishDecisionsForm(ConfirmingForm):
    """Nothing but the password: everything written is published together."""
