"""A document chosen to be brought in, and a proposal of one mended by hand."""

from pathlib import PurePath
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.nhsuk.fields.files import LONGEST_NAME
from portal.nhsuk.fields.question import Question
from portal.reading.opening import ENDINGS, LARGEST

from ..states import FindingKind
from .pictures import BOTH, NAME, is_file_name

OLD = {"doc": ".docx", "xls": ".xlsx", "ppt": "PDF", "rtf": ".docx", "pages": ".docx", "numbers": ".xlsx"}


class OutsideFile(Question, django_forms.FileField):
    """Only its name and its size are judged here: what is in it is read by a worker, within limits."""

    component = None
    asks_to = "Select"

    def __init__(self, **more):
        accept = ",".join(f".{ending}" for ending in ENDINGS)
        more.setdefault("widget", django_forms.FileInput({"class": "nhsuk-file-upload__input", "accept": accept}))
        super().__init__(max_length=LONGEST_NAME, **more)
        self.error_messages["empty"] = "The selected file is empty"
        self.error_messages["max_length"] = "The name of the selected file must be 150 characters or less"

    def to_python(self, data):
        file = super().to_python(data)
        if file is None:
            return None
        ending = PurePath(str(file.name)).suffix.lower().lstrip(".")
        if ending in OLD:
            raise ValidationError(f"The selected file ends in .{ending}, which cannot be read. Save it as {OLD[ending]}")
        if ending not in ENDINGS:
            raise ValidationError("The selected file must be Word, OpenDocument, PDF, a web page, Excel, CSV or plain text")
        if file.size > LARGEST * 1024 * 1024:
            raise ValidationError(f"The selected file must be smaller than {LARGEST}MB")
        return file


class BringInForm(fields.NHSForm):
    file = OutsideFile(
        label="Document",
        hint="Word (.docx), OpenDocument (.odt, .ods), PDF with text, web page, Excel (.xlsx), CSV or plain text, up to 300 pages and 40MB",
        missing="Select a document",
    )
    again = fields.BooleanField(label="Bring it in again all the same", required=False)

    def __init__(self, data=None, files=None):
        super().__init__(data, files)
        self.offer_again = bool(data and data.get("again"))

    def refuse_twin(self, twin, when):
        self.offer_again = True
        self.add_error(
            "file", f"This file was brought in already by {twin.by} on {when}. Select it again and tick the box to bring it in twice"
        )


class MendForm(fields.NHSForm):
    """What a proposal is, what it says and where it goes."""

    kind = fields.Select(label="What it is", choices=[one for one in FindingKind.choices if one[0] != FindingKind.FIGURE])
    title = fields.TextField(label="Title", max_length=200, required=False)
    words = fields.TextArea(label="Words", rows=8, required=False, max_length=60000, hint="Each line becomes a paragraph")
    home = fields.Select(label="Chapter", choices=(), blank="No chapter", required=False)
    without = fields.Checkboxes(label="Recognised wrongly", hint="What you tick is left out", choices=(), required=False, small=True)
    revision = fields.HiddenField(max_length=9)
    stands = fields.HiddenField(max_length=16, required=False)

    def __init__(self, data=None, *, homes, recognised=(), **more):
        super().__init__(data, **more)
        self.homes = homes
        self.fields["home"].choices = [(key, str(one)) for key, one in homes.items()]
        self.fields["without"].choices = [(name, f"{label}: {text}") for name, label, text in recognised]
        if not recognised:
            del self.fields["without"]

    def clean(self):
        said = self.cleaned_data
        if not said.get("title") and not said.get("words"):
            self.add_error("title", "Enter a title or words")
        elif said.get("kind") in (FindingKind.INTENTION, FindingKind.CHAPTER) and not said.get("title"):
            self.add_error("title", "Enter a title")

    def clean_revision(self):
        return revision_of(self.cleaned_data["revision"])

    def said(self):
        said = self.cleaned_data
        words = {name: said[name] for name in ("title", "words", "stands")}
        return {**words, "kind": FindingKind(said["kind"]), "chapter": self.homes.get(said["home"]), "without": said.get("without", ())}


class MendPictureForm(fields.NHSForm):
    """What a picture shows, what stands under it, and with which words it goes."""

    words = fields.TextArea(
        label="Say what this picture shows", hint="For readers who do not see it", required=False, max_length=500, rows=2
    )
    decorates = fields.BooleanField(label="It only decorates", required=False, small=True)
    title = fields.TextField(label="Caption", required=False, max_length=200)
    of = fields.Select(label="Where it belongs", choices=(), blank="A passage of its own", required=False)
    revision = fields.HiddenField(max_length=9)
    stands = fields.HiddenField(max_length=16, required=False)

    def __init__(self, data=None, *, places, **more):
        super().__init__(data, **more)
        self.fields["of"].choices = [(key, f"{one.get_kind_display()}: {one}"[:120]) for key, one in places.items()]

    def clean(self):
        if self.cleaned_data.get("decorates") and self.cleaned_data.get("words"):
            self.add_error("words", BOTH)
        if is_file_name(self.cleaned_data.get("words") or ""):
            self.add_error("words", NAME)

    def clean_revision(self):
        return revision_of(self.cleaned_data["revision"])

    def said(self):
        said = self.cleaned_data
        more = {"of": said["of"], "decorates": said["decorates"]}
        return {"title": said["title"], "words": said["words"], "kind": FindingKind.FIGURE, "chapter": None, "more": more}


class MatchForm(fields.NHSForm):
    """Which intention of the round a proposal is the new text of."""

    match = fields.Select(label="Which intention it is the new text of", choices=(), blank="None: it is a new intention", required=False)
    revision = fields.HiddenField(max_length=9)

    def __init__(self, data=None, *, rows, **more):
        super().__init__(data, **more)
        self.fields["match"].choices = [(reference, f"{reference} {title}") for reference, title in rows]

    def clean_revision(self):
        return revision_of(self.cleaned_data["revision"])


class LinkForm(fields.NHSForm):
    """Which outcome of the commissioners a proposal is, and with which intentions it goes."""

    outcome = fields.Select(label="Which outcome it is", choices=(), blank="None: it is a new outcome", required=False)
    intentions = fields.Checkboxes(label="With which intentions", choices=(), required=False, small=True)
    revision = fields.HiddenField(max_length=9)

    def __init__(self, data=None, *, outcomes, intentions, **more):
        super().__init__(data, **more)
        self.outcomes, self.among = outcomes, intentions
        self.fields["outcome"].choices = [(pk, str(one)[:120]) for pk, one in outcomes.items()]
        self.fields["intentions"].choices = [(pk, str(one)) for pk, one in intentions.items()]
        if not intentions:
            del self.fields["intentions"]

    def said(self):
        said = self.cleaned_data
        return {
            "outcome": self.outcomes.get(said["outcome"]),
            "intentions": [self.among[pk] for pk in said.get("intentions", ())],
            "seen": revision_of(said["revision"]),
        }


def revision_of(text):
    """A number of a page; one that is none is nobody's."""
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else -1


def seen_findings(ticked):
    """{id: (revision, mark of the text beside it)} out of the boxes of a page; what is no such box is left."""
    parts = ([*one.split(":"), "", ""][:3] for one in ticked)
    return {pk: (revision_of(revision), stands) for pk, revision, stands in parts if _is_id(pk)}


def ids(ticked):
    return [UUID(one) for one in ticked if _is_id(one)]


def _is_id(text):
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
