"""What became of an item: an outcome for each recommendation, and who does what until when."""

from portal.nhsuk import fields

from ..states import Outcome, Verb
from .rows import rows_posted

SAYS_MORE = (Outcome.CHANGED, Outcome.REFERRED, Outcome.ASKED)


class MinutesForm(fields.NHSForm):
    def __init__(self, data=None, *, item):
        self.asked = item.paper.recommendations if item.paper else []
        promised = list(item.promises.order_by("order"))
        said = {one.order: one for one in item.resolutions.all()}
        super().__init__(data, initial={**_initial(said, promised), **_minuted(item)})
        self._ask_what_was_said()
        for at, one in enumerate(self.asked, 1):
            self._ask_outcome(at, f"{Verb(one['verb']).label}: {one['text']}")
        self.rows = rows_posted(data, None, "promise", len(promised) + 1)
        for at in range(1, self.rows + 1):
            self._ask_promise(at)
        for field in self.fields.values():
            field.says_optional = False

    def _ask_what_was_said(self):
        self.fields["text"] = fields.TextArea(label="What was said", rows=5, required=False, max_length=20_000)
        for name, label in VOTES.items():
            self.fields[name] = fields.NumberField(label=label, minimum=0, maximum=999, required=False)

    def _ask_outcome(self, at, words):
        self.fields[f"outcome-{at}"] = fields.Select(label=words, choices=Outcome.choices, blank="Not recorded", required=False)
        self.fields[f"words-{at}"] = fields.TextArea(
            label=f"Recommendation {at}: as resolved, or to whom it was referred", rows=2, required=False, max_length=2000
        )

    def _ask_promise(self, at):
        self.fields[f"promise-{at}-text"] = fields.TextArea(label=f"Action {at}", rows=2, required=False, max_length=2000)
        self.fields[f"promise-{at}-owner"] = fields.TextField(
            label=f"Action {at}: who does it", hint="The role", required=False, max_length=200
        )
        self.fields[f"promise-{at}-due_date"] = fields.DateField(label=f"Action {at}: until", required=False)
        self.fields[f"promise-{at}-done_date"] = fields.DateField(label=f"Action {at}: done on", required=False)

    def clean(self):
        super().clean()
        votes = [self.cleaned_data.get(name) for name in VOTES]
        if votes[0] is None and any(one is not None for one in votes):
            self.add_error("votes_for", "Enter how many voted for it")
        for at in range(1, len(self.asked) + 1):
            if self.cleaned_data.get(f"outcome-{at}") in SAYS_MORE and not self.cleaned_data.get(f"words-{at}"):
                self.add_error(f"words-{at}", f"Enter what was resolved on recommendation {at}")
        for at in range(1, self.rows + 1):
            text, owner = (self.cleaned_data.get(f"promise-{at}-{name}") for name in ("text", "owner"))
            if text and not owner:
                self.add_error(f"promise-{at}-owner", f"Enter who does action {at}")

    def facts(self):
        said, numbers = self.cleaned_data, range(1, len(self.asked) + 1)
        promises = [
            {name: said[f"promise-{at}-{name}"] for name in PROMISE} for at in range(1, self.rows + 1) if said[f"promise-{at}-text"]
        ]
        return {
            "outcomes": [{"outcome": said[f"outcome-{at}"], "words": said[f"words-{at}"] or ""} for at in numbers],
            "promises": promises,
            "minute": {"text": said["text"] or "", **{name: said[name] for name in VOTES}},
        }


VOTES = {"votes_for": "Votes for, where one was taken", "votes_against": "Votes against", "votes_abstained": "Abstained"}
PROMISE = ("text", "owner", "due_date", "done_date")


def _initial(said, promised):
    outcomes = {f"outcome-{at}": one.outcome for at, one in said.items()}
    words = {f"words-{at}": one.words for at, one in said.items()}
    return outcomes | words | {f"promise-{one.order}-{name}": getattr(one, name) for one in promised for name in PROMISE}


def _minuted(item):
    minute = getattr(item, "minute", None)
    return {name: getattr(minute, name) for name in ("text", *VOTES)} if minute else {}


class AttendanceForm(fields.NHSForm):
    """Who was there. People are named as they were at the meeting; one a line."""

    chair = fields.TextField(label="In the chair", required=False, max_length=200)
    present = fields.TextArea(label="Present", hint="One person a line", rows=6, required=False, max_length=8000)
    in_attendance = fields.TextArea(label="In attendance", hint="One person a line", rows=4, required=False, max_length=8000)
    apologies = fields.TextArea(label="Apologies", hint="One person a line", rows=3, required=False, max_length=8000)
    declarations = fields.TextArea(
        label="Declarations of interest", hint="One a line: who, in which item, what, and whether they left", rows=4, required=False,
        max_length=8000,
    )  # fmt: skip


class SignForm(fields.NHSForm):
    signed_by = fields.TextField(
        label="Who signed", hint="The chair of the meeting that confirmed them", max_length=200, missing="Enter who signed"
    )
    signed_date = fields.DateField(label="Date on which they were signed", missing="Enter the date on which they were signed")
