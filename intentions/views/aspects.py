"""The intentions of a round as table, in full, by borough, as a timeline and by money (P6): one truth, the same filters."""

from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from portal.nhsuk import fields
from portal.nhsuk.lists import Address, AnyOf, Column, Listing, link
from portal.richtext.clean import to_text

from .. import timescale
from ..documents import aspects
from ..documents.pictures import in_words
from ..models import Version
from ..models.paper import MARK
from ..states import Setting, Strength
from .cut import cut_column, cut_filter
from .draft import places_in_words
from .reading import published_rounds

ASPECTS = {"table": "Table", "what": "What, description, timescale", "boroughs": "By borough", "timeline": "Timeline", "money": "Money"}


def offered(path, name=None):
    """What the round's published intentions have, so that no filter leads nowhere."""

    def choices(listing):
        return listing.rows.exclude(**{path: None}).order_by(name or path).values_list(path, name or path).distinct()

    return choices


def having(path):
    """A lookup along many: the version still counts once."""
    return lambda rows, values, listing: rows.filter(pk__in=listing.rows.filter(**{f"{path}__in": values}).order_by().values("pk"))


def period(version):
    return timescale.in_words(version.from_date, version.to_date, version.precision)


def when(version):
    return version.timescale or period(version) or "No date yet"


def names(related):
    return lambda version: "; ".join(sorted(thing.name for thing in getattr(version, related).all()))


def picture_of(version, row):
    """Its words, and where it is handed out."""
    return f"{in_words(row)} {settings.PORTAL_ADDRESS}{reverse('intentions:picture', args=['version', version.pk, row['file']])}"


def providers(version):
    if version.affects_no_provider:
        return "None"
    kinds = dict(version._meta.get_field("provider_kinds").base_field.choices)
    return "; ".join([*sorted(one.name for one in version.providers.all()), *(str(kinds[kind]) for kind in version.provider_kinds)])


class Published(Listing):
    """The published version of every intention of a round."""

    noun = "intention", "intentions"
    empty = "No intention has been published."
    search = ("intention__reference", "title", "description", "theme")
    filters = {
        "change": cut_filter("kind"),
        "programme": AnyOf(
            "Programme", "intention__published_in__code", choices=offered("intention__published_in__code", "intention__published_in__title")
        ),
        "place": AnyOf("Place", having("places__slug"), choices=offered("places__slug", "places__name")),
        "provider": AnyOf("Provider", having("providers__slug"), choices=offered("providers__slug", "providers__name")),
        "setting": AnyOf("Setting", "setting", choices=Setting.choices),
        "strength": AnyOf("Strength of intent", "strength", choices=Strength.choices),
    }
    columns = [
        Column(
            "Ref",
            "intention.reference",
            sort=("intention__published_in__order", "intention__published_order", "intention__reference"),
            cell=lambda row: format_html('<span class="app-unbroken">{}</span>', link(row.intention, row.intention.reference)),
        ),
        Column("Title", "title", sort="title"),
        cut_column(lambda row: row, sort="cut_place"),
        Column("Programme", "intention.published_in.title", sort="intention__published_in__order"),
        Column("Where", names("places"), cell=lambda row: places_in_words(row.places.all()) or "Not said"),
        Column("When", when, sort=("from_date", "to_date")),
        Column("Providers affected", providers),
        Column("Strength", "get_strength_display", sort="strength", cell=lambda row: row.get_strength_display() or "Not said"),
        Column("Theme", "theme", on_page=False),
        Column("Description", lambda row: to_text(row.description), on_page=False),
        Column("Pictures", lambda row: "; ".join(picture_of(row, one) for one in row.pictures), on_page=False),
        Column("Setting", "get_setting_display", on_page=False),
        Column("Kind", "get_kind_display", on_page=False),
        Column("Period", period, on_page=False),
        Column("Contract lever", "lever", on_page=False),
        Column("Version", "number", on_page=False),
        Address(value=lambda row: row.intention.get_absolute_url(), on_page=False),
    ]
    sort = "ref"

    @property
    def aspect(self):
        asked = self.request.GET.get("as", "")
        return asked if asked in ASPECTS else "table"

    @cached_property
    def form(self):
        """The filters keep the way of looking."""
        form = super().form
        form.fields["as"] = fields.HiddenField(required=False, initial=self.aspect)
        return form

    @property
    def is_whole(self):
        """All but the table show every intention at once."""
        return self.aspect != "table"

    def aspects(self):
        """The ways as links; the one in use is none."""
        return [(text, None if key == self.aspect else self.href(**{"as": key})) for key, text in ASPECTS.items()]


class FromPaper(Published):
    """Each row of a download says where it comes from."""

    columns = [*Published.columns, Column(MARK, "intention.round.paper_in_words", on_page=False)]


@login_not_required
def view(request, round):
    found = get_object_or_404(published_rounds(request.user), slug=round)
    rows = (
        Version.objects.visible_to(request.user)
        .filter(published_of__round=found)
        .with_cut()
        .select_related("intention__round", "intention__published_in")
        .prefetch_related("places", "providers")
    )
    listing = (FromPaper if found.is_from_paper else Published)(request, rows, title=f"{found.named}: intentions")
    context = {
        "round": found,
        "crumbs": [
            {"text": "Home", "href": reverse("front")},
            {"text": "Rounds", "href": reverse("intentions:rounds")},
            {"text": found.title, "href": found.get_absolute_url()},
        ],
    }
    return listing.answer("intentions/view.html", context | PREPARED[listing.aspect](listing, found))


def _boroughs(listing, round):
    versions = listing.found.prefetch_related(None).prefetch_related("places__members", "places__children")
    places = round.in_force.places.prefetch_related("members", "children")
    boroughs, lines = aspects.by_borough(versions, places, lambda version: version.intention.published_in.title)
    return {"boroughs": boroughs, "lines": lines}


def _what(listing, round):
    """As the source documents draw it: a table for each programme, what is meant in full in each row."""
    in_order = listing.found.order_by("intention__published_in__order", "intention__published_order", "intention__reference")
    chapters = groupby(in_order, key=lambda version: version.intention.published_in.title)
    return {"chapters": [(title, [(version, when(version)) for version in versions]) for title, versions in chapters]}


def _timeline(listing, round):
    return {"stretches": aspects.by_quarter(listing.found)}


def _money(listing, round):
    rows = list(aspects.money_rows(listing.found.prefetch_related("money")))
    return {"money": [(version, row, aspects.years(row)) for version, row in rows], "sums": aspects.sums(rows)}


PREPARED = {"table": lambda listing, round: {}, "what": _what, "boroughs": _boroughs, "timeline": _timeline, "money": _money}
