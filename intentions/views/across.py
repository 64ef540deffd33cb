"""The intentions of every round one's organisations write, drafts and published: words, filters in the address, downloads."""

from django.core.exceptions import PermissionDenied
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, OneOf, Tick
from portal.nhsuk.templatetags.nhs import tag_for
from portal.organisations.models import Organisation
from portal.organisations.states import Kind
from portal.richtext.clean import to_text

from ..models import Intention, Round
from ..states import Confidence, Status
from .cut import cut_column, cut_filter
from .draft import reference, when, where

ROW = "latest__money"
MONEY = {
    "any": ("Names money", {f"{ROW}__isnull": False}),
    "unknown": ("An amount is not known", {f"{ROW}__isnull": False, f"{ROW}__amount": None}),
    "million": ("£1 million or more", {f"{ROW}__amount__gte": 1_000_000}),
    **{value: (f"{label} money", {f"{ROW}__confidence": value}) for value, label in Confidence.choices},
}
CHAPTER = "chapter__programme__slug"


def _rounds(listing):
    return [(round.slug, round.named) for round in listing.about["rounds"]]


def _years(listing):
    years = {year for round in listing.about["rounds"] for year in range(round.year_from, round.year_to + 1)}
    return [(year, words.financial_year(year)) for year in sorted(years, reverse=True)]


def _in_year(rows, values, listing):
    spans = [round.pk for round in listing.about["rounds"] if any(round.year_from <= int(year) <= round.year_to for year in values)]
    return rows.filter(round__in=spans)


def _used(key, name):
    """What the intentions one sees really name, so that no filter leads nowhere."""

    def choices(listing):
        return listing.rows.prefetch_related(None).exclude(**{key: None}).order_by(name).values_list(key, name).distinct()

    return choices


def _naming(path):
    """A lookup along many: the intention still counts once."""
    return lambda rows, values, listing: rows.filter(pk__in=listing.rows.filter(**{f"{path}__in": values}).order_by().values("pk"))


def _with_provider(rows, values, listing):
    """Named, or named by its kind."""
    known_kinds = Organisation.objects.visible_to(listing.user).filter(slug__in=values).values_list("kinds", flat=True)
    kinds = {kind for known in known_kinds for kind in known}
    by_kind = listing.rows.filter(latest__provider_kinds__overlap=sorted({*kinds, Kind.ALL_PROVIDERS}))
    by_name = listing.rows.filter(latest__providers__slug__in=values)
    return rows.filter(pk__in=by_name.order_by().values("pk")) | rows.filter(pk__in=by_kind.order_by().values("pk"))


def _with_money(rows, values, listing):
    return rows.filter(pk__in=listing.rows.filter(**MONEY[values[0]][1]).order_by().values("pk"))


def _owned(rows, values, listing):
    return rows.filter(owner=None) if values == ["nobody"] else rows.filter(owner__in=values)


def _owners(listing):
    return [("nobody", "Nobody"), *_used("owner", "owner__name")(listing)]


def _round(row):
    """Named where it begins: the same name in every row says nothing."""
    return row.round.named if row.begins_round else format_html('<span class="app-again">{}</span>', row.round.named)


class Across(Listing):
    noun = "intention", "intentions"
    empty = "Your organisations have written no intention."
    search = ("reference", "latest__title", "latest__theme", "latest__description", "round__title")
    filters = {
        "change": cut_filter("latest__kind"),
        "round": AnyOf("Round", "round__slug", choices=_rounds),
        "programme": AnyOf("Programme", CHAPTER, choices=_used(CHAPTER, "chapter__programme__name")),
        "place": AnyOf("Place", _naming("latest__places__slug"), choices=_used("latest__places__slug", "latest__places__name")),
        "provider": AnyOf("Provider", _with_provider, choices=_used("latest__providers__slug", "latest__providers__name")),
        "state": AnyOf("State", "latest__status", choices=Status.choices),
        "year": AnyOf("Year", _in_year, choices=_years),
        "money": OneOf("Money", _with_money, choices=[(key, text) for key, (text, _) in MONEY.items()]),
        "owner": OneOf("Owner", _owned, choices=_owners),
        "mine": Tick("Mine", lambda rows, listing: rows.filter(owner=listing.user)),
    }
    columns = [
        Column("Ref", "reference", sort=("reference", "round__title"), cell=reference),
        Column("Title", "latest.title", sort="latest__title"),
        cut_column(lambda row: row.latest, sort="cut_place"),
        Column("Round", "round.named", sort=("-round__year_from", "round__title", "chapter__order", "order", "reference"), cell=_round),
        Column("Where", where),
        Column("When", when, sort=("latest__from_date", "latest__to_date")),
        Column("Owner", lambda row: str(row.owner) if row.owner else "Nobody", sort="owner__name"),
        Column("State", "latest.get_status_display", sort="latest__status", cell=lambda row: tag_for(row.latest)),
        Column("Programme", "chapter.title", on_page=False),
        Column("Description", lambda row: to_text(row.latest.description), on_page=False),
        Column("Version", "latest.number", on_page=False),
    ]
    sort = "round"

    @property
    def table(self):
        before = None
        for row in self.page:
            row.begins_round, before = row.round_id != before, row.round_id
        return super().table


@require_GET
def across(request):
    """Only for people of commissioners: for others there is the search of what is published."""
    ours = Round.objects.visible_to(request.user).written_by(request.user).prefetch_related("participants")
    rounds = [one for one in ours.order_by("-year_from", "title") if request.user.has_perm("intentions.draft", one)]
    if not rounds and not request.user.has_perm("intentions.start"):
        raise PermissionDenied
    rows = Intention.objects.visible_to(request.user).filter(round__in=rounds, latest__isnull=False)
    loaded = rows.with_cut().select_related("latest", "owner", "chapter", "round").prefetch_related("latest__places")
    return Across(request, loaded, title="Intentions of every round", rounds=rounds).answer("intentions/across.html")
