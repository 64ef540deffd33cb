import re

from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.nhsuk.fields.choices import NOT_LISTED
from portal.richtext.anchors import select
from portal.richtext.clean import blocks

from ..documents.passages import labels_of, texts_of
from ..models import readers_of, written_in
from .folded import FoldedCheckboxes
from .named import Named

PASSAGE = re.compile(r"(?P<part>\w+):(?P<anchor>[a-z]+-[0-9a-f]{10}(?:-\d{1,4})?):(?P<quote>.*)", re.S)
QUOTED = 100  # characters of a passage, in the list and in what is kept of it when it is gone


class About(fields.Select):
    """What a comment is about. A passage deleted since the page was opened is taken too, with the words that were read there."""

    def valid_value(self, value):
        found = PASSAGE.fullmatch(value)
        return super().valid_value(value) or bool(found and found["part"] in dict(self.choices))


class ReplyForm(fields.NHSForm):
    """Whoever stands behind an @ in the words is named, as if their box had been ticked."""

    text = fields.TextArea(
        label="Comment", hint="Write @ and a name to call somebody", missing="Enter a comment", rows=3, max_length=4000
    )  # fmt: skip
    mentions = FoldedCheckboxes(label="Name people", hint="They are told by email", choices=(), required=False, small=True)

    def __init__(self, data=None, *, round, prefix=None, **more):
        super().__init__(data, prefix=prefix, **more)
        self.people = {str(person.pk): person for person in readers_of(round)}
        self.fields["mentions"].choices = [(pk, person.name) for pk, person in self.people.items()]
        self.unknown = []

    def clean(self):
        ticked = [self.people[pk] for pk in self.cleaned_data.get("mentions", [])]
        named = Named.read(self.cleaned_data.get("text", ""), self.people.values(), ticked)
        if named.unclear:
            self.add_error("text", named.unclear)
        self.named, self.unknown = named.people, named.unknown
        return self.cleaned_data

    def content(self):
        return {"text": self.cleaned_data["text"], "mentions": self.named}


class CommentForm(ReplyForm):
    about = About(label="About", choices=(), blank=None, required=False)
    words = fields.TextField(
        label="Words it is about", hint="Copy them from the text. Leave this empty to comment on the whole of it",
        required=False, max_length=2000,
    )  # fmt: skip

    def __init__(self, data=None, *, thing, about="", words=""):
        super().__init__(data, round=written_in(thing), initial={"about": about, "words": words})
        self.texts, self.labels = texts_of(thing), labels_of(thing)
        self.fields["about"].choices = [("", f"The whole of {thing}"), *offered(self.texts, self.labels)]
        self.order_fields(["about", "words", "text", "mentions"])

    def clean_about(self):
        asked = self.cleaned_data["about"] or ""
        found = PASSAGE.fullmatch(asked)
        if ":" in asked and not found:
            raise ValidationError(NOT_LISTED)
        return found.groupdict() if found else {"part": asked}

    def clean_words(self):
        """They stand in the part chosen, or in the first that has them; those selected beside the text may be gone meanwhile."""
        words, about = self.cleaned_data["words"], self.cleaned_data.get("about", {})
        if not words:
            return {}
        around = {name: self.data.get(name, "").replace("\0", "")[:200] for name in ("before", "after")}
        asked = about.get("part", "")
        part = next((name for name in ([asked] if asked else self.labels) if select(self.texts.get(name, ""), words)), "")
        if not part and not (asked and self.is_beside):
            where = self.labels.get(asked, "this text")
            raise ValidationError(f"“{words[:80]}” does not stand in {where}. Copy the words as they stand there")
        return {"part": part or asked, "words": words, **around}

    @property
    def is_beside(self):
        """Whether the words were selected in the text, and not typed."""
        return "beside" in self.data

    def content(self):
        words = self.cleaned_data["words"]
        return super().content() | (words or self.cleaned_data["about"])


def offered(texts, labels):
    """Every part, and every passage of a part that says something: (value, words)."""
    for part, label in labels.items():
        yield part, label
        for passage in blocks(texts.get(part, "")):
            text = passage.text if len(passage.text) <= QUOTED else f"{passage.text[:QUOTED].rstrip()}…"
            yield f"{part}:{passage.anchor}:{text}", f"{label}, {passage.name}: “{text}”"
