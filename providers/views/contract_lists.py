"""What goes into whose contract, and whether the contracts measure alike, as lists of a round."""

from django.urls import reverse

from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, Tick, link

from ..documents.contracts import ORDER


class Schedules(Listing):
    """Commissioners: every accepted point and condition that names a schedule, by provider."""

    noun = "line", "lines"
    empty = "No accepted point names a schedule of a contract yet. A schedule is chosen where a point is decided."
    filters = {
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
            Column("What", "text"),
            Column("Owner", lambda row: row.owner or words.NOT_KNOWN),
            Column("Where it comes from", "source", on_page=False),
        ]


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
