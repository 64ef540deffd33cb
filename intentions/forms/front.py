"""What is typed about the round itself: its passages, challenges, examples, enabler sheets and providers, its dates and its target."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.nhsuk import fields, words
from portal.richtext.fields import RichTextField

from ..documents.enabler import passages
from ..states import SectionKind, StillTrue
from .folded import FoldedCheckboxes
from .parted import PartedForm
from .pictures import keeps_pictures
from .rows import rows_of

ONE_A_LINE = "One on each line"


def lines_of(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class PassageForm(PartedForm):
    """One thing of the front matter, a part for each question. `around` knows what may be chosen."""

    lists: tuple[str, ...] = ()  # typed one on each line

    def __init__(self, data=None, *, thing, prefix=None, around=None):
        self.thing, self.around = thing, around
        self.labels = {name: field.label for name, field in self.base_fields.items()} | self.titles
        super().__init__(data, thing=thing, prefix=prefix, initial={name: self._now(name) for name in self.base_fields})

        if self.home and not thing._state.adding:
            at = reverse("intentions:passage_pictures", args=[thing.round.slug, self.home, thing.pk])
            keeps_pictures(self, ["body", "narrative"], at)

    home = ""  # under which its pictures have a page; what is not there yet has none
    titles: dict[str, str] = {}  # of the parts that are not one question

    @property
    def parts(self):
        return {name: (name,) for name in self.base_fields} | dict.fromkeys(self.row_sets, ())

    def _now(self, name):
        value = self.kept(name)
        return "\n".join(value or []) if name in self.lists else value

    def kept(self, name):
        """What the thing has under this name."""
        return getattr(self.thing, name)

    def content(self, parts):
        return {part: self.said(part) for part in parts}

    def said(self, part):
        value = self.cleaned_data.get(part)
        return lines_of(value) if part in self.lists else "" if value is None else value

    def shown(self, part, content):
        value = content.get(part, self.kept(part))
        if part in self.rich:
            return SafeString(value or "")  # cleaned
        shown = value if isinstance(value, list) else str(value if value is not None else "").splitlines()
        return format_html_join("", "<p>{}</p>", ((line,) for line in shown))


class SectionForm(PassageForm):
    home = "section"
    heading = fields.TextField(label="Heading", missing="Enter a heading", max_length=200)
    kind = fields.Select(label="What it is", choices=SectionKind.choices, blank=None)
    body = RichTextField(label="Text", required=False, rows=12)

    def shown(self, part, content):
        if part == "kind":
            return format_html("<p>{}</p>", SectionKind(content.get(part, self.thing.kind)).label)
        return super().shown(part, content)


class ChallengeForm(PassageForm):
    area = fields.TextField(label="Area", hint="For example, Funding", missing="Enter the area", max_length=200)
    statement = fields.TextArea(label="What the system faces", missing="Enter what the system faces", max_length=4000, rows=5)
    amount = fields.MoneyField(label="Amount", hint="Leave empty if it is not known", required=False)

    def said(self, part):
        return self.cleaned_data["amount"] if part == "amount" else super().said(part)

    def shown(self, part, content):
        if part == "amount":
            return format_html("<p>{}</p>", words.money(content.get(part, self.thing.amount)))
        return super().shown(part, content)


class CaseStudyForm(PassageForm):
    """An example: who, what happened, what patients and the NHS gained."""

    home = "example"
    lists = ("benefits_patients", "benefits_nhs")
    title = fields.TextField(label="Title", missing="Enter a title", max_length=200)
    organisations = FoldedCheckboxes(label="Who did it", choices=(), required=False, small=True)
    places = FoldedCheckboxes(label="Where", choices=(), required=False, small=True)
    narrative = RichTextField(label="What happened", required=False, rows=10)
    benefits_patients = fields.TextArea(label="Benefits for patients", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    benefits_nhs = fields.TextArea(label="Benefits for the NHS", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    accompanies = fields.TextField(label="What it goes with", hint="A programme or an enabler", required=False, max_length=200)

    def __init__(self, data=None, *, thing, prefix=None, around=None):
        super().__init__(data, thing=thing, prefix=prefix, around=around)
        for name in ("organisations", "places"):
            self.fields[name].choices = [(pk, one.name) for pk, one in getattr(around, name).items()]
            self.fields[name].near = around.near[name] if around else frozenset()

    def kept(self, name):
        if name in ("organisations", "places"):
            return [str(one.pk) for one in getattr(self.thing, name).all()] if self.thing.round_id else []
        return super().kept(name)

    def said(self, part):
        if part in ("organisations", "places"):
            return [getattr(self.around, part)[pk] for pk in self.cleaned_data.get(part) or []]
        return super().said(part)

    def shown(self, part, content):
        if part in ("organisations", "places"):
            things = content.get(part, getattr(self.thing, part).all())
            return format_html("<p>{}</p>", ", ".join(sorted(one.name for one in things)))
        return super().shown(part, content)


class AreaForm(fields.NHSForm):
    area = fields.TextField(label="Area of care", hint="For example, planned care", missing="Enter the area of care", max_length=120)
    items = fields.TextArea(label="What it does there", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)


class PeriodForm(fields.NHSForm):
    period = fields.TextField(label="When", hint="For example, Year 1 or Years 2 and 3", missing="Enter when", max_length=60)
    items = fields.TextArea(label="What is done then", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)


class EnablerForm(PassageForm):
    """An enabler sheet: aims, impact for each area of care, approach, mechanism, timetable."""

    lists = ("aims", "approach", "mechanism")
    row_sets = {
        "impact": (rows_of(AreaForm), "impact", "No impact is written."),
        "groups": (rows_of(AreaForm), "group", "The approach is not grouped by area of care."),
        "timetable": (rows_of(PeriodForm), "period", "No timetable is written."),
    }
    titles = {"impact": "Impact for each area of care", "groups": "Approach by area of care", "timetable": "Timetable"}
    title = fields.TextField(label="Title", missing="Enter a title", max_length=200)
    lead_role = fields.TextField(label="Lead", hint="A role and its organisation, not a name", required=False, max_length=200)
    aims = fields.TextArea(label="Aims", hint=ONE_A_LINE, required=False, max_length=8000, rows=5)
    scope = fields.TextField(label="How far the approach reaches", hint="For example, system wide", required=False, max_length=200)
    approach = fields.TextArea(label="Approach", hint=ONE_A_LINE, required=False, max_length=8000, rows=6)
    mechanism = fields.TextArea(label="Mechanism", hint=ONE_A_LINE, required=False, max_length=8000, rows=4)

    ORDER = ("title", "lead_role", "aims", "impact", "scope", "approach", "groups", "mechanism", "timetable")

    @property
    def parts(self):
        found = super().parts
        return {name: found[name] for name in self.ORDER}

    def kept(self, name):
        return getattr(self.thing, name) if name in ("title", "lead_role") else self.thing.content.get(name)

    def rows_now(self, part):
        return [{**row, "items": "\n".join(row["items"])} for row in self.thing.content.get(part) or []]

    def said(self, part):
        if part in self.rows:
            return [{**row, "items": lines_of(row["items"])} for row in self.rows[part].content()]
        return super().said(part)

    def shown(self, part, content):
        if part in self.row_sets:
            rows = content.get(part, self.thing.content.get(part))
            return format_html_join(
                "", "<h4>{}</h4>{}", ((heading, SafeString(html)) for heading, html in passages({part: rows}))
            )  # escaped
        return super().shown(part, content)


class RegisterForm(PassageForm):
    """A provider of the round and its part in it."""

    organisation = fields.Select(label="Provider", choices=(), blank="Select a provider", missing="Select a provider")
    chapter = fields.Select(label="In which programme", choices=(), blank="The whole round", required=False)
    role = fields.TextField(
        label="Its part in it", hint="For example, runs the 20 rehabilitation beds", missing="Enter its part in it", max_length=300
    )

    def __init__(self, data=None, *, thing, prefix=None, around=None):
        super().__init__(data, thing=thing, prefix=prefix, around=around)
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in around.providers.items()]
        self.fields["chapter"].choices = [(pk, one.title) for pk, one in around.chapters.items()]

    def kept(self, name):
        return super().kept(name) if name == "role" else str(getattr(self.thing, f"{name}_id") or "")

    def said(self, part):
        if part == "organisation":
            return self.around.providers[self.cleaned_data[part]]
        return self.around.chapters.get(self.cleaned_data[part]) if part == "chapter" else super().said(part)

    def shown(self, part, content):
        if part == "role":
            return super().shown(part, content)
        return format_html("<p>{}</p>", content[part] if part in content else getattr(self.thing, part) or "The whole round")


class AcceptForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why this is right", hint="Colleagues and the approver read it.", missing="Enter why this is right", max_length=500, rows=3
    )


class ConfirmForm(fields.NHSForm):
    """Of what was carried over: is it still true?"""

    answer = fields.Radios(label="Is it still true?", choices=StillTrue.choices, missing="Select whether it is still true")
    reason = fields.TextField(label="Why not", required=False, max_length=500)
