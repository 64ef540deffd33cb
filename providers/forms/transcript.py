from django.utils import timezone
from django.utils.html import linebreaks

from portal.nhsuk import fields
from portal.printing.inside import faults_inside

from ..states import POSITIONS, Stance, Subject, Way


class LetterForm(fields.NHSForm):
    """How it came and when. Whether that was in time is judged where it is recorded."""

    way = fields.Radios(label="How did it come?", choices=Way.choices, missing="Select how it came")
    dated = fields.DateField(label="Date on it", latest=timezone.localdate, missing="Enter the date on the letter or email")
    came_at = fields.DateTimeField(
        label="When it came", hint="London time. By this it is judged, not by the date on it.", missing="Enter when it came"
    )
    attached = fields.FilesField(
        label="The letter, or the email as a file",
        hint="PDF, Word, PNG or JPEG",
        kinds=("pdf", "word", "png", "jpeg"),
        inside={"pdf": lambda file: faults_inside(file.read())},
    )
    more_time = fields.TextArea(
        label="If it came after the deadline: why it counts all the same",
        hint="It is then given as much time as it took. Leave this empty to keep the letter as late: it does not count.",
        required=False,
        max_length=1000,
        rows=2,
    )
    statement = fields.TextArea(label="What it says on the whole", required=False, max_length=20000, rows=4)

    def __init__(self, *args, may_extend, **more):
        super().__init__(*args, **more)
        if not may_extend:
            del self.fields["more_time"]

    def clean_attached(self):
        chosen = self.cleaned_data["attached"]
        if not chosen.good and not chosen.refused:
            self.add_error("attached", "Attach the letter, or the email as a file")
        for says in chosen.refused:
            self.add_error("attached", says)
        return chosen

    def said(self):
        names = ("way", "dated", "came_at", "statement")
        return {**{name: self.cleaned_data[name] for name in names}, "more_time": self.cleaned_data.get("more_time", "").strip()}


class SaidForm(fields.NHSForm):
    """What the letter says on one intention; empty where it says nothing."""

    stance = fields.Select(label="Position", choices=POSITIONS, blank="Nothing is said", required=False)
    comment = fields.TextArea(label="In its words", required=False, max_length=20000, rows=2)
    conditions = fields.TextArea(label="Conditions, one a line", required=False, max_length=20000, rows=2)

    def clean(self):
        cleaned = super().clean()
        stance, lines = cleaned.get("stance"), self.lines()
        if not stance and (cleaned.get("comment") or lines):
            self.add_error("stance", "Select the position, or remove the words")
        if lines and stance and stance != Stance.CONDITIONS:
            self.add_error("stance", "You entered conditions. Select “Support with conditions”, or remove them")
        if stance == Stance.CONDITIONS and not lines:
            self.add_error("conditions", "Enter the conditions, one a line")
        return cleaned

    def lines(self):
        return [line.strip() for line in (self.cleaned_data.get("conditions") or "").splitlines() if line.strip()]

    def content(self):
        return {"stance": self.cleaned_data["stance"], "comment": self.cleaned_data["comment"], "conditions": self.lines()}


class OwnSaidForm(fields.NHSForm):
    """What the letter says that hangs on no intention; empty where it says nothing."""

    subject = fields.Select(label="What it is about", choices=Subject.choices, blank="Nothing is said", required=False)
    chapter = fields.Select(label="Chapter, if it is about one", choices=[], blank="No chapter", required=False)
    title = fields.TextField(label="Title, if it proposes an intention", max_length=200, required=False)
    words = fields.TextArea(label="In its words", required=False, max_length=20000, rows=3)

    def __init__(self, *args, chapters, **more):
        super().__init__(*args, **more)
        self.fields["chapter"].choices = [(one.code, f"{one.code} {one.title}") for one in chapters]

    def clean(self):
        cleaned = super().clean()
        subject, words = cleaned.get("subject"), (cleaned.get("words") or "").strip()
        if not subject and (words or cleaned.get("title") or cleaned.get("chapter")):
            self.add_error("subject", "Select what it is about, or remove the words")
        if subject and not words:
            self.add_error("words", "Enter what the letter says about it")
        if subject == Subject.CHAPTER and not cleaned.get("chapter"):
            self.add_error("chapter", "Select the chapter it is about")
        if subject == Subject.PROPOSED and not (cleaned.get("title") or "").strip():
            self.add_error("title", "Enter a title for the intention it proposes")
        return cleaned

    def content(self):
        said = self.cleaned_data
        title = said["title"].strip() if said["subject"] == Subject.PROPOSED else ""
        return {"subject": said["subject"], "chapter": said["chapter"], "title": title, "words": linebreaks(said["words"], autoescape=True)}


class DisputeForm(fields.NHSForm):
    reason = fields.TextArea(
        label="What is wrong", hint="The commissioners are emailed this.", missing="Enter what is wrong with it", max_length=2000
    )
