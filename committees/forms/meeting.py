from django.utils import timezone

from portal.nhsuk import fields

from ..models import Paper
from ..states import PaperStatus
from .exemption import PART_1, ExemptionForm, exemption_of

PAPER, UPLOAD, TITLE = "paper", "upload", "title"  # the three kinds of item


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


class PaperItemForm(fields.NHSForm):
    """A paper of the portal, which says itself whether it is part 1 or part 2."""

    paper = fields.Select(label="Paper", choices=(), blank="Select a paper")
    title = fields.TextField(
        label="Title on the agenda", hint="Leave it empty to use the title of the paper", required=False, max_length=300
    )

    def __init__(self, *args, meeting, item=None, **more):
        super().__init__(*args, initial={"title": item.title, "paper": str(item.paper_id or "")} if item else {}, **more)
        free = Paper.objects.filter(committee=meeting.committee, item=None).exclude(status=PaperStatus.WITHDRAWN)
        held = Paper.objects.filter(item=item) if item else Paper.objects.none()
        self.papers = {str(paper.pk): paper for paper in (free | held).order_by("title", "pk")}
        self.fields["paper"].choices = [(pk, f"{paper.title} ({paper.get_status_display()})") for pk, paper in self.papers.items()]

    def facts(self):
        paper = self.papers[self.cleaned_data["paper"]]
        return {"paper": paper, "title": self.cleaned_data["title"] or paper.title}


class TitleItemForm(ExemptionForm):
    """A title alone: what it is about comes later, or is said at the meeting."""

    title = fields.TextField(label="Title on the agenda", max_length=300, missing="Enter a title")
    field_order = ["title", "upload", "part"]

    def __init__(self, *args, meeting, item=None, **more):
        initial = {"title": item.title, **exemption_of(item)} if item else {"part": PART_1}
        super().__init__(*args, host=meeting.committee.host, initial=initial, **more)

    def facts(self):
        return {"title": self.cleaned_data["title"], "paper": None, **self.exemption()}


class UploadItemForm(TitleItemForm):
    """A PDF from elsewhere: it goes with the agenda as it is, and is marked as not checked for accessibility."""

    upload = fields.FileField(label="PDF", kinds=("pdf",), hint="A PDF of at most 10MB", missing="Select a PDF")

    def __init__(self, *args, item=None, **more):
        super().__init__(*args, item=item, **more)
        self.fields["upload"].required = not (item and item.upload)

    def facts(self):
        return {**super().facts(), "upload": self.cleaned_data["upload"]}


ITEM_FORMS = {PAPER: PaperItemForm, UPLOAD: UploadItemForm, TITLE: TitleItemForm}


def kind_of(item):
    """Which of the three an item is now."""
    return PAPER if item.paper_id else UPLOAD if item.upload else TITLE
