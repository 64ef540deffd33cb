from django.utils.html import escape, format_html, linebreaks

from intentions.forms.parted import PartedForm
from portal.nhsuk import fields
from portal.richtext.fields import RichTextField

from .. import documents
from ..documents.position import OWN_LABELS
from ..states import Subject
from .position import SENSITIVE

SENSITIVE_NAMES = ("sensitive_reason", "sensitive_until")


class PointForm(PartedForm):
    """A point that hangs on no intention. It may be saved half written; what it needs to be sent is asked when it is finished."""

    parts = {
        "subject": ("subject", "chapter"),
        "title": ("title",),
        "words": ("words",),
        "is_sensitive": ("is_sensitive", *SENSITIVE_NAMES),
    }
    labels = {**OWN_LABELS, "subject": "What it is about", "is_sensitive": documents.LABELS["is_sensitive"]}

    subject = fields.Radios(
        label="What is it about?",
        choices=Subject.choices,
        missing="Select what it is about",
        label_size="m",
        reveals={Subject.CHAPTER: "chapter"},
    )
    chapter = fields.Select(label="Chapter", choices=[], blank="Select a chapter", required=False)
    title = fields.TextField(label="Title", hint="A proposed new intention needs one", max_length=200, required=False)
    words = RichTextField(label="What you say", hint="Headings, lists and tables are kept", required=False, rows=12)
    is_sensitive = fields.Checkboxes(
        label="Is it commercially sensitive?",
        hint="Others then see only that you were answered privately. The commissioners read all of it.",
        choices=[(SENSITIVE, "Commercially sensitive")],
        reveals={SENSITIVE: list(SENSITIVE_NAMES)},
        required=False,
    )
    sensitive_reason = fields.TextArea(
        label="Why it is sensitive", missing="Enter why it is commercially sensitive", max_length=2000, rows=3
    )
    sensitive_until = fields.DateField(label="Sensitive until", hint="The last day. Leave it empty if you do not know.", required=False)

    def __init__(self, data=None, *, thing, chapters, prefix=None):
        self.chapters = {str(one.pk): one for one in chapters}
        if thing.frozen_chapter_id and str(thing.frozen_chapter_id) not in self.chapters:  # of an edition before this one
            self.chapters[str(thing.frozen_chapter_id)] = thing.frozen_chapter
        super().__init__(data, thing=thing, prefix=prefix, initial=_initial(thing))
        self.fields["chapter"].choices = [(key, f"{one.code} {one.title}") for key, one in self.chapters.items()]
        for name in ("title", "words", "is_sensitive"):
            self.fields[name].says_optional = False

    def lacks(self):
        """(question, what is still to enter): said when it is finished, not while it is written."""
        said = self.cleaned_data
        if said.get("subject") == Subject.CHAPTER and not said.get("chapter"):
            yield "chapter", "Select the chapter it is about"
        if said.get("subject") == Subject.PROPOSED and not (said.get("title") or "").strip():
            yield "title", "Enter a title for the intention you propose"
        if not said.get("words"):
            yield "words", "Enter what you want to say"

    def content(self, parts):
        content = {}
        for part in parts:
            content |= self._of_part(part)
        return content

    def _of_part(self, part):
        said = self.cleaned_data
        if part == "subject":
            chapter = said.get("chapter") if said.get("subject") == Subject.CHAPTER else ""
            return {"subject": said.get("subject") or "", "frozen_chapter": self.chapters.get(chapter or "")}
        if part == "is_sensitive":
            is_sensitive = SENSITIVE in (said.get("is_sensitive") or [])
            until = said.get("sensitive_until") if is_sensitive else None
            return {"is_sensitive": is_sensitive, "sensitive_reason": said.get("sensitive_reason") or "", "sensitive_until": until}
        return {part: said.get(part) or ""}

    def shown(self, part, content):
        said = {**documents.content(self.thing), "subject": self.thing.subject, "frozen_chapter": self.thing.frozen_chapter, **content}
        match part:
            case "subject":
                chapter = f": {said['frozen_chapter'].title}" if said["frozen_chapter"] else ""
                return format_html("<p>{}{}</p>", Subject(said["subject"]).label if said["subject"] else "", chapter)
            case "words":
                return content.get("words", self.thing.words)
            case "title":
                return format_html("<p>{}</p>", said["title"])
        return linebreaks(escape("\n".join(documents.lines(part, said))))


def _initial(point):
    sensitive = {name: getattr(point, name) for name in SENSITIVE_NAMES}
    about = {"subject": point.subject or None, "chapter": str(point.frozen_chapter_id or "")}
    return {**about, "title": point.title, "words": point.words, **sensitive, "is_sensitive": [SENSITIVE] if point.is_sensitive else []}


class AdoptForm(fields.NHSForm):
    """Into which round and chapter a proposal goes as a draft intention."""

    chapter = fields.Radios(label="Where does the draft go?", choices=[], missing="Select a round and chapter")

    def __init__(self, *args, chapters, **more):
        super().__init__(*args, **more)
        self.chapters = {str(one.pk): one for one in chapters}
        self.fields["chapter"].choices = [(key, f"{one.round.title}: {one.title}") for key, one in self.chapters.items()]

    def chosen(self):
        return self.chapters[self.cleaned_data["chapter"]]
