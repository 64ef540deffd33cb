from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.template.loader import render_to_string
from django.utils.html import format_html_join, linebreaks
from django.utils.safestring import SafeString

from intentions.forms.money import MoneyFormSet
from intentions.forms.parted import PartedForm
from portal.nhsuk import fields
from portal.printing.inside import faults_inside
from portal.richtext.fields import RichTextField

from .. import documents
from ..states import POSITIONS, Stance

MOST_CONDITIONS = 30
SENSITIVE = "sensitive"
IMPACTS = ("impact_activity", "impact_workforce", "impact_quality", "impact_estate", "impact_others")


def text(label, hint="", rows=3):
    return fields.TextArea(label=label, hint=hint, required=False, max_length=8000, rows=rows)


class ConditionForm(fields.NHSForm):
    """One condition; a row in which nothing is typed is no row."""

    text = fields.TextArea(label="Condition", missing="Enter the condition, or remove its date", max_length=2000, rows=2)
    by_date = fields.DateField(label="By when", required=False)


class ConditionRows(BaseFormSet):
    default_error_messages = {"missing_management_form": "The conditions on this page are incomplete. Load the page again"}

    def initial_form_count(self):
        """Of what is posted no row is special: any may be left empty."""
        return 0 if self.is_bound else super().initial_form_count()

    def content(self):
        return [{"text": row.cleaned_data["text"], "by_date": row.cleaned_data["by_date"]} for row in self.typed()]

    def typed(self):
        return [row for row in self.forms if row.is_valid() and row.has_changed()]

    def clean(self):
        if len(self.forms) > MOST_CONDITIONS:
            raise ValidationError(f"Enter {MOST_CONDITIONS} conditions or fewer")


ConditionFormSet = formset_factory(
    ConditionForm, formset=ConditionRows, extra=0, max_num=MOST_CONDITIONS, absolute_max=MOST_CONDITIONS + 20
)


class PositionForm(PartedForm):
    """A position may be saved half written; what it needs to be one is asked when it is taken."""

    parts = {
        "stance": ("stance",),
        "conditions": (),
        "comment": ("comment",),
        "effects": (),
        **{name: (name,) for name in IMPACTS},
        "evidence": ("evidence",),
        "alternative": ("alternative",),
        "consequences": ("consequences",),
        "is_sensitive": ("is_sensitive", "sensitive_reason", "sensitive_until"),
    }
    labels = {**documents.LABELS, "stance": "Your position", "is_sensitive": "Commercially sensitive"}
    row_sets = {"conditions": (ConditionFormSet, "condition", ""), "effects": (MoneyFormSet, "row of money", "")}

    stance = fields.Radios(label="Your position", choices=POSITIONS, required=False, label_size="m")
    comment = text("Comment", "Why you take this position", rows=5)
    impact_activity = text("Impact on activity", "For example, 1,200 more attendances a year")
    impact_workforce = text("Impact on workforce")
    impact_quality = text("Impact on quality")
    impact_estate = text("Impact on estate")
    impact_others = text("Impact on other providers")
    evidence = text("Evidence", "What your position rests on. You can attach files below")
    alternative = text("Alternative", "What would you do instead?")
    consequences = text("Unintended consequences")
    is_sensitive = fields.Checkboxes(
        label="Is it commercially sensitive?",
        hint="Others then see only that you were answered privately. The commissioners read all of it.",
        choices=[(SENSITIVE, "Commercially sensitive")],
        reveals={SENSITIVE: ["sensitive_reason", "sensitive_until"]},
        required=False,
    )
    sensitive_reason = fields.TextArea(
        label="Why it is sensitive", missing="Enter why it is commercially sensitive", max_length=2000, rows=3
    )
    sensitive_until = fields.DateField(
        label="Sensitive until", hint="The last day. Leave it empty if you do not know. For example, 31 3 2027", required=False
    )

    def __init__(self, data=None, *, thing, choices, prefix=None):
        self.stands, self.choices = documents.content(thing), choices
        super().__init__(data, thing=thing, prefix=prefix, initial=_initial(thing))
        for name in ("stance", "is_sensitive"):
            self.fields[name].says_optional = False

    def rows_now(self, part):
        return self.stands[part]

    def asking_of(self, part):
        return {"choices": self.choices} if part == "effects" else {}

    @property
    def conditions(self):
        return self.rows["conditions"]

    def clean(self):
        typed = self.conditions.is_bound and bool(self.conditions.typed())
        stance = self.cleaned_data.get("stance")
        if typed and stance and stance != Stance.CONDITIONS:
            self.add_error("stance", "You entered conditions. Select “Support with conditions”, or remove them")

    def lacks_conditions(self):
        """Support with conditions that names none; said when the position is taken, not while it is written."""
        return self.cleaned_data.get("stance") == Stance.CONDITIONS and not self.conditions.typed() and self.conditions.is_valid()

    def content(self, parts):
        content = {}
        for part in parts:
            if part in self.rows:
                content[part] = self.rows[part].content()
            elif part == "is_sensitive":
                content["is_sensitive"] = SENSITIVE in (self.cleaned_data.get("is_sensitive") or [])
                content["sensitive_reason"] = self.cleaned_data.get("sensitive_reason") or ""
                content["sensitive_until"] = self.cleaned_data.get("sensitive_until") if content["is_sensitive"] else None
            else:
                content[part] = self.cleaned_data.get(part) or ""
        return content

    def shown(self, part, content):
        said = {**self.stands, **content}
        lines = documents.lines(part, said)
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))

    def inputs(self, part):
        if part in self.rows:
            _, noun, _ = self.row_sets[part]
            return SafeString(render_to_string("providers/rows.html", {"rows": self.rows[part], "part": part, "noun": noun}))
        return super().inputs(part)


def _initial(position):
    plain = {name: getattr(position, name) for name in ("stance", "comment", *IMPACTS, "evidence", "alternative", "consequences")}
    sensitive = {name: getattr(position, name) for name in ("sensitive_reason", "sensitive_until")}
    return {**plain, **sensitive, "is_sensitive": [SENSITIVE] if position.is_sensitive else []}


class EvidenceForm(fields.NHSForm):
    """The one door for files of those who answer: each judged by itself."""

    attached = fields.FilesField(
        label="Attach files",
        hint="PDF, Word, Excel, PowerPoint, CSV, PNG or JPEG, each smaller than 10MB, 20 at a time",
        kinds=("pdf", "word", "excel", "powerpoint", "csv", "png", "jpeg"),
        inside={"pdf": lambda file: faults_inside(file.read())},
        required=False,
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["attached"].says_optional = False

    def good(self):
        """The files that will do."""
        return self.cleaned_data["attached"].good if self.is_bound and self.is_valid() else []

    def name_refused(self):
        """Says of each file that will not do why, beside the question; whether there was any."""
        refused = self.cleaned_data["attached"].refused if self.is_bound and self.is_valid() else []
        for says in refused:
            self.add_error("attached", says)
        return bool(refused)


class StatementForm(PartedForm):
    """What is said of the whole: the covering statement, and the rights reserved."""

    parts = {"covering_statement": ("covering_statement",), "rights": ("rights",)}
    labels = {"covering_statement": "Covering statement", "rights": "Reservation of rights"}

    covering_statement = RichTextField(
        label="Covering statement", hint="What you want to say to all the intentions together", required=False, rows=12
    )

    rights = text("Reservation of rights", "Rights you reserve whatever is decided on single points. Signed and sent with the response")

    def __init__(self, data=None, *, thing, prefix=None):
        initial = {"covering_statement": thing.covering_statement, "rights": thing.rights}
        super().__init__(data, thing=thing, prefix=prefix, initial=initial)

    def content(self, parts):
        return {part: self.cleaned_data.get(part) or "" for part in parts}

    def shown(self, part, content):
        said = content.get(part, self.initial[part])
        return said if part in self.rich else linebreaks(said, autoescape=True)
