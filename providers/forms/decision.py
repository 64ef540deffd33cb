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
RULED = ("verdict", "reason", "destination")
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
    same = fields.Checkboxes(label="Same decision for", choices=[], required=False, small=True)
    revision = fields.HiddenField(required=False, initial="0")

    def __init__(self, *args, others=(), conditions=(), **more):
        super().__init__(*args, **more)
        self.conditions = dict(enumerate(conditions, start=1))
        for number, condition in self.conditions.items():
            self._ask_about(number, condition)
        for name in ("reason", "destination"):
            self.fields[name].says_optional = False
        self.order_fields([*(name for name in self.fields if name not in ("same", "revision")), "same", "revision"])
        self.others = {str(one.pk): one for one in others}
        if self.others:
            self.fields["same"].choices = [
                (key, f"{one.response.organisation.short_name}: {one.get_stance_display()}") for key, one in self.others.items()
            ]
        else:
            del self.fields["same"]

    def _ask_about(self, number, condition):
        """What is decided on one condition, if it is something else than on the whole point."""
        self.fields[f"verdict_{number}"] = fields.Select(
            label=f"Condition {number}", hint=condition.text, choices=SAYS.items(), blank="As the whole point", required=False
        )
        self.fields[f"reason_{number}"] = fields.TextArea(label=f"Reason for condition {number}", required=False, max_length=4000, rows=2)
        self.fields[f"destination_{number}"] = fields.Select(
            label=f"Contract destination of condition {number}", choices=Lever.choices, blank=None, required=False, initial=Lever.NONE
        )
        if hasattr(condition, "ruling"):
            ruling = condition.ruling
            said = {"verdict": ruling.verdict, "reason": ruling.reason, "destination": ruling.destination}
            for name, value in said.items():
                self.initial.setdefault(f"{name}_{number}", value)

    def rulings(self):
        """Those conditions that are decided otherwise than the whole."""
        said = {number: {name: self.cleaned_data.get(f"{name}_{number}") for name in RULED} for number in self.conditions}
        return [
            {"condition": self.conditions[number], **ruled, "destination": ruled["destination"] or Lever.NONE}
            for number, ruled in said.items()
            if ruled["verdict"]
        ]

    def clean(self):
        cleaned = super().clean()
        for number in self.conditions:
            verdict = cleaned.get(f"verdict_{number}")
            if verdict and verdict != Verdict.ACCEPT and not (cleaned.get(f"reason_{number}") or "").strip():
                self.add_error(f"reason_{number}", f"Enter a reason for condition {number}, unless you accept it")
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
