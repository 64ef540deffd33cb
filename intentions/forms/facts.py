"""The facts of a round on one page: title, address, years, commissioners, dates, deadlines, places, target."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify

from portal.nhsuk import fields, words
from portal.organisations.models import Organisation, Place
from portal.organisations.rules import roles_of
from portal.organisations.slugs import fixed
from portal.organisations.states import Role

from ..models import FormerSlug, Round
from .choices import near_places
from .folded import FoldedCheckboxes
from .front import PassageForm
from .paper import PAPER, PaperQuestions

FIRST_YEAR, AHEAD = 2005, 10  # the first round on paper that anybody has carried over; how far one plans
DEADLINES = ("question_deadline", "response_deadline")
YEARS = ("year_from", "year_to")


def years_offered(today):
    return [(year, words.financial_year(year)) for year in range(FIRST_YEAR, today.year + AHEAD + 1)]


def is_taken(slug, *, but=None):
    """Is it, or was it, the address of another round? One that is deleted keeps its own."""
    others = Round.with_deleted.filter(slug=slug), FormerSlug.objects.filter(slug=slug)
    return others[0].exclude(pk=but).exists() or others[1].exclude(round=but).exists()


class FactsForm(PaperQuestions, PassageForm):
    """Every fact of a round. Of a published one the note is asked for as soon as something that everybody reads is changed."""

    title = fields.TextField(label="Title", missing="Enter a title", max_length=200)
    slug = fields.TextField(
        label="Address", hint="The words after /rounds/. The old address leads to the new one.", missing="Enter an address", max_length=80
    )
    year_from = fields.Select(label="First financial year", choices=(), blank=None, coerce=int)
    year_to = fields.Select(label="Last financial year", choices=(), blank=None, coerce=int)
    lead = fields.Select(label="Lead commissioner", choices=(), blank=None)
    participants = FoldedCheckboxes(label="Partners", hint="Their authors write in it too", choices=(), required=False, small=True)
    notice_by_date = fields.DateField(label="Give notice by", required=False)
    effective_date = fields.DateField(label="Takes effect on", required=False)
    question_deadline = fields.DateTimeField(label="Questions until", required=False)
    response_deadline = fields.DateTimeField(label="Responses until", required=False)
    places = FoldedCheckboxes(
        label="Places it is for", hint="Boroughs, or a group or system that holds them", choices=(), required=False, small=True
    )
    savings_target = fields.MoneyField(label="Savings target", hint="Over all its years. Leave empty if there is none", required=False)
    savings_note = fields.TextArea(label="What the target is", required=False, max_length=2000, rows=3)

    def __init__(self, data=None, *, thing, prefix=None, user=None):
        self.user, self.is_public = user, thing.first_published_at is not None
        self.known = {str(place.pk): place for place in Place.objects.order_by("name")}
        self.commissioners = _commissioners(thing, user)
        super().__init__(data, thing=thing, prefix=prefix)
        self.fields["places"].choices = [(pk, place.name) for pk, place in self.known.items()]
        self.fields["places"].near = near_places(thing)
        names = [(pk, one.name) for pk, one in self.commissioners.items()]
        self.fields["lead"].choices = names
        self.fields["participants"].choices = [(pk, name) for pk, name in names if pk != str(thing.lead_id)]
        offered = years_offered(timezone.localdate())
        self.fields["year_from"].choices = self.fields["year_to"].choices = offered
        self._leave_out()

    def _leave_out(self):
        """Who is asked to answer, and until when, is said by an edition; a paper asks nobody, and only a paper is asked about."""
        out = () if self.thing.is_from_paper else PAPER
        if self.thing.is_from_paper or (self.is_public and not self.thing.response_deadline):
            out = (*out, *DEADLINES)
        for name in out:
            del self.fields[name]

    @property
    def parts(self):
        return {name: (name,) for name in self.base_fields if name in getattr(self, "fields", self.base_fields)}

    # ── What is judged ──────────────────────────────────────────────────────────────────────────────────────────────
    def clean_slug(self):
        slug = self.cleaned_data["slug"].strip().strip("/").lower()
        if slugify(slug) != slug:
            self.add_error("slug", "Address must have only letters, numbers and hyphens")
        elif slug in fixed():
            self.add_error("slug", f"“{slug}” is the address of another page. Enter another")
        elif is_taken(slug, but=self.thing.pk):
            self.add_error("slug", f"“{slug}” is, or was, the address of another round. Enter another")
        return slug

    def clean(self):
        said = self.cleaned_data.get
        if said("year_from") and said("year_to") and said("year_to") < said("year_from"):
            self.add_error("year_to", "Last financial year must be the same as or after the first")
        if said("notice_by_date") and said("effective_date") and said("effective_date") < said("notice_by_date"):
            self.add_error("effective_date", "The day it takes effect must be after the day of notice")
        if said("question_deadline") and said("response_deadline") and said("question_deadline") > said("response_deadline"):
            self.add_error("response_deadline", "Responses until must be at or after the deadline for questions")
        if self.is_public and "response_deadline" in self.fields and not said("response_deadline"):
            self._ask_for_a_deadline()
        if self.thing.is_from_paper:
            self.clean_paper()
        self._keep_a_writer()

    def _ask_for_a_deadline(self):
        if "response_deadline" not in self.errors:
            self.add_error("response_deadline", "Enter the deadline for responses: providers were given one")

    def _keep_a_writer(self):
        """Nobody locks themselves out by a choice of commissioners."""
        if self.user is None or not self.cleaned_data.get("lead"):
            return
        mine = {str(pk) for pk, role in roles_of(self.user) if role in (Role.AUTHOR, Role.APPROVER)}
        if not mine & {self.cleaned_data["lead"], *self.cleaned_data.get("participants", ())}:
            self.add_error("lead", "You would no longer write in it: keep your own organisation as lead or as a partner")

    # ── What stands, and what is said ───────────────────────────────────────────────────────────────────────────────
    def kept(self, name):
        if name in ("places", "participants"):
            return [str(one.pk) for one in getattr(self.thing, name).all()]
        value = str(self.thing.lead_id) if name == "lead" else super().kept(name)
        return timezone.localtime(value) if name in DEADLINES and value else value

    def said(self, part):
        value = self.cleaned_data.get(part)
        if part == "places":
            return [self.known[pk] for pk in value or []]
        if part == "participants":
            return [self.commissioners[pk] for pk in value or [] if pk != self.cleaned_data.get("lead")]
        if part == "lead":
            return self.commissioners[value]
        return value or "" if part in ("savings_note", "paper_title", "paper_publisher") else value

    def shown(self, part, content):
        if part in ("places", "participants"):
            things = content.get(part, getattr(self.thing, part).all())
            none = "No place" if part == "places" else "No partners"
            return format_html("<p>{}</p>", ", ".join(sorted(one.name for one in things)) or none)
        value = content.get(part, self.thing.lead if part == "lead" else self.kept(part))
        if part in SAID_AS:
            return format_html("<p>{}</p>", SAID_AS[part](value) if value is not None else "Not set")
        return super().shown(part, content)


SAID_AS = {
    "savings_target": words.money,
    "notice_by_date": words.day,
    "effective_date": words.day,
    "question_deadline": words.when,
    "response_deadline": words.when,
    "paper_date": words.day,
    "paper_is_month": lambda value: "Yes" if value else "No",
    "year_from": words.financial_year,
    "year_to": words.financial_year,
}


class NoteForm(fields.NHSForm):
    """Why a public fact was changed: asked for of a published round."""

    note = fields.TextArea(
        label="Public note",
        hint="Needed when the title, address, years, commissioners or deadlines change: everybody reads it with the round.",
        required=False,
        max_length=2000,
        rows=3,
    )


def _commissioners(round, user):
    """Open ones this person can see, and those the round has."""
    own = Organisation.objects.filter(pk__in=round.commissioner_ids())
    if user is not None:
        seen = Organisation.objects.visible_to(user)
        own = seen.filter(pk__in=seen.commissioners().open().values("pk")) | seen.filter(pk__in=round.commissioner_ids())
    near = dict.fromkeys(round.commissioner_ids(), True)
    found = sorted(own.distinct(), key=lambda one: (one.pk not in near, one.name))
    return {str(one.pk): one for one in found}


class DeleteRoundForm(fields.NHSForm):
    """Deleting a whole round is meant."""

    is_meant = fields.BooleanField(label="Delete it, with all that is in it", required=False)

    def clean_is_meant(self):
        is_meant = self.cleaned_data["is_meant"]
        if not is_meant:
            self.add_error("is_meant", "Tick that you mean to delete it")
        return is_meant
