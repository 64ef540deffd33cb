from intentions.forms.parted import PartedForm
from portal.nhsuk import fields
from portal.richtext.fields import RichTextField

from .. import documents
from ..models.exemption import EXEMPTION
from ..states import AS_SIGNED, SAY_LESS, WITHOUT_EDITION, CoverAsk, Detail, Framework, HeadingKind, KeyDecision, PaperClass, Verb
from ..states import PaperForm as PaperKind
from .exemption import ASKED, ExemptionForm, exemption_of
from .rows import MOST_ROWS, MOST_SECTIONS, ROW_LABELS, ROWS, ROWS_OF_A_REPORT, lines, rows_posted
from .said import in_words

RICH_HEADINGS = {
    HeadingKind.PURPOSE: "purpose",
    HeadingKind.POLICY_CONTEXT: "policy_context",
    HeadingKind.STRATEGIC_CONTEXT: "strategic_context",
    HeadingKind.CONCLUSION: "conclusion",
}
LATENESS = ("why_late", "why_urgent", "chair_agreed_by", "chair_agreed_date")
NAMED = {"exemption": "Part 1 or part 2", "implications": "Implications", **ROW_LABELS}


class MakeForm(fields.NHSForm):
    """What is made, for which committee, from which edition or plan, by whom."""

    form = fields.Select(label="What to make", choices=PaperKind.choices, required=False)
    committee = fields.Select(label="Committee", choices=(), blank="Select a committee")
    edition = fields.Select(
        label="Edition",
        hint="For all but a plan on a page and a report in its own words: what is quoted comes from it",
        choices=(),
        blank="Select an edition",
        required=False,
    )
    before = fields.Select(
        label="Compared with", hint="An earlier one; only for what changed between two", choices=(), blank="None", required=False
    )
    plan = fields.Select(label="Plan", hint="Only for a plan on a page", choices=(), blank="None", required=False)
    memorandum = fields.Select(
        label="Memorandum",
        hint="Only for a memorandum; those that all parties signed",
        choices=(),
        blank="None",
        required=False,
    )
    author = fields.Select(label="Organisation that reports", choices=(), blank="Select an organisation")
    title = fields.TextField(label="Title of the report", max_length=300, missing="Enter a title")

    def __init__(self, *args, committees, editions, plans, authors, signed, **more):
        super().__init__(*args, **more)
        for name in ("form", "edition", "before", "plan", "memorandum"):  # which of them is needed depends on what is made
            self.fields[name].says_optional = False
        self.things = {
            "committee": {str(one.pk): one for one in committees},
            "edition": {str(one.pk): one for one in editions},
            "before": {str(one.pk): one for one in editions},
            "plan": {str(one.pk): one for one in plans},
            "memorandum": {str(one.pk): one for one in signed},  # that all parties signed and this person may read
            "author": {str(one.pk): one for one in authors},
        }
        self.fields["committee"].choices = [(pk, one.name) for pk, one in self.things["committee"].items()]
        for name in ("edition", "before"):
            self.fields[name].choices = [(pk, f"{one.round.named}, {one}") for pk, one in self.things[name].items()]
        self.fields["memorandum"].choices = [(pk, f"{one.round.title}, {one.with_whom}") for pk, one in self.things["memorandum"].items()]
        self.fields["plan"].choices = [(pk, one.title) for pk, one in self.things["plan"].items()]
        self.fields["author"].choices = [(pk, one.name) for pk, one in self.things["author"].items()]

    def clean(self):
        """An organisation reports on a round it leads or takes part in; each kind of paper has what it is drawn from."""
        author, edition, before = (self.chosen(name) for name in ("author", "edition", "before"))
        form = self.cleaned_data.get("form") or PaperKind.REPORT
        if form == PaperKind.PLAN and not self.chosen("plan"):
            self.add_error("plan", "Select a plan")
        if form not in WITHOUT_EDITION and not edition:
            self.add_error("edition", "Select an edition")
        if why_not := documents.why_not(form, edition):
            self.add_error("edition", f"{why_not}. Select another edition")
        if form == PaperKind.CHANGES and not (
            before and edition and before.round_id == edition.round_id and before.number < edition.number
        ):
            self.add_error("before", "Select an earlier edition of the same round")
        if form == PaperKind.MEMORANDUM and edition:
            self._check_memorandum(edition)
        if author and edition and form not in WITHOUT_EDITION and author.pk not in edition.round.commissioner_ids():
            self.add_error("author", f"{author} takes no part in {edition.round}. {self._instead(edition)}")

    def _instead(self, edition):
        """Whom to select: only organisations that the list offers."""
        offered = [one.name for pk, one in self.things["author"].items() if one.pk in edition.round.commissioner_ids()]
        return f"Select {' or '.join(offered[:3])}" if offered else "Select another edition"

    def _check_memorandum(self, edition):
        """Of the round of the edition; where there is only one, it is that."""
        chosen, of_round = self.chosen("memorandum"), self._signed_in(edition)
        if not of_round:
            self.add_error("edition", f"No memorandum of {edition.round} is signed, or you may not read it. Select another edition")
        elif chosen and chosen not in of_round:
            self.add_error("memorandum", f"Select a memorandum of {edition.round}")
        elif not chosen and len(of_round) > 1:
            self.add_error("memorandum", "Select the memorandum")

    def _signed_in(self, edition):
        return [one for one in self.things["memorandum"].values() if one.round_id == edition.round_id]

    def chosen(self, name):
        return self.things[name].get(self.cleaned_data.get(name))

    def facts(self):
        said = self.cleaned_data
        form = said.get("form") or PaperKind.REPORT
        drawn_from = {"before": self.chosen("before") if form == PaperKind.CHANGES else None}
        if form == PaperKind.MEMORANDUM:
            drawn_from["memorandum"] = self.chosen("memorandum") or self._signed_in(self.chosen("edition"))[0]
        if form == PaperKind.PLAN:
            drawn_from["plan"] = self.chosen("plan")
        drawn_from["edition"] = None if form in WITHOUT_EDITION else self.chosen("edition")
        return {"title": said["title"], "form": form, **{name: self.chosen(name) for name in ("committee", "author")}, **drawn_from}


COVER = {
    "wards": CoverAsk.WARDS,
    "key_decision": CoverAsk.KEY_DECISION,
    "key_reference": CoverAsk.KEY_DECISION,
    "framework": CoverAsk.FRAMEWORK,
}


class PaperForm(ExemptionForm, PartedForm):
    """The words around the programme sections, under the house headings of the committee."""

    title = fields.TextField(label="Report title", max_length=300, missing="Enter a title")
    kind = fields.Radios(label="Class", choices=PaperClass.choices, inline=True)
    wards = fields.TextField(label="Wards affected", required=False, max_length=300)
    key_decision = fields.Radios(
        label="Is it a key decision?", choices=KeyDecision.choices, reveals={KeyDecision.YES: "key_reference"}, required=False
    )
    key_reference = fields.TextField(label="Its reference in the forward plan", required=False, max_length=60)
    framework = fields.Radios(label="Budget and policy framework", choices=Framework.choices, required=False)
    what_changed = fields.TextArea(
        label="What changed", hint="Since the paper it replaces, for those who have read that", required=False, rows=3, max_length=2000
    )
    contributors = fields.TextField(label="Contributors", required=False, max_length=300)
    strategic_summary = fields.TextField(label="Strategic context, in a line", required=False, max_length=300)
    programmes = fields.Checkboxes(label="Programmes", choices=(), missing="Select at least one programme")
    detail = fields.Radios(label="How much of each programme", choices=Detail.choices)
    quotes_front_matter = fields.BooleanField(label="Quote the context and the challenges of the edition", required=False)
    why_late = fields.TextArea(label="Why this paper is late", required=False, rows=3, max_length=2000)
    why_urgent = fields.TextArea(label="Why it cannot wait until the next meeting", required=False, rows=3, max_length=2000)
    chair_agreed_by = fields.TextField(
        label="Who agreed, for the chair, that it is urgent", hint="The role", required=False, max_length=200
    )
    chair_agreed_date = fields.DateField(label="Date of that agreement", required=False)
    purpose = RichTextField(label="Purpose", required=False)
    policy_context = RichTextField(label="Policy context", required=False)
    strategic_context = RichTextField(label="Strategic context", required=False)
    conclusion = RichTextField(label="Conclusion", required=False, rows=4)
    contact_role = fields.TextField(label="Contact: role and organisation", required=False, max_length=200)
    contact_email = fields.TextField(label="Contact: email", required=False, max_length=254, email=True)

    def __init__(self, data=None, *, thing, is_late, prefix=None):
        self.paper = thing
        self.row_makers = {**ROWS, **(ROWS_OF_A_REPORT if thing.form == PaperKind.WRITTEN else {})}
        if data is not None:  # what was asked when the page was opened
            is_late = any(key.endswith("why_late") for key in data)
        super().__init__(data, prefix=prefix, initial=_initial(thing), host=thing.committee.host, thing=thing)
        self._ask_in_house_words()
        self._ask_rows(data)
        self._leave_out_what_is_not_asked(is_late)
        for field in self.fields.values():
            field.says_optional = False  # what may stay empty in a draft is not what may stay empty for ever
        self.parts = self._parts()
        self.labels = {part: self._label(part, names) for part, names in self.parts.items()}

    # What is asked

    def _ask_in_house_words(self):
        """Headings as this committee calls them, and one question for each of its standing implications."""
        for heading in self.paper.committee.headings:
            name = RICH_HEADINGS.get(heading["kind"])
            if name:
                self.fields[name].label = heading["heading"]
            if heading["kind"] == HeadingKind.IMPLICATION:
                self.fields[f"implication-{heading['section']}"] = RichTextField(label=heading["heading"], required=False, rows=3)
        chapters = documents.programmes_of(self.paper.edition)
        self.fields["programmes"].choices = [(one["code"], f"{one['title']} ({len(one['intentions'])})") for one in chapters]

    def _ask_rows(self, data):
        """As many recommendations and background documents as there are, and one more to fill."""
        most = {"body": MOST_SECTIONS}
        self.row_counts = {
            name: rows_posted(data, self.prefix, name, len(getattr(self.paper, name)) + 1, most.get(name, MOST_ROWS))
            for name in self.row_makers
        }
        for name, make in self.row_makers.items():
            for at in range(1, self.row_counts[name] + 1):
                self.fields.update({f"{name}-{at}-{key}": field for key, field in make(at).items()})

    def _leave_out_what_is_not_asked(self, is_late):
        if not is_late:
            for name in LATENESS:
                del self.fields[name]
        asks = self.paper.committee.asks
        for name in [name for name, asked in COVER.items() if asked not in asks]:
            del self.fields[name]
        if self.paper.form != PaperKind.REPORT:
            kept = {*COVER, "title", "kind", "contributors", "part", "programmes", "detail", "what_changed", *LATENESS, *ASKED}
            for name in [name for name in self.fields if name not in kept and not name.startswith("body-")]:
                del self.fields[name]
        if self.paper.replaces_id is None:
            del self.fields["what_changed"]
        is_whole = self.paper.edition is None or self.paper.form in AS_SIGNED
        for name in ("programmes", "detail", "quotes_front_matter") if is_whole else () if self.paper.form in SAY_LESS else ("detail",):
            self.fields.pop(name, None)

    def _parts(self):
        grouped = {
            "exemption": ("part", *ASKED),
            "key_decision": tuple(name for name in ("key_decision", "key_reference") if name in self.fields),
            "implications": tuple(name for name in self.fields if name.startswith("implication-")),
            **{name: tuple(field for field in self.fields if field.startswith(f"{name}-")) for name in self.row_makers},
        }
        grouped = {name: names for name, names in grouped.items() if names}
        inside = {field for names in grouped.values() for field in names}
        return {**{name: (name,) for name in self.fields if name not in inside}, **grouped}

    def _label(self, part, names):
        return NAMED.get(part) or str(self.fields[names[0]].label)

    # What was said

    def clean(self):
        super().clean()
        for at in range(1, self.row_counts["recommendations"] + 1 if "recommendations-1-verb" in self.fields else 1):
            verb, text = (self.cleaned_data.get(f"recommendations-{at}-{key}") for key in ("verb", "text"))
            if text and not verb:
                self.add_error(f"recommendations-{at}-verb", f"Select what members are asked to do in recommendation {at}")
            if verb and not text:
                self.add_error(f"recommendations-{at}-text", f"Enter what members are asked to {Verb(verb).label.lower()}")

    def content(self, parts):
        """Of these parts, as a paper keeps them."""
        content = {}
        for part in parts:
            match part:
                case "exemption":
                    content |= self.exemption()
                case "key_decision":
                    content |= {name: self.cleaned_data.get(name) or "" for name in self.parts[part]}
                case "implications":
                    kept = self.paper.implications
                    typed = {name.removeprefix("implication-"): self.cleaned_data.get(name) or "" for name in self.parts[part]}
                    content["implications"] = {**kept, **typed}
                case "recommendations" | "background" | "body":
                    content[part] = self._rows_typed(part)
                case _:
                    content[part] = self.cleaned_data.get(part)
        return content

    def _rows_typed(self, part):
        asked = range(1, self.row_counts[part] + 1)
        typed = [{key: self.cleaned_data.get(f"{part}-{at}-{key}") or "" for key in self.row_makers[part](at)} for at in asked]
        if part == "recommendations":
            return [{**row, "informed_by": lines(row["informed_by"])} for row in typed if row["text"]]
        if part == "body":
            return [row for row in typed if row["heading"] or row["text"]]
        return [row for row in typed if row["title"]]

    def shown(self, part, content):
        """A part in words, for the two texts of a conflict."""
        names = EXEMPTION if part == "exemption" else (part,)
        return in_words(part, {name: content.get(name, getattr(self.paper, name)) for name in names})


def _initial(paper):
    return {
        **{field.name: getattr(paper, field.name) for field in paper._meta.fields},
        **exemption_of(paper),
        **{f"implication-{section}": text for section, text in paper.implications.items()},
        **{
            f"{name}-{at}-{key}": "\n".join(value) if isinstance(value, list) else value
            for name in (*ROWS, *ROWS_OF_A_REPORT)
            for at, row in enumerate(getattr(paper, name), start=1)
            for key, value in row.items()
        },
    }
