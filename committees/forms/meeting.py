from django.utils import timezone

from portal.nhsuk import fields

from .. import documents
from ..models import Paper
from ..models.urgency import URGENCY
from ..states import Lateness, PaperStatus
from .exemption import PART_1, ExemptionForm, exemption_of


class CallForm(fields.NHSForm):
    """A meeting is called ahead of time, with its hour."""

    committee = fields.Select(label="Committee", choices=(), blank="Select a committee")
    at = fields.DateTimeField(label="Date and time", earliest=timezone.now, missing="Enter the date and time of the meeting")
    venue = fields.TextField(label="Place", hint="The room and the building", required=False, max_length=200)

    def __init__(self, *args, committees, **more):
        super().__init__(*args, **more)
        self.committees = {str(committee.pk): committee for committee in committees}
        self.fields["committee"].choices = [(pk, committee.name) for pk, committee in self.committees.items()]

    def facts(self):
        said = self.cleaned_data
        at = timezone.localtime(said["at"])
        return {"committee": self.committees[said["committee"]], "date": at.date(), "time": at.time(), "venue": said["venue"]}


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


class MoveMeetingForm(UrgencyForm):
    """Another day, hour or place; what makes it urgent is asked when the new day leaves too few clear days."""

    at = fields.DateTimeField(label="Date and time", missing="Enter the date and time of the meeting")
    venue = fields.TextField(label="Place", hint="The room and the building", required=False, max_length=200)
    field_order = ["at", "venue"]

    def __init__(self, data=None, *, is_urgent=False, **more):
        super().__init__(data, **more)
        if not is_urgent and "chair_reason" not in (data or {}):
            self._leave_out_urgency()

    def facts(self):
        at = timezone.localtime(self.cleaned_data["at"])
        return {"date": at.date(), "time": at.time(), "venue": self.cleaned_data["venue"], **self.urgency()}


class UrgentForm(UrgencyForm):
    """An item after the deadline. One that came in time needs a reason only when something else takes its place: the action says so."""

    def __init__(self, *args, meeting, item=None, held=None, **more):
        self.held = held
        super().__init__(*args, **more)
        is_marked = item is not None and (item.is_supplementary or item.lateness)
        if not is_marked and not documents.is_after_the_deadline(meeting, timezone.localdate()):
            self._leave_out_urgency()
        elif item is not None and not is_marked:
            self._may_be_left_empty(*URGENCY)
            self.fields["chair_reason"].hint = "Asked when another paper, PDF or title takes this place after the deadline"


def urgency_of(item):
    return {name: getattr(item, name) for name in URGENCY}


class PaperItemForm(UrgentForm):
    """A paper of the portal, which says itself whether it is part 1 or part 2."""

    paper = fields.Select(label="Paper", choices=(), blank="Select a paper")
    title = fields.TextField(
        label="Title on the agenda", hint="Leave it empty to use the title of the paper", required=False, max_length=300
    )

    def __init__(self, *args, meeting, item=None, **more):
        initial = {"title": item.title, "paper": str(item.paper_id or ""), **urgency_of(item)} if item else {}
        super().__init__(*args, meeting=meeting, item=item, initial=initial, **more)
        free = Paper.objects.filter(committee=meeting.committee, item=None).exclude(status=PaperStatus.WITHDRAWN)
        held = Paper.objects.filter(item=item) if item else Paper.objects.none()
        self.papers = {str(paper.pk): paper for paper in (free | held).order_by("title", "pk")}
        self.fields["paper"].choices = [(pk, f"{paper.title} ({paper.get_status_display()})") for pk, paper in self.papers.items()]

    def facts(self):
        paper = self.papers[self.cleaned_data["paper"]]
        return {"paper": paper, "title": self.cleaned_data["title"] or paper.title, **self.urgency()}


class TitleItemForm(UrgentForm, ExemptionForm):
    """A title alone: what it is about comes later, or is said at the meeting."""

    title = fields.TextField(label="Title on the agenda", max_length=300, missing="Enter a title")
    field_order = ["title", "upload", "part"]

    def __init__(self, *args, meeting, item=None, **more):
        initial = {"title": item.title, **exemption_of(item), **urgency_of(item)} if item else {"part": PART_1}
        super().__init__(*args, meeting=meeting, item=item, host=meeting.committee.host, initial=initial, **more)

    def facts(self):
        return {"title": self.cleaned_data["title"], "paper": None, **self.exemption(), **self.urgency()}
