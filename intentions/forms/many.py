from portal.nhsuk import fields

from ..documents.many import Asked
from ..states import ManyKind, Strength
from .assign import writers_of
from .choices import Choices, listed, near
from .folded import FoldedCheckboxes
from .intention import read_period

NOBODY = "nobody"
ONLY, MORE = "only", "more"
HOW = [(ONLY, "Only these places"), (MORE, "These places as well as those named already")]


class ManyForm(fields.NHSForm):
    """What to do with many, and the one value it takes."""

    kind = fields.Radios(
        label="What to do with them",
        choices=[
            choice for choice in ManyKind.choices if choice[0] not in (ManyKind.REPLACE, ManyKind.BROUGHT)
        ],  # which have pages of their own
        missing="Select what to do with them",
        small=True,
        reveals={
            ManyKind.OWNER: "owner",
            ManyKind.DATES: ["timescale", "from_date", "to_date"],
            ManyKind.PLACES: ["places", "how"],
            ManyKind.THEME: "theme",
            ManyKind.PROGRAMME: "chapter",
            ManyKind.STRENGTH: "strength",
            ManyKind.COPY: "place",
            ManyKind.WITHDRAW: "reason",
        },
    )
    owner = fields.Select(label="Owner", choices=(), blank="Select an owner", missing="Select an owner, or Nobody")
    timescale = fields.TextField(
        label="When", hint="In your words, for example 2019/20, Q3 2019/20 or commencing April 2019", required=False, max_length=200
    )
    from_date = fields.DateField(label="Start date", hint="Only if the words do not say it", required=False)
    to_date = fields.DateField(label="End date", hint="Only if the words do not say it", required=False)
    places = FoldedCheckboxes(label="Where", choices=(), small=True, missing="Select at least one place")
    how = fields.Radios(label="How", choices=HOW, initial=ONLY, small=True, missing="Select how")
    theme = fields.TextField(label="Theme", hint="For example, frailty", missing="Enter a theme", max_length=200)
    chapter = fields.Select(label="Programme", choices=(), blank="Select a programme", missing="Select a programme")
    strength = fields.Select(label="Strength of intent", choices=Strength.choices, blank="Select a strength", missing="Select a strength")
    place = fields.Select(label="Place", choices=(), blank="Select a place", missing="Select the place to copy to")
    reason = fields.TextArea(
        label="Why they are withdrawn",
        hint="Colleagues read this in the draft round.",
        missing="Enter why they are withdrawn",
        max_length=2000,
        rows=3,
    )

    def __init__(self, data=None, *, round, user, chapters):
        super().__init__(data, auto_id="many_%s")  # the filters of the list ask for an owner and a place too
        self.round, self.people = round, writers_of(round)
        self.chapters = {chapter.code: chapter for chapter in chapters}
        self.near = Choices(round, user, None).places
        self.fields["owner"].choices = [*((pk, person.name) for pk, person in self.people.items()), (NOBODY, "Nobody")]
        self.fields["chapter"].choices = [(code, chapter.title) for code, chapter in self.chapters.items()]
        self.fields["places"].choices, self.fields["places"].near = listed(self.near, "name"), near(self.near)
        self.fields["place"].choices = listed(self.near, "name")
        for field in self.fields.values():
            field.says_optional = False

    def clean(self):
        said = self.cleaned_data
        if said.get("kind") != ManyKind.DATES or self.errors:
            return
        first, last = said.get("from_date"), said.get("to_date")
        if not (said.get("timescale") or first or last):
            self.add_error("timescale", "Enter when, in words or as dates")
        elif first and last and last < first:
            self.add_error("to_date", "End date must be the same as or after the start date")

    @property
    def asked(self):
        said = self.cleaned_data
        kind = ManyKind(said["kind"])
        match kind:
            case ManyKind.OWNER:
                return Asked(kind, to=self.people.get(said["owner"]))
            case ManyKind.PROGRAMME:
                return Asked(kind, to=self.chapters[said["chapter"]])
            case ManyKind.COPY:
                return Asked(kind, to=self.near[said["place"]])
            case ManyKind.WITHDRAW:
                return Asked(kind, to=said["reason"])
            case ManyKind.PLACES:
                return Asked(kind, {"places": [self.near[pk] for pk in said["places"]]}, adds=said["how"] == MORE)
            case ManyKind.DATES:
                return Asked(kind, self._dates())
            case ManyKind.SUBMIT | ManyKind.STILL:
                return Asked(kind)
        return Asked(kind, {str(kind): said[kind]})

    def _dates(self):
        """Dates typed by hand are the period; otherwise the words are read."""
        said = self.cleaned_data
        words, first, last = said["timescale"] or "", said["from_date"], said["to_date"]
        if first or last:
            return {"timescale": words, "from_date": first, "to_date": last, "precision": "day"}
        return {"timescale": words, **read_period(words, self.round)}
