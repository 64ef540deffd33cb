"""The blocks of a plan on a page as a person types them, and as a plan keeps them."""

import re

from portal.nhsuk import fields

from ..documents.plan import limit_in_words
from .front import ONE_A_LINE, lines_of
from .rows import rows_of

SERVES = "Numbers of objectives, for example 1, 2"


TIED = "References of intentions, for example UEC-01, UEC-03"


def tied():
    return fields.TextField(label="Intentions it lists", hint=TIED, required=False, max_length=300)


class VisionForm(fields.NHSForm):
    statements = fields.TextArea(label="Statements", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    pillars = fields.TextArea(label="Pillars", hint="One on each line, as name: statement", required=False, max_length=4000, rows=3)


class ObjectiveForm(fields.NHSForm):
    number = fields.NumberField(label="Number", missing="Enter the number of the objective", minimum=1, maximum=99)
    name = fields.TextField(label="Name", required=False, max_length=200)
    statement = fields.TextArea(label="Statement", missing="Enter the objective", max_length=1000, rows=2)
    measured_by = fields.TextField(label="Measured by", required=False, max_length=300)
    until = fields.TextField(label="Until", hint="A year, if one is set", required=False, max_length=40, width="10")
    intentions = tied()


class DeliveredForm(fields.NHSForm):
    serves = fields.TextField(label="Objectives it delivers", hint=SERVES, missing="Enter the objectives it delivers", max_length=60)
    text = fields.TextArea(label="What is done", hint="Begin a line with “- ” for a bullet", required=False, max_length=8000, rows=6)
    see_also = fields.TextField(label="See also objectives", required=False, max_length=60)
    intentions = tied()


class ThemeForm(fields.NHSForm):
    title = fields.TextField(label="Theme", hint="For example, patient focus", missing="Enter the theme", max_length=200)
    items = fields.TextArea(label="What is done", hint=ONE_A_LINE, required=False, max_length=8000, rows=5)
    links = fields.TextField(label="Objectives it serves", hint=SERVES, required=False, max_length=60)
    intentions = tied()


class SuccessForm(fields.NHSForm):
    """How success is measured, mapped to objectives and to the domains of the NHS Outcomes Framework."""

    statement = fields.TextArea(label="Success criterion", missing="Enter the success criterion", max_length=1000, rows=2)
    objectives = fields.TextField(label="Objectives it shows", hint=SERVES, required=False, max_length=60)
    domains = fields.TextField(label="Domains of the NHS Outcomes Framework", required=False, max_length=60)
    threshold = fields.TextField(label="Threshold", hint="For example, green", required=False, max_length=120)
    by_when_text = fields.TextField(label="By when", hint="In your words", required=False, max_length=120)
    kpi_groups = fields.TextField(label="Groups of indicators", hint="For example, access, quality", required=False, max_length=300)


class QuestionForm(fields.NHSForm):
    number = fields.NumberField(label="Domain", missing="Enter the number of the domain", minimum=1, maximum=99)
    question = fields.TextField(label="Question it answers", missing="Enter the question", max_length=300)
    objectives = fields.TextField(label="Objectives it shows", hint=SERVES, required=False, max_length=60)


class PriorityForm(fields.NHSForm):
    name = fields.TextField(label="Priority", missing="Enter the priority", max_length=200)
    statement = fields.TextArea(label="Statement", required=False, max_length=1000, rows=2)
    initiatives = fields.TextArea(label="Initiatives", hint=ONE_A_LINE, required=False, max_length=4000, rows=4)
    intentions = tied()


class TogetherForm(fields.NHSForm):
    name = fields.TextField(label="Programme", missing="Enter the programme", max_length=200)
    partner = fields.TextField(label="With whom", required=False, max_length=200)
    funding = fields.TextField(label="Paid by", required=False, max_length=200)


class CommitmentForm(fields.NHSForm):
    """Somebody does something within a time: a practice found within 3 months of discharge."""

    actor = fields.TextField(label="Who", required=False, max_length=200)
    commitment = fields.TextField(label="What", missing="Enter what is promised", max_length=500)
    limit = fields.TextField(label="Within", hint="For example, 3 months from discharge", required=False, max_length=120)
    alternative_limit = fields.TextField(label="Or within", required=False, max_length=120)
    until = fields.TextField(label="Until", required=False, max_length=40, width="10")


# block: (its rows, what one is called, what is said of none)
BLOCKS = {
    "visions": (rows_of(VisionForm), "vision", "No vision is written."),
    "objectives": (rows_of(ObjectiveForm), "objective", "No objective is written."),
    "delivered_by": (rows_of(DeliveredForm), "block", "Nothing says how they are delivered."),
    "theme_blocks": (rows_of(ThemeForm), "theme", "No theme is written."),
    "priorities": (rows_of(PriorityForm), "priority", "No priority is written."),
    "together": (rows_of(TogetherForm), "programme", "No shared programme is named."),
    "commitments": (rows_of(CommitmentForm), "commitment", "Nothing is promised by a time."),
    "success_criteria": (rows_of(SuccessForm), "criterion", "No success criterion is written."),
    "scorecard": (rows_of(QuestionForm), "domain", "There is no scorecard."),
}
TITLES = {
    "visions": "Vision",
    "objectives": "Objectives",
    "delivered_by": "Delivered by",
    "theme_blocks": "Themes",
    "priorities": "Priorities and initiatives",
    "together": "Programmes shared by all priorities",
    "commitments": "Commitments",
    "success_criteria": "How success is measured",
    "scorecard": "Scorecard",
}


# ── From a block to what is typed, and back ─────────────────────────────────────────────────────────────────────────
def numbers(text):
    """“1, 2 and 5” as [1, 2, 5]; what is no number is left out."""
    found = "".join(letter if letter.isdigit() else " " for letter in text or "").split()
    return [int(one) for one in found if len(one) < 4]


def references(text):
    """“uec-01, UEC-03” as ["UEC-01", "UEC-03"], each once."""
    return list(dict.fromkeys(re.split(r"[\s,;]+", (text or "").strip(" ,;\n\r\t").upper()))) if (text or "").strip(" ,;\n\r\t") else []


def listed(values):
    return ", ".join(str(value) for value in values or [])


def typed_of(name, value):
    """A value of a block as a person types it."""
    if name in ("limit", "alternative_limit"):
        return limit_in_words(value) if value else ""
    if name in ("serves", "see_also", "links", "objectives", "domains", "kpi_groups", "intentions"):
        return listed(value)
    if name == "pillars":
        return "\n".join(f"{one.get('name', '')}: {one.get('statement', '')}" for one in value or [])
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return value if isinstance(value, int) else str(value or "").strip()


def stored(name, typed):
    """What a person typed, as a block keeps it."""
    if name in ("serves", "see_also", "links", "objectives", "domains"):
        return numbers(typed)
    if name == "intentions":
        return references(typed)
    if name == "kpi_groups":
        return [one.strip() for one in typed.split(",") if one.strip()]
    if name == "pillars":
        pairs = (line.partition(":") for line in lines_of(typed))
        return [{"name": name.strip(), "statement": statement.strip()} for name, _, statement in pairs]
    return lines_of(typed) if name in ("statements", "items", "initiatives") else typed


def kept_beside(rows, was):
    """The rows as typed; what was not touched stays as the source has it, with all it holds besides."""
    return [_beside(row, _before(row, at, rows, was)) for at, row in enumerate(rows)]


def _before(row, at, rows, was):
    """The block this row was drawn from: the one that says the same; or the one in its place, if none came or went."""
    same = (one for one in was if all(typed_of(name, one.get(name)) == typed for name, typed in row.items()))
    return next(same, was[at] if len(rows) == len(was) else {})


def _beside(row, was):
    same = {name: was[name] for name, typed in row.items() if name in was and typed_of(name, was[name]) == typed}
    said = {name: stored(name, typed) for name, typed in row.items() if typed or name in was}
    return {**was, **said, **same}
