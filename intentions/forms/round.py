import holidays
from django.db.models import Exists, OuterRef
from django.utils.text import slugify
from django.utils.timezone import localtime

from portal.nhsuk import fields, words
from portal.organisations.models import Organisation
from portal.organisations.rules import roles_of
from portal.organisations.slugs import fixed
from portal.organisations.states import Role

from ..models import Round
from ..states import RoundKind
from .choices import near
from .facts import is_taken, years_offered
from .folded import FoldedCheckboxes
from .paper import PAPER, PaperQuestions

EMPTY, COPY, FROM_PAPER = "empty", "copy", "paper"
NO_ANSWERS = "A round carried over from paper asks for no answers: leave this empty"
DATES = ("notice_by_date", "effective_date", "response_deadline")


class StartForm(PaperQuestions):
    """A new round, empty or out of another. A date on a day nobody works must be confirmed."""

    begin = fields.Radios(
        label="How does it begin?",
        choices=[(EMPTY, "Empty"), (COPY, "As a copy of another round"), (FROM_PAPER, "Carried over from paper")],
        hints={
            COPY: "Its chapters, front matter and intentions become drafts. You see first what moves to the new years",
            FROM_PAPER: "An old round, entered as it stood. It needs no notice, no invitations and no deadlines, and everywhere it is "
            "shown it is marked as carried over from paper",
        },
        reveals={COPY: ["source"], FROM_PAPER: list(PAPER)},
        missing="Select how the round begins",
    )
    source = fields.Select(label="Round to copy", choices=(), blank="Select a round", missing="Select the round to copy")
    title = fields.TextField(label="Title", hint="For example, Eastham commissioning intentions 2027/28", missing="Enter a title")
    kind = fields.Radios(label="Kind", choices=RoundKind.choices, missing="Select the kind of round")
    lead = fields.Select(label="Lead commissioner", choices=(), blank="Select an organisation", missing="Select the lead commissioner")
    participants = FoldedCheckboxes(label="Partners", hint="Their authors write in it too", choices=(), required=False, small=True)
    year_from = fields.Select(label="First financial year", choices=(), blank="Select a year", missing="Select the first year", coerce=int)
    year_to = fields.Select(label="Last financial year", choices=(), blank="Select a year", missing="Select the last year", coerce=int)
    notice_by_date = fields.DateField(label="Give notice by", hint="Left empty, 30 September before the first year", required=False)
    effective_date = fields.DateField(label="Takes effect on", hint="Left empty, 1 April of the first year", required=False)
    response_deadline = fields.DateTimeField(label="Responses until", required=False)
    keep_dates = fields.BooleanField(label="Keep these dates", required=False)

    def __init__(self, data=None, *, user, today):
        super().__init__(data)
        self.sources = {str(one.pk): one for one in Round.objects.visible_to(user).written_by(user).order_by("-year_from", "title")}
        self.commissioners = _commissioners(user, list(self.sources.values()))
        mine = {organisation for organisation, role in roles_of(user) if role in (Role.AUTHOR, Role.APPROVER)}
        self.fields["source"].choices = [(pk, str(one)) for pk, one in self.sources.items()]
        self.fields["participants"].choices = [(pk, one.name) for pk, one in self.commissioners.items()]
        self.fields["participants"].near = near(self.commissioners)
        self.fields["lead"].choices = [(pk, one.name) for pk, one in self.commissioners.items() if one.pk in mine]
        if len(self.fields["lead"].choices) == 1:
            lead = self.fields["lead"].initial = self.fields["lead"].choices[0][0]
            self.fields["participants"].choices = [(pk, name) for pk, name in self.fields["participants"].choices if pk != lead]
        self.fields["year_from"].choices = self.fields["year_to"].choices = years_offered(today)
        self.odd = []

    def questions(self):
        """The last box is asked only when a date is odd."""
        return [bound for bound in super().questions() if bound.name != "keep_dates" or self.odd]

    def clean_title(self):
        title = self.cleaned_data["title"]
        self.slug = slugify(title.replace("/", "-"))[:80].strip("-")
        if not self.slug or self.slug in fixed():
            self.add_error("title", "Title must have a word that can be in an address")
        elif Round.objects.filter(slug=self.slug).exists():
            self.add_error("title", f"There is already a round called “{title}”. Enter another title")
        elif is_taken(self.slug):
            self.add_error("title", f"A round that was deleted or renamed had the address of “{title}”. Enter another title")
        return title

    def clean(self):
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", "Last financial year must be the same as or after the first")
        self._ask_about_years(first)
        notice, effective = self.cleaned_data.get("notice_by_date"), self.cleaned_data.get("effective_date")
        if notice and effective and effective < notice:
            self.add_error("effective_date", "The day it takes effect must be after the day of notice")
        if self.cleaned_data.get("begin") == FROM_PAPER:
            self.clean_paper()
            self._refuse_a_deadline()
        else:
            self._ask_about_dates()

    def _refuse_a_deadline(self):
        if self.cleaned_data.get("response_deadline"):
            self.add_error("response_deadline", NO_ANSWERS)

    def _ask_about_years(self, first):
        """A copy is rolled forward, never back."""
        source = self.sources.get(self.cleaned_data.get("source") or "") if self.cleaned_data.get("begin") == COPY else None
        if source and first and first < source.year_from:
            year = words.financial_year(source.year_from)
            self.add_error("year_from", f"First financial year must be {year} or later: “{source}” begins then, and a copy rolls forward")

    def _ask_about_dates(self):
        self.odd = [(name, said) for name in DATES if (said := not_a_working_day(self.cleaned_data.get(name)))]
        if self.odd and not self.cleaned_data.get("keep_dates"):
            for name, said in self.odd:
                self.add_error(name, f"{said}. Change the date, or tick “Keep these dates”")

    def round_content(self):
        """As the actions take it. A date left out is the usual one; a paper has those that it states."""
        said = self.cleaned_data
        is_from_paper = said["begin"] == FROM_PAPER
        dates = {name: said[name] for name in DATES if said.get(name) or is_from_paper}
        paper = {name: said[name] for name in PAPER} if is_from_paper else {}
        return {
            "title": said["title"],
            "slug": self.slug,
            "lead": self.commissioners[said["lead"]],
            "participants": [self.commissioners[pk] for pk in said["participants"] if pk != said["lead"]],
            "year_from": said["year_from"],
            "year_to": said["year_to"],
            **dates,
            **paper,
        }


def _commissioners(user, rounds):
    """Those of the user's other rounds are near."""
    partner = Exists(Organisation.objects.filter(pk=OuterRef("pk"), rounds__in=rounds))
    open_now = Organisation.objects.visible_to(user).commissioners().open().annotate(is_near=partner).order_by("name")
    return {str(one.pk): one for one in open_now}


def not_a_working_day(moment):
    """“31 January 2015 is a Saturday”, or the name of the bank holiday; nothing for a working day."""
    if moment is None:
        return ""
    day = moment if not hasattr(moment, "hour") else localtime(moment).date()
    if day.weekday() > 4:
        return f"{words.day(day)} is a {day:%A}"
    holiday = holidays.country_holidays("GB", subdiv="ENG", years=day.year).get(day)
    return f"{words.day(day)} is a bank holiday ({holiday})" if holiday else ""
