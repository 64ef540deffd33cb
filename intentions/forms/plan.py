"""A plan on a page, block by block, in each of the forms that commissioners used. What a block holds besides is kept as it is."""

from django.utils.html import format_html, format_html_join

from portal.nhsuk import fields, words
from portal.organisations.slugs import free_slug

from ..documents.plan import LISTING
from ..models import Intention, Plan
from ..states import PlanForm as Form
from .blocks import BLOCKS, TIED, TITLES, kept_beside, numbers, references, typed_of
from .facts import FIRST_YEAR
from .front import ONE_A_LINE, PassageForm

YEARS = [(year, words.financial_year(year)) for year in range(FIRST_YEAR, 2051)]
FACTS = ("form", "document_version", "document_status", "dated", "signed_off_date", "year_from", "year_to")
ABOUT = ("title", *FACTS, "round")
EVERY = (*ABOUT, "visions", "governance", "risks", "intentions")
SHOWN = {  # which blocks each form has; a block that is filled is shown in any
    Form.CCG: (*EVERY, "objectives", "delivered_by", "success_criteria", "scorecard"),
    Form.NHS_ENGLAND: (*EVERY, "objectives", "theme_blocks", "commitments", "success_criteria"),
    Form.MISSION: (*EVERY, "mission", "values"),
    Form.AMBITION: (*EVERY, "ambition", "measures", "priorities", "together", "success_criteria"),
    Form.VISION: (*EVERY, "mission"),
    Form.COLLECTIVE: (*EVERY, "spending"),
}
ORDER = (
    "title",
    "mission",
    "visions",
    "values",
    "spending",
    "objectives",
    "delivered_by",
    "theme_blocks",
    "ambition",
    "measures",
    "priorities",
    "together",
    "commitments",
    "governance",
    "success_criteria",
    "scorecard",
    "risks",
    "round",
    "intentions",
    *FACTS,
)

SERVING = (  # which questions name objectives
    ("delivered_by", "serves"),
    ("theme_blocks", "links"),
    ("success_criteria", "objectives"),
    ("scorecard", "objectives"),
)


class CreatePlanForm(fields.NHSForm):
    organisation = fields.Select(label="Whose plan it is", choices=(), blank="Select an organisation", missing="Select an organisation")
    title = fields.TextField(label="Title", missing="Enter a title", max_length=200)
    form = fields.Select(label="Form", choices=Form.choices, blank="Select a form", missing="Select a form")

    def __init__(self, data=None, *, organisations):
        super().__init__(data)
        self.organisations = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def content(self):
        """With an address that no other plan has."""
        said = self.cleaned_data
        slug = free_slug(Plan.objects, said["title"], fallback="plan")
        return {"organisation": self.organisations[said["organisation"]], "title": said["title"], "form": said["form"], "slug": slug}


class PlanForm(PassageForm):
    """Each block is a part: two people may write two blocks."""

    lists = ("values", "governance", "risks", "measures", "intentions")
    row_sets = BLOCKS
    titles = TITLES

    title = fields.TextField(label="Title", missing="Enter a title", max_length=200)
    form = fields.Select(label="Form", choices=Form.choices, blank=None)
    document_version = fields.TextField(label="Version of the document", required=False, max_length=20, width="5")
    document_status = fields.TextField(label="State of the document", hint="For example, draft", required=False, max_length=40, width="20")
    dated = fields.DateField(label="Date on its cover", required=False)
    signed_off_date = fields.DateField(label="Signed off on", required=False)
    year_from = fields.Select(label="First year", choices=YEARS, blank="Not set", required=False, coerce=int)
    year_to = fields.Select(label="Last year", choices=YEARS, blank="Not set", required=False, coerce=int)
    mission = fields.TextArea(label="Mission", required=False, max_length=2000, rows=2)
    values = fields.TextArea(label="Values", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    spending = fields.TextArea(label="Spending", required=False, max_length=2000, rows=2)
    ambition = fields.TextArea(label="Ambition", required=False, max_length=2000, rows=2)
    measures = fields.TextArea(label="Measures of the ambition", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    governance = fields.TextArea(label="Governance", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    risks = fields.TextArea(label="High-level risks", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    round = fields.Select(label="Round whose intentions it lists", choices=(), blank="None", required=False)
    intentions = fields.TextArea(label="Commissioning intentions in a box of their own", hint=TIED, required=False, max_length=4000, rows=2)

    def __init__(self, data=None, *, thing, prefix=None, rounds=()):
        """`rounds` are those of its organisation that the writer may read."""
        super().__init__(data, thing=thing, prefix=prefix)
        self.rounds = {str(one.pk): one for one in (*rounds, *([thing.round] if thing.round else []))}
        self.fields["round"].choices = [(pk, one.title) for pk, one in self.rounds.items()]
        for name in set(self.fields) - set(self.parts):
            del self.fields[name]

    @property
    def parts(self):
        shown = SHOWN.get(self.thing.form, EVERY)
        found = {name: (name,) for name in self.base_fields} | dict.fromkeys(self.row_sets, ())
        return {name: found[name] for name in ORDER if name in shown or self.thing.content.get(name)}

    def kept(self, name):
        if name == "round":
            return str(self.thing.round_id or "")
        if name in ABOUT:
            return getattr(self.thing, name)
        value = self.thing.content.get(name)
        return [_sentence(one) for one in value or []] if name in self.lists else _sentence(value)

    def rows_now(self, part):
        form = BLOCKS[part][0].form
        return [{name: typed_of(name, row.get(name)) for name in form.base_fields} for row in self.thing.content.get(part) or []]

    def said(self, part):
        if part in self.rows:
            return kept_beside(self.rows[part].content(), self.thing.content.get(part) or [])
        if part == "round":
            return self.chosen_round()
        if part == "intentions":
            return references(self.cleaned_data.get(part))
        value = super().said(part)
        return None if part in ("dated", "signed_off_date", "year_from", "year_to") and value == "" else value

    def clean(self):
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", "Last year must be the same as or after the first year")

    def is_valid(self):
        return super().is_valid() and self._serve_what_there_is() and self._list_what_there_is()

    def chosen_round(self):
        return self.rounds.get(self.cleaned_data.get("round") or "")

    def _list_what_there_is(self):
        """A box lists only intentions that the chosen round has."""
        rows = [row for part in LISTING if part in self.rows for row in self.rows[part].typed()]
        named = [(form, name) for form in (self, *rows) for name in references(form.cleaned_data.get("intentions"))]
        round = self.chosen_round()
        if named and round is None:
            self.add_error("round", "Select the round whose intentions it lists")
            return False
        known = set(Intention.objects.filter(round=round, reference__in=[name for _, name in named]).values_list("reference", flat=True))
        wrong = [(form, name) for form, name in named if name not in known]
        for form, name in wrong:
            form.add_error("intentions", f"There is no intention {name} in {round}")
        return not wrong

    def _serve_what_there_is(self):
        """A block, theme or criterion names only objectives that the plan has."""
        if "objectives" not in self.rows:
            return True
        known = {row["number"] for row in self.rows["objectives"].content()}
        wrong = [
            (row, name, number)
            for part, name in SERVING
            if part in self.rows
            for row in self.rows[part].typed()
            for number in numbers(row.cleaned_data.get(name))
            if number not in known
        ]
        for row, name, number in wrong:
            row.add_error(name, f"There is no objective {number} in this plan")
        return not wrong

    def shown(self, part, content):
        if part in BLOCKS:
            rows = content[part] if part in content else self.thing.content.get(part) or []
            lines = ([f"{label}: {typed_of(name, row.get(name))}" for name, label in _labels(part) if row.get(name)] for row in rows)
            return format_html_join("", "<p>{}</p>", ((". ".join(said),) for said in lines))
        if part == "round":
            return format_html("<p>{}</p>", content.get(part, self.thing.round) or "None")
        if part == "form":
            return format_html("<p>{}</p>", Form(content.get(part, self.thing.form)).label)
        if part in ("dated", "signed_off_date"):
            value = content.get(part, getattr(self.thing, part))
            return format_html("<p>{}</p>", words.day(value) if value else "Not set")
        return super().shown(part, content)


def _labels(part):
    return [(name, field.label) for name, field in BLOCKS[part][0].form.base_fields.items()]


def _sentence(one):
    """A statement, however the source wraps it."""
    if isinstance(one, dict):
        return str(one.get("statement") or one.get("text") or one.get("name") or "")
    return str(one or "")
