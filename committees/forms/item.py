"""The lines of an agenda: a paper, an uploaded PDF or a title alone, and what is asked of each."""

from django.utils import timezone

from portal.accounts.models import User
from portal.nhsuk import fields

from .. import documents
from ..models import Paper
from ..models.urgency import URGENCY
from ..states import Holds, PaperStatus, Unseen
from .exemption import PART_1, PART_2, ExemptionForm, PrivateItemForm, exemption_of
from .meeting import UrgencyForm

PAPER, UPLOAD, TITLE = "paper", "upload", "title"
CHOICES = [
    (Unseen.REMOVED.value, "Redact: take out what nobody sees, for good"),
    (Unseen.KEPT.value, "Keep the file as it is: what nobody sees can be read in it"),
]
HINTS = {
    Unseen.REMOVED.value: "Each page named above becomes a picture of itself. Its other words can then not be searched or copied.",
    Unseen.KEPT.value: "Everybody who may open the PDF can find these words or pictures. Your name is kept with this decision.",
}


class UrgentForm(UrgencyForm):
    """An item after the deadline. One that came in time needs a reason only when something else takes its place: the action says so."""

    def __init__(self, *args, meeting, item=None, held=None, **more):
        self.held = held
        super().__init__(*args, **more)
        is_marked = item is not None and (item.is_supplementary or item.lateness)
        if not is_marked and (meeting is None or not documents.is_after_the_deadline(meeting, timezone.localdate())):
            self._leave_out_urgency()
        elif item is not None and not is_marked:
            self._may_be_left_empty(*URGENCY)
            self.fields["chair_reason"].hint = "Asked when another paper, PDF or title takes this place after the deadline"


def urgency_of(item):
    return {name: getattr(item, name) for name in URGENCY}


class LineForm(UrgentForm):
    """A line of an agenda; one under an item says whether it is an appendix or another report."""

    holds = fields.Radios(label="What it is", choices=Holds.choices, missing="Select what it is", inline=True)
    writer = fields.Address(
        label="Who writes its paper",
        hint="The email with which they log in. They are reminded of the day by which it is due",
        required=False,
    )

    def __init__(self, *args, parent=None, item=None, **more):
        super().__init__(*args, item=item, **more)
        self.fields["writer"].initial = item.writer.email if item and item.writer else ""
        self.parent = parent or (item.parent if item else None)
        if self.parent is None:
            del self.fields["holds"]
        else:
            self.fields["holds"].initial = item.holds if item else Holds.APPENDIX

    def clean_writer(self):
        if not self.cleaned_data["writer"]:
            return None
        person = User.objects.filter(email__iexact=self.cleaned_data["writer"], is_active=True).first()
        if person is None:
            self.add_error("writer", "Nobody logs in with this email. Correct it, or leave it empty")
        return person

    def line(self):
        placed = {"parent": self.parent} if self.parent and self.is_new else {}
        holds = {"holds": self.cleaned_data["holds"]} if self.parent else {}
        writer = {"writer": self.cleaned_data["writer"]} if "writer" in self.fields else {}
        return {**self.urgency(), **holds, **writer, **placed}


class PaperItemForm(PrivateItemForm, LineForm):
    """A paper of the portal, which says itself whether it is part 1 or part 2."""

    paper = fields.Select(label="Paper", choices=(), blank="Select a paper")
    title = fields.TextField(
        label="Title on the agenda", hint="Leave it empty to use the title of the paper", required=False, max_length=300
    )
    field_order = ["holds", "paper", "title", "writer", "public_title", "private_notice_date"]

    def __init__(self, *args, meeting, item=None, **more):
        self.is_new = item is None
        initial = {"title": item.title, "paper": str(item.paper_id or ""), **private_of(item), **urgency_of(item)} if item else {}
        super().__init__(*args, meeting=meeting, item=item, initial=initial, **more)
        self.fields["public_title"].label = "Title for the public, if the paper is private"
        free = Paper.objects.filter(committee=meeting.committee, item=None).exclude(status=PaperStatus.WITHDRAWN)
        held = Paper.objects.filter(item=item) if item else Paper.objects.none()
        self.papers = {str(paper.pk): paper for paper in (free | held).order_by("title", "pk")}
        self.fields["paper"].choices = [(pk, f"{paper.title} ({paper.get_status_display()})") for pk, paper in self.papers.items()]

    def facts(self):
        paper = self.papers[self.cleaned_data["paper"]]
        return {"paper": paper, "title": self.cleaned_data["title"] or paper.title, **self.private(), **self.line()}


class TitleItemForm(PrivateItemForm, LineForm, ExemptionForm):
    """A title alone: what it is about is said at the meeting, or a paper is to follow."""

    title = fields.TextField(label="Title on the agenda", max_length=300, missing="Enter a title")
    is_to_follow = fields.BooleanField(label="A paper is to follow", required=False)
    field_order = ["holds", "title", "is_to_follow", "writer", "upload", "part"]

    def __init__(self, *args, meeting, item=None, **more):
        self.is_new = item is None
        told = {"title": item.title, "is_to_follow": item.is_to_follow} if item else {}
        initial = {**told, **exemption_of(item), **private_of(item), **urgency_of(item)} if item else {"part": PART_1}
        super().__init__(*args, meeting=meeting, item=item, host=meeting.committee.host, initial=initial, **more)
        part = self.fields["part"]
        part.reveals = {PART_2: [*part.reveals[PART_2], "public_title", "private_notice_date"]}

    def facts(self):
        said = self.cleaned_data
        is_to_follow = {"is_to_follow": said["is_to_follow"]} if "is_to_follow" in self.fields else {}
        told = {"title": said["title"], "paper": None, **is_to_follow}
        return {**told, **self.exemption(), **self.private(), **self.line()}


def private_of(item):
    return {"public_title": item.public_title, "private_notice_date": item.private_notice_date}


class UploadItemForm(TitleItemForm):
    """A PDF from elsewhere: it is bound as it looks, without what is hidden, and is marked as not accessible.

    With `held`, a file was looked into and waits: what becomes of that which nobody sees on its pages is asked.
    """

    upload = fields.FileField(label="PDF", kinds=("pdf",), hint="A PDF of at most 10MB", missing="Select a PDF")
    held_file = fields.HiddenField(max_length=40, required=False)
    unseen = fields.Radios(
        label="What nobody sees on its pages", choices=CHOICES, hints=HINTS, missing="Select what becomes of what nobody sees"
    )
    field_order = ["holds", "title", "unseen", "upload", "held_file", "part"]

    def __init__(self, *args, item=None, **more):
        super().__init__(*args, item=item, **more)
        del self.fields["is_to_follow"], self.fields["writer"]
        self.fields["upload"].required = not (self.held or (item and item.upload))
        if self.held is None or self.files.get("upload"):
            del self.fields["unseen"]
        else:
            self.fields["upload"].label = "Or select another PDF"

    def facts(self):
        said = self.cleaned_data
        decided = {"unseen": said["unseen"], "token": self.held.token} if said.get("unseen") else {}
        upload = said["upload"] or (self.held.file() if self.held else None)
        return {**super().facts(), "upload": upload, **decided}


ITEM_FORMS = {PAPER: PaperItemForm, UPLOAD: UploadItemForm, TITLE: TitleItemForm}


def kind_of(item):
    """Which of the three an item is now."""
    return PAPER if item.paper_id else UPLOAD if item.upload else TITLE
