import re

from django.core.exceptions import ValidationError

from portal.accounts.models import User
from portal.nhsuk import fields
from portal.nhsuk.fields.choices import NOT_LISTED
from portal.organisations.rules import COMMISSIONERS
from portal.richtext.clean import blocks

from ..documents.passages import labels_of, texts_of
from .folded import FoldedCheckboxes

PASSAGE = re.compile(r"(?P<part>\w+):(?P<anchor>[a-z]+-[0-9a-f]{10}(?:-\d{1,4})?):(?P<quote>.*)", re.S)
QUOTED = 100  # characters of a passage, in the list and in what is kept of it when it is gone


def people_of(round):
    """Everybody who can read the draft: those who can be named."""
    here = {"memberships__organisation__in": round.commissioner_ids(), "memberships__ended_at": None}
    found = User.objects.filter(**here, memberships__role__in=COMMISSIONERS, is_active=True)
    return {str(person.pk): person for person in found.distinct().order_by("name")}


class About(fields.Select):
    """What a comment is about. A passage deleted since the page was opened is taken too, with the words that were read there."""

    def valid_value(self, value):
        found = PASSAGE.fullmatch(value)
        return super().valid_value(value) or bool(found and found["part"] in dict(self.choices))


class ReplyForm(fields.NHSForm):
    text = fields.TextArea(label="Comment", missing="Enter a comment", rows=3, max_length=4000)
    mentions = FoldedCheckboxes(label="Name people", hint="They are told by email", choices=(), required=False, small=True)

    def __init__(self, data=None, *, round, prefix=None, **more):
        super().__init__(data, prefix=prefix, **more)
        self.people = people_of(round)
        self.fields["mentions"].choices = [(pk, person.name) for pk, person in self.people.items()]

    def content(self):
        return {"text": self.cleaned_data["text"], "mentions": [self.people[pk] for pk in self.cleaned_data["mentions"]]}


class CommentForm(ReplyForm):
    about = About(label="About", choices=(), blank=None, required=False)

    def __init__(self, data=None, *, thing, about=""):
        super().__init__(data, round=thing.round, initial={"about": about})
        labels = labels_of(thing)
        self.fields["about"].choices = [("", f"The whole of {thing}"), *offered(texts_of(thing), labels)]
        self.order_fields(["about", "text", "mentions"])

    def clean_about(self):
        asked = self.cleaned_data["about"] or ""
        found = PASSAGE.fullmatch(asked)
        if ":" in asked and not found:
            raise ValidationError(NOT_LISTED)
        return found.groupdict() if found else {"part": asked}

    def content(self):
        return super().content() | self.cleaned_data["about"]


def offered(texts, labels):
    """Every part, and every passage of a part that says something: (value, words)."""
    for part, label in labels.items():
        yield part, label
        for passage in blocks(texts.get(part, "")):
            text = passage.text if len(passage.text) <= QUOTED else f"{passage.text[:QUOTED].rstrip()}…"
            yield f"{part}:{passage.anchor}:{text}", f"{label}, {passage.name}: “{text}”"
