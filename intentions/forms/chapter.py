from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.nhsuk import fields, words
from portal.richtext.fields import RichTextField

from ..models import Chapter, Programme
from ..states import ProgrammeKind
from .parted import PartedForm
from .pictures import keeps_pictures

OTHER = "other"
IS_CODE = RegexValidator(r"^[A-Z][A-Z0-9]{0,7}$", "Code must be 1 to 8 capital letters and numbers, beginning with a letter")


class CreateChapterForm(fields.NHSForm):
    """A programme enters the round. Programmes of care that nobody has used yet are offered too."""

    programme = fields.Select(label="Programme", choices=(), blank="Select a programme", missing="Select a programme")
    name = fields.TextField(label="Name of the programme", hint="Only for another programme", required=False, max_length=150)
    code = fields.TextField(
        label="Code", hint="The stem of its references, for example UEC", width="5", max_length=8, missing="Enter a code"
    )

    def __init__(self, data=None, *, round):
        super().__init__(data)
        self.round = round
        taken = set(round.chapters.values_list("programme", flat=True))
        known = _ones_own_first(round)
        self.programmes = {str(one.pk): one for one in known if one.pk not in taken}
        kinds = {one.kind for one in known}
        new = [(f"kind:{kind.value}", str(kind.label)) for kind in ProgrammeKind if kind not in kinds and kind != ProgrammeKind.OTHER]
        offered = [(pk, one.name) for pk, one in self.programmes.items()]
        self.fields["programme"].choices = [*offered, *new, (OTHER, "Another programme")]

    def clean_code(self):
        code = self.cleaned_data["code"].upper()
        IS_CODE(code)
        if self.round.chapters.filter(code=code).exists():
            self.add_error("code", f"{code} is already the code of a chapter of this round")
        return code

    def clean(self):
        if self.cleaned_data.get("programme") == OTHER and not self.cleaned_data.get("name"):
            self.add_error("name", "Enter the name of the programme")

    def programme_content(self):
        """An existing programme, or what a new one is called."""
        chosen = self.cleaned_data["programme"]
        if chosen in self.programmes:
            return self.programmes[chosen], None
        if chosen == OTHER:
            return None, {"name": self.cleaned_data["name"], "kind": ProgrammeKind.OTHER}
        kind = ProgrammeKind(chosen.removeprefix("kind:"))
        return None, {"name": str(kind.label), "kind": kind}


class ChapterForm(PartedForm):
    """Objectives, narrative, year plans and finance of one programme in one round."""

    labels = {
        "title": "Title",
        "horizon": "Place between longer and shorter term",
        "lead_role": "Lead",
        "objectives": "Objectives",
        "narrative": "Narrative",
        "supports": "Outcomes it supports",
        "year_plans": "Year plans",
        "finance_short_term": "Contribution to financial recovery, short term",
        "finance_medium_long_term": "Contribution to financial recovery, medium and long term",
        "finance_rule": "Rule for its finance",
    }
    title = fields.TextField(label=labels["title"], missing="Enter a title")
    horizon = fields.TextField(label=labels["horizon"], hint="For example, Longer term", required=False, max_length=200)
    lead_role = fields.TextField(label=labels["lead_role"], hint="A role, not a name", required=False, max_length=150)
    objectives = fields.TextArea(label=labels["objectives"], hint="One on each line", required=False, max_length=8000, rows=6)
    narrative = RichTextField(label=labels["narrative"], required=False, rows=10)
    supports = fields.TextArea(label=labels["supports"], hint="One on each line", required=False, max_length=8000, rows=4)
    finance_short_term = fields.TextArea(label=labels["finance_short_term"], required=False, rows=4)
    finance_medium_long_term = fields.TextArea(label=labels["finance_medium_long_term"], required=False, rows=4)
    finance_rule = fields.TextArea(label=labels["finance_rule"], required=False, rows=2)

    def __init__(self, data=None, *, thing, prefix=None, only=()):
        self.years = [words.financial_year(year) for year in range(thing.round.year_from, thing.round.year_to + 1)]
        kept = {plan["year"]: plan["text"] for plan in thing.year_plans}
        self.all_years = list(dict.fromkeys([*kept, *self.years]))
        self.parts = {name: (name,) for name in self.labels} | {"year_plans": tuple(self._name(year) for year in self.all_years)}
        self.parts = {part: names for part, names in self.parts.items() if not only or part in only}
        lines = {name: "\n".join(getattr(thing, name)) for name in ("objectives", "supports")}
        plans = {self._name(year): kept.get(year, "") for year in self.all_years}
        said = {name: getattr(thing, name) for name in self.labels if name not in ("objectives", "supports", "year_plans")}
        super().__init__(data, thing=thing, prefix=prefix, initial={**said, **lines, **plans})
        for year in self.all_years if "year_plans" in self.parts else ():
            self.fields[self._name(year)] = RichTextField(label=f"Plan for {year}", required=False, rows=4)
        at = reverse("intentions:chapter_pictures", args=[thing.round.slug, thing.code])
        keeps_pictures(self, ["narrative", *map(self._name, self.all_years)], at)

    def content(self, parts):
        return {part: self._said(part) for part in parts}

    def shown(self, part, content):
        value = content.get(part, getattr(self.thing, part))
        if part == "narrative":
            return value
        if part == "year_plans":
            return format_html_join("", "<h4>{}</h4>{}", ((plan["year"], SafeString(plan["text"])) for plan in value))  # cleaned
        lines = value if isinstance(value, list) else value.splitlines()
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))

    def _said(self, part):
        if part == "year_plans":
            texts = {year: self.cleaned_data.get(self._name(year)) or "" for year in self.all_years}
            return [{"year": year, "text": text} for year, text in texts.items() if text]
        value = self.cleaned_data.get(part) or ""
        if part in ("objectives", "supports"):
            return [line.strip() for line in value.splitlines() if line.strip()]
        return value

    @staticmethod
    def _name(year):
        return f"plan_{year.replace('/', '_')}"


def _ones_own_first(round):
    """Programmes that the commissioners of the round had in another round stand in front."""
    ours = Chapter.objects.filter(programme=OuterRef("pk"), round__lead__in=round.commissioner_ids())
    return list(Programme.objects.annotate(is_own=Exists(ours)).order_by("-is_own", "order", "name"))
