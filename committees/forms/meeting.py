from django.utils import timezone

from portal.nhsuk import fields

from ..models.urgency import URGENCY
from ..states import Lateness


class CallForm(fields.DayForm):
    """A meeting is called ahead of time, with its hour."""

    committee = fields.Select(label="Committee", choices=(), blank="Select a committee")
    at = fields.DateTimeField(label="Date and time", earliest=timezone.now, missing="Enter the date and time of the meeting")
    venue = fields.TextField(label="Place", hint="The room and the building", required=False, max_length=200)
    agenda = fields.Select(label="Its agenda begins with", choices=(), blank="Nothing", required=False)
    field_order = ["committee", "at", "keeps_day"]

    def __init__(self, *args, committees, **more):
        super().__init__(*args, **more)
        self.committees = {str(committee.pk): committee for committee in committees}
        self.fields["committee"].choices = [(pk, committee.name) for pk, committee in self.committees.items()]
        self.agendas = {f"{pk}:{at}": one for pk, body in self.committees.items() for at, one in enumerate(body.agendas)}
        names = {key: self.committees[key.partition(":")[0]].name for key in self.agendas}
        self.fields["agenda"].choices = [(key, f"{one['name']}, {names[key]}") for key, one in self.agendas.items()]
        if not self.agendas:
            del self.fields["agenda"]

    def clean(self):
        super().clean()
        committee, agenda = self.cleaned_data.get("committee"), self.cleaned_data.get("agenda")
        if committee and agenda and agenda.partition(":")[0] != committee:
            self.add_error("agenda", "Select an agenda of the committee you selected")
        self.ask_of_odd_days([self.cleaned_data.get("at")])

    def facts(self):
        said = self.cleaned_data
        at = timezone.localtime(said["at"])
        lines = self.agendas[said["agenda"]]["lines"] if said.get("agenda") else []
        when = {"date": at.date(), "time": at.time(), "venue": said["venue"]}
        return {"committee": self.committees[said["committee"]], **when, "lines": lines}


class UrgencyForm(fields.NHSForm):
    """What comes after the deadline says why it is late and cannot wait, and that the chair agreed."""

    chair_reason = fields.TextArea(
        label="Why it is late and cannot wait",
        rows=3,
        max_length=2000,
        missing="Enter why it is late and cannot wait",
    )
    chair_agreed_by = fields.TextField(
        label="Who agreed, for the chair", hint="The role, for example vice-chair", max_length=200, missing="Enter who agreed for the chair"
    )
    chair_agreed_date = fields.DateField(label="Date of the agreement", missing="Enter the date of the agreement")

    def urgency(self):
        return {name: self.cleaned_data[name] for name in URGENCY if name in self.fields}

    def _leave_out_urgency(self):
        for name in URGENCY:
            del self.fields[name]

    def _may_be_left_empty(self, *names):
        for name in names:
            self.fields[name].required = self.fields[name].says_optional = False


class PublishForm(UrgencyForm):
    """A last step, which asks nothing more when the agenda is in time; after the meeting nobody can agree for the chair any more."""

    def __init__(self, *args, lateness, **more):
        super().__init__(*args, **more)
        self.fields["chair_reason"].hint = "It is published beside every item that has no reason of its own"
        if not lateness:
            self._leave_out_urgency()
        elif lateness == Lateness.AFTER:
            self._may_be_left_empty("chair_agreed_by", "chair_agreed_date")
            self.fields["chair_reason"].label = "Why it is published after the meeting"
            self.fields["chair_reason"].error_messages["required"] = "Enter why it is published after the meeting"


class MoveMeetingForm(fields.DayForm, UrgencyForm):
    """Another day, hour or place; what makes it urgent is asked when the new day leaves too few clear days."""

    at = fields.DateTimeField(label="Date and time", missing="Enter the date and time of the meeting")
    venue = fields.TextField(label="Place", hint="The room and the building", required=False, max_length=200)
    field_order = ["at", "keeps_day", "venue"]

    def __init__(self, data=None, *, is_urgent=False, **more):
        super().__init__(data, **more)
        if not is_urgent and "chair_reason" not in (data or {}):
            self._leave_out_urgency()

    def clean(self):
        super().clean()
        self.ask_of_odd_days([self.cleaned_data.get("at")])

    def facts(self):
        at = timezone.localtime(self.cleaned_data["at"])
        return {"date": at.date(), "time": at.time(), "venue": self.cleaned_data["venue"], **self.urgency()}
