"""The library of outcomes and one outcome, as everybody reads them."""

from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.db.models import Value
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property

from portal.nhsuk.lists import Address, AnyOf, Column, Listing, link
from portal.organisations.rules import memberships_of
from portal.organisations.states import Role

from ..documents import drawing, readings
from ..models import Outcome
from ..states import Book, Prioritised
from .cells import latest_in_words, latest_with_icons


def having(path):
    """A lookup along a path that may meet a row more than once; the row still counts once."""
    return lambda rows, values, listing: rows.filter(pk__in=rows.model.objects.visible_to(listing.user).filter(**{f"{path}__in": values}))


def offered(kind):
    return lambda listing: listing.known[kind]


class Outcomes(Listing):
    """The published library. What the filters offer is what the outcomes have."""

    noun = "outcome", "outcomes"
    empty = "No outcome has been published."
    search = ("statement", "population")
    filters = {
        "population": AnyOf("Who it is for", "population", choices=offered("population")),
        "prioritised": AnyOf("Prioritised by", "prioritised_by", choices=Prioritised.choices),
        "table": AnyOf("Table", having("rows__table__slug"), choices=offered("table")),
        "tier": AnyOf("Tier", having("rows__tier"), choices=offered("tier")),
        "framework": AnyOf("Framework", having("measures__indicator__framework"), choices=offered("framework")),
        "place": AnyOf("Place", having("places__slug"), choices=offered("place")),
    }
    columns = [
        Column("Outcome", "statement", sort="statement", cell=lambda row: link(row, row.statement)),
        Column("Who it is for", lambda row: row.population or "Everyone", sort="population"),
        Column("Prioritised by", "get_prioritised_by_display", sort="prioritised_by"),
        Column("Latest", latest_in_words, cell=latest_with_icons),
        Column("Measures", lambda row: [measure.title for measure in row.measures.all()], on_page=False),
        Column("Source", "source", on_page=False),
        Address(on_page=False),
    ]
    sort = "outcome"

    @cached_property
    def known(self):
        """{filter: [(value, words)]} of what the published outcomes have, in one query."""
        public = Outcome.objects.visible_to(self.user).filter(is_published=True).order_by()
        asked = {
            "population": public.values_list("population", "population"),
            "table": public.values_list("rows__table__slug", "rows__table__title"),
            "tier": public.values_list("rows__tier", "rows__tier"),
            "framework": public.values_list("measures__indicator__framework", "measures__indicator__framework"),
            "place": public.values_list("places__slug", "places__name"),
        }
        named = [rows.annotate(kind=Value(kind)) for kind, rows in asked.items()]
        found = defaultdict(list)
        for value, text, kind in sorted(named[0].union(*named[1:]), key=lambda row: str(row[1])):
            if value:
                found[kind].append((value, text))
        return found


@login_not_required
def index(request):
    public = Outcome.objects.visible_to(request.user).filter(is_published=True)
    listing = Outcomes(request, public.with_measures(), title="Outcomes")
    return listing.answer("outcomes/index.html", {"steps": _steps(request)})


def _steps(request):
    """Drafts of the reader's organisations, and a new one; nothing for others."""
    if not request.user.has_perm("outcomes.create"):
        return []
    drafts = Outcome.objects.visible_to(request.user).filter(is_published=False).order_by("statement")
    steps = [{"text": f"Draft: {outcome.statement}", "href": reverse("outcomes:edit", args=[outcome.slug])} for outcome in drafts]
    writing = [held for held in memberships_of(request.user) if held.role in (Role.AUTHOR, Role.APPROVER)]
    books = [
        {"text": f"Outcomes of {owner.short_name} in Excel", "href": reverse("outcomes:bring_back", args=[owner.slug, Book.OUTCOMES])}
        for owner in dict.fromkeys(held.organisation for held in writing)
    ]
    return [*steps, {"text": "Write an outcome", "href": reverse("outcomes:create")}, *books]


@login_not_required
def detail(request, slug):
    public = Outcome.objects.visible_to(request.user).filter(is_published=True)
    outcome = get_object_or_404(public.with_measures().prefetch_related("places", "rows__table").select_related("owner"), slug=slug)
    measures = [
        (measure, [(one, drawing(one) if one.is_chart else None) for one in readings(measure)]) for measure in outcome.measures.all()
    ]
    may_edit = request.user.has_perm("outcomes.edit", outcome)
    context = {
        "steps": [{"text": "Edit this outcome", "href": reverse("outcomes:edit", args=[slug])}] if may_edit else [],
        "outcome": outcome,
        "measures": measures,
        "intentions": _intentions(outcome),
        "crumbs": [{"text": "Home", "href": reverse("front")}, {"text": "Outcomes", "href": reverse("outcomes:index")}],
    }
    return render(request, "outcomes/detail.html", context)


def _intentions(outcome):
    """Published versions that name this outcome, in the order of their rounds."""
    return (
        outcome.versions.filter(published_of__isnull=False)
        .select_related("intention__round")
        .order_by("-intention__round__year_from", "intention__round__title", "intention__reference")
    )
