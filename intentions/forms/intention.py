from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from portal.nhsuk import fields
from portal.richtext.fields import RichTextField

from .. import documents, timescale
from ..states import IntentionKind, Lever, Precision, Setting, Strength
from .choices import listed, near
from .folded import FoldedCheckboxes
from .parted import PartedForm, part_among
from .pictures import keeps_pictures
from .rows import ROW_SETS

NAMED, NONE = "named", "none"
AFFECTS = [(NAMED, "It affects providers"), (NONE, "No provider is affected")]


class IntentionForm(PartedForm):
    """Only the title must be there to save; what is missing for publication is said beside it, by the checks."""

    parts = {
        "title": ("title",),
        "description": ("description",),
        "theme": ("theme",),
        "kind": ("kind",),
        "strength": ("strength",),
        "places": ("places",),
        "setting": ("setting",),
        "timescale": ("timescale", "from_date", "to_date"),
        "providers": ("affects", "providers", "provider_kinds"),
        "dependencies": ("dependencies",),
        "outcomes": ("outcomes",),
        **dict.fromkeys(ROW_SETS, ()),
        "lever": ("lever",),
        "schedule": ("schedule",),
    }
    labels = documents.LABELS
    row_sets = ROW_SETS

    title = fields.TextField(label="Title", hint="What you mean to buy, change or stop", missing="Enter a title", max_length=200)
    description = RichTextField(label="Description", required=False, rows=10)
    theme = fields.TextField(label="Theme", hint="For example, frailty", required=False, max_length=200)
    kind = fields.Select(label="Kind", choices=IntentionKind.choices, blank="Select a kind", required=False)
    strength = fields.Select(label="Strength of intent", choices=Strength.choices, blank="Select a strength", required=False)
    places = FoldedCheckboxes(label="Where", choices=(), required=False, small=True)
    setting = fields.Radios(label="Setting", choices=Setting.choices, required=False, inline=True)
    timescale = fields.TextField(
        label="When", hint="In your words, for example 2019/20, Q3 2019/20 or commencing April 2019", required=False, max_length=200
    )
    from_date = fields.DateField(label="Start date", hint="Only if the words do not say it", required=False)
    to_date = fields.DateField(label="End date", hint="Only if the words do not say it", required=False)
    affects = fields.Radios(
        label="Which providers does it affect?",
        choices=AFFECTS,
        reveals={NAMED: ["providers", "provider_kinds"]},
        required=False,
    )
    providers = FoldedCheckboxes(label="Providers", choices=(), required=False, small=True)
    provider_kinds = FoldedCheckboxes(label="Every provider of a kind", choices=(), required=False, small=True)
    dependencies = fields.TextArea(label="What it depends on", required=False, max_length=4000, rows=3)
    outcomes = FoldedCheckboxes(label="Outcomes it should improve", choices=(), required=False, small=True)
    lever = fields.TextField(label="Contract lever", hint="In your words", required=False, max_length=300)
    schedule = fields.Select(label="Contract schedule", choices=Lever.choices, blank="Not settled", required=False)

    def __init__(self, data=None, *, thing, choices, prefix=None, only=()):
        self.choices, self.stands = choices, thing.content()
        self.parts = self.among(only)
        super().__init__(data, thing=thing, prefix=prefix, initial=initial(self.stands, choices.round))
        for name, words in (("places", "name"), ("providers", "name"), ("outcomes", "statement")):
            if name in self.fields:
                self._offer(name, getattr(choices, name), words)
        if "provider_kinds" in self.fields:
            self.fields["provider_kinds"].choices = choices.kinds
        keeps_pictures(self, ["description"], reverse("intentions:pictures", args=[choices.round.slug, thing.intention.reference]))
        for field in self.fields.values():
            field.says_optional = False  # what may stay empty in a draft is not what may stay empty for ever

    def rows_now(self, part):
        return self.stands[part]

    def asking_of(self, part):
        return {"choices": self.choices} if part == "money" else {}

    def _offer(self, name, things, words):
        self.fields[name].choices, self.fields[name].near = listed(things, words), near(things)

    def clean(self):
        first, last = self.cleaned_data.get("from_date"), self.cleaned_data.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", "End date must be the same as or after the start date")

    def content(self, parts):
        """Of these parts, in the shape in which a version keeps them."""
        said = self.cleaned_data
        content = {}
        for part in parts:
            match part:
                case "timescale":
                    content |= self._timescale()
                case "providers":
                    content |= self._providers()
                case _ if part in self.rows:
                    content[part] = self.rows[part].content()
                case "places" | "outcomes":
                    chosen = getattr(self.choices, part)
                    content[part] = [chosen[pk] for pk in said.get(part) or []]
                case _:
                    content[part] = said.get(part) or ""
        return content

    def shown(self, part, content):
        said = {**self.stands, **content}
        if "timescale" in content and "precision" not in content:
            said |= read_period(content["timescale"], self.choices.round)
        return next(one.html for one in documents.parts_of(said) if one.name == part)

    def inputs(self, part):
        if part == "timescale":
            return SafeString(render_to_string("intentions/timescale.html", {"form": self}))
        return super().inputs(part)

    @property
    def has_dates(self):
        """Are there dates that the words do not say, or that are wrong?"""
        return any(self[name].value() and not _is_empty(self[name].value()) for name in ("from_date", "to_date"))

    @property
    def period(self):
        """How the timescale was read, in words; None when nothing is said."""
        if not (self.stands["timescale"] or self.stands["from_date"] or self.stands["to_date"]):
            return None
        return timescale.in_words(self.stands["from_date"], self.stands["to_date"], self.stands["precision"])

    def _timescale(self):
        """Dates typed by hand are the period; otherwise the words are read."""
        said = self.cleaned_data
        content = {"timescale": said.get("timescale") or ""}
        if said.get("from_date") or said.get("to_date"):
            content |= {"from_date": said.get("from_date"), "to_date": said.get("to_date"), "precision": Precision.DAY}
        return content

    def _providers(self):
        said = self.cleaned_data
        return {
            "affects_no_provider": said.get("affects") == NONE,
            "providers": [self.choices.providers[pk] for pk in said.get("providers") or []],
            "provider_kinds": said.get("provider_kinds") or [],
        }


def part_of_input(name):
    """The part in which somebody types."""
    return part_among(IntentionForm.parts, name)


def _is_empty(value):
    return isinstance(value, dict) and not any(value.values())


def initial(stands, round):
    """What a version says, as its form asks it."""
    named = bool(stands["providers"] or stands["provider_kinds"])
    first, last = typed_dates(stands, round)
    return {
        **{name: stands[name] for name in ("title", "description", "theme", "kind", "strength", "setting", "timescale")},
        **{name: stands[name] for name in ("dependencies", "lever", "schedule", "provider_kinds")},
        **{name: [str(thing.pk) for thing in stands[name]] for name in ("places", "providers", "outcomes")},
        "affects": NAMED if named else NONE if stands["affects_no_provider"] else "",
        "from_date": first,
        "to_date": last,
    }


def typed_dates(stands, round):
    """The dates that the words do not say themselves: those someone typed."""
    period = timescale.read(stands["timescale"], (round.year_from, round.year_to))
    said = (stands["from_date"], stands["to_date"])
    is_said = period is not None and (period.from_date, period.to_date) == said
    return (None, None) if is_said or stands["precision"] in (Precision.ROUND, Precision.UNPARSED) else said


def read_period(words, round):
    period = timescale.read(words, (round.year_from, round.year_to))
    return {
        "from_date": period and period.from_date,
        "to_date": period and period.to_date,
        "precision": period.precision if period else "",
    }
