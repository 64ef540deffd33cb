"""The lists of what comes after the decisions: contract schedules, measures across contracts, the procurement pipeline."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from intentions.views.cut import cut_column, cut_filter, marked, worked_out_filter
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, Tick, link
from portal.nhsuk.templatetags.nhs import tag_for

from ..documents import procurement
from ..documents.contracts import ORDER
from ..states import Route


class Schedules(Listing):
    """Commissioners: everything agreed that goes into a schedule, by provider, in the agreed words."""

    noun = "line", "lines"
    empty = "No accepted point names a schedule of a contract yet. A schedule is chosen where a point is decided."
    filters = {
        "change": worked_out_filter(),
        "provider": AnyOf(
            "Provider", "slug", choices=lambda listing: list(dict.fromkeys((row.slug, row.provider) for row in listing.rows))
        ),
        "schedule": AnyOf("Schedule", "schedule", choices=lambda listing: [(one, one) for one in ORDER if one in _used(listing)]),
    }
    sort = "provider"

    def __init__(self, *args, round, **more):
        super().__init__(*args, **more)
        self.columns = [
            Column("Provider", "provider", sort=("provider", "place", "reference")),
            Column("Schedule", "schedule", sort=("place", "provider", "reference")),
            Column("Intention", "reference", sort=("reference", "provider"), cell=lambda row: _point(round, row)),
            cut_column(lambda row: row if row.cut else None),
            Column("What is agreed", "text", cell=_agreed),
            Column("Verdict", "verdict", on_page=False),
            Column("Amount", "amount", on_page=False),
            Column("By", "by_date", sort=("by_date", "provider", "reference"), on_page=False),
            Column("Activity", "activity", on_page=False),
            Column("Contract", "contract", on_page=False),
            Column("Owner", lambda row: row.owner or words.NOT_KNOWN),
            Column("Memorandum", lambda row: _memorandum(row), cell=lambda row: _in(row)),
            Column("Where it comes from", "source", on_page=False),
            Column("Corrected", "corrected", on_page=False),
            Column("How the answer came", "came", on_page=False),
        ]


def _agreed(row):
    """The words, and under them the sum, the day, the activity, the contract and what is marked."""
    by = f"By {words.day(row.by_date)}" if row.by_date else ""
    marked = "" if row.came == "Submitted" else row.came
    beside = [one for one in (row.amount, by, row.activity, row.contract, row.corrected, marked) if one]
    return format_html("{} {}{}", tag_for(row.verdict), row.text, format_html_join("", "<br>{}", ((one,) for one in beside)))


def _memorandum(row):
    return f"{row.memorandum.with_whom}, version {row.memorandum.number}" if row.memorandum else "None"


def _in(row):
    return link(row.memorandum, capfirst(_memorandum(row))) if row.memorandum else "None"


def _used(listing):
    return {row.schedule for row in listing.rows}


def _point(round, row):
    """The point decided, named by where the line comes from."""
    return link(reverse("providers:decide", args=[round.slug, row.reference, row.slug]), row.reference, hidden=f": {row.source}")


class Measures(Listing):
    """Commissioners: the measures of the outcomes that accepted points serve, and in whose contracts they are to be."""

    noun = "measure", "measures"
    empty = "No accepted point serves an outcome that is measured."
    filters = {"missing": Tick("Not in every contract", lambda rows, listing: rows.filter(is_harmonised__in=[False]))}
    columns = [
        Column("Measure", "measure", sort="measure"),
        Column("In the contracts of", lambda row: ", ".join(row.held)),
        Column("Not in those of", lambda row: ", ".join(row.missing) or "Nobody"),
        Column("In every contract", lambda row: "Yes" if row.is_harmonised else "No", sort=("is_harmonised", "measure")),
    ]
    sort = "measure"


class Pipeline(Listing):
    """Everybody: services whose contracts end, by the day they end."""

    noun = "service", "services"
    empty = "No service is in the pipeline yet."
    search = ("service", "intended", "current_arrangement")
    filters = {
        "change": cut_filter("intention__published__kind"),
        "ends": AnyOf(
            "Contract ends in", lambda rows, values, listing: rows.filter(_ending(values)), choices=lambda listing: _years(listing)
        ),
        "route": AnyOf("Route", "route", choices=Route.choices),
    }
    columns = [
        Column("Service", "service", sort="service", cell=lambda row: _bought(row)),
        Column("Intention", "intention.reference", on_page=False),
        cut_column(lambda row: _read(row), on_page=False),
        Column("Current arrangement", lambda row: row.current_arrangement or words.NOT_KNOWN, on_page=False),
        Column("Contract ends", "expiry_date", sort=("expiry_date", "service"), cell=lambda row: _ends(row)),
        Column("About the expiry", "expiry_note", on_page=False),
        Column("Review", lambda row: row.review or words.NOT_KNOWN, on_page=False),
        Column("Intended", lambda row: row.intended or words.NOT_KNOWN, cell=lambda row: _intended(row)),
        Column("Route", lambda row: row.get_route_display() or "Not decided", cell=lambda row: _route(row)),
        Column("Starts", "start_date", sort="start_date", cell=lambda row: words.day(row.start_date)),
        Column("Value", "value", sort="value", cell=lambda row: words.money(row.value)),
        Column("Standstill ends", procurement.standstill, on_page=False),
    ]
    sort = "contract_ends"

    def __init__(self, *args, may_write=False, **more):
        super().__init__(*args, **more)
        if may_write:
            self.columns = [*self.columns, Column("Shown to", _shown_to, cell=_change)]


def _years(listing):
    days = listing.rows.exclude(expiry_date=None).values_list("expiry_date", flat=True)
    return [(year, words.financial_year(year)) for year in sorted({day.year - (day.month < 4) for day in days})]


def _ending(years):
    """In one of these financial years."""
    found = Q()
    for year in map(int, years):
        found |= Q(expiry_date__range=(date(year, 4, 1), date(year + 1, 3, 31)))
    return found


def _read(row):
    """The version of its intention that everybody reads."""
    return row.intention.published if row.intention else None


def _bought(row):
    version = _read(row)
    more = [link(row.intention, row.intention.reference)] if row.intention else []
    more += [marked(version)] if version and version.kind else []
    more += [row.current_arrangement] if row.current_arrangement else []
    return format_html("<strong>{}</strong>{}", row.service, format_html_join("", "<br>{}", ((one,) for one in more)))


def _ends(row):
    day = words.day(row.expiry_date) if row.expiry_date else ""
    note = row.expiry_note if row.expiry_note not in day else ""
    return ". ".join(filter(None, [day, note])) or words.NOT_KNOWN


def _intended(row):
    said = row.intended or words.NOT_KNOWN
    return format_html("{}<br>Review: {}", said, row.review) if row.review else said


def _route(row):
    route, until = row.get_route_display() or "Not decided", procurement.standstill(row)
    return format_html("{}<br>Representations until {}", route, words.day(until)) if until else route


def _shown_to(row):
    return "Everybody" if row.is_published else "Commissioners only"


def _change(row):
    href = reverse("providers:save_procurement", args=[row.round.slug, row.pk])
    return format_html("{}<br>{}", _shown_to(row), link(href, "Change", hidden=row.service))
