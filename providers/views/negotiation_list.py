"""The list of open points on either side of the table."""

from django.urls import reverse

from intentions.views.cut import cut_column, cut_filter
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, Tick, link
from portal.nhsuk.templatetags.nhs import tag_for

IN_ORDER = ("intention__published_in__order", "intention__published_order", "own_reference")
TURNS = {"us": "With us", "them": "With them", "agreed": "Wording agreed"}


class OpenPoints(Listing):
    """Both sides: every point that is not decided in public, whose turn it is, and since when."""

    noun = "point", "points"
    empty = "No point is open. What is decided and published is negotiated no more."
    search = ("intention__reference", "version__title", "own_reference", "title", "response__organisation__name")
    filters = {
        "change": cut_filter("version__kind"),
        "turn": AnyOf("Turn", "turn", choices=TURNS.items()),
        "provider": AnyOf("Provider", "response__organisation__slug", choices=lambda listing: _those(listing, "response__organisation")),
        "beside": Tick("Beside the intentions", lambda rows, listing: rows.filter(intention=None)),
        "programme": AnyOf("Programme", "intention__published_in__code", choices=lambda listing: _programmes(listing)),
    }
    columns = [
        Column("Intention", "reference", sort=IN_ORDER, cell=lambda row: _wording(row)),
        Column("Title", "heading"),
        cut_column(lambda row: row.version),
        Column("Provider", "response.organisation.name", sort="response__organisation__name"),
        Column("Turn", lambda row: TURNS[row.turn], sort=("turn", "turn_since"), cell=lambda row: tag_for(TURNS[row.turn])),
        Column("Since", "turn_since", sort="turn_since", cell=lambda row: words.history(row.turn_since)),
    ]
    sort = "since"


def _wording(row):
    args = [row.response.round.slug, row.reference, row.response.organisation.slug]
    return link(reverse("providers:wording", args=args), row.reference, hidden=f": wording with {row.response.organisation}")


def _those(listing, path):
    rows = listing.rows.order_by(f"{path}__name")
    return list(dict.fromkeys(rows.values_list(f"{path}__slug", f"{path}__name")))


def _programmes(listing):
    rows = listing.rows.filter(intention__isnull=False).order_by("intention__published_in__order")
    return list(dict.fromkeys(rows.values_list("intention__published_in__code", "intention__published_in__title")))
