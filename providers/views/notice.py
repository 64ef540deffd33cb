"""Notice of the contracts that a round stops or changes: by when, whether it was given, how that is proved."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate

from intentions import checks
from intentions.models import notice as reckoned
from intentions.views.cut import cut_column, worked_out_filter
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, PlainRows, link
from portal.nhsuk.templatetags.nhs import tag_for

from ..documents.served import served
from ..models import Invitation
from .doors import asked, the_round

STATES = [
    (one, one)
    for one in (
        reckoned.TOO_LATE, reckoned.TO_GIVE, reckoned.NOT_KNOWN, reckoned.LATE, reckoned.EXCUSED, reckoned.IN_TIME, reckoned.ENDS,
    )
]  # fmt: skip


class Notices(Listing):
    """The first that runs out stands first."""

    noun = "contract", "contracts"
    empty = (
        "No intention of this round names a contract. Name it in the editor, under Contract, where an intention stops or changes a service."
    )
    filters = {
        "change": worked_out_filter(),
        "state": AnyOf("Notice", "state", choices=STATES),
        "provider": AnyOf(
            "Provider", "provider", choices=lambda listing: [(one, one) for one in sorted({row.provider for row in listing.rows})]
        ),
    }
    columns = [
        Column("Intention", "reference", sort="reference", cell=lambda row: _intention(row)),
        Column("Title", "title", on_page=False),
        cut_column(lambda row: row, sort="cut"),
        Column("Kind", "kind", sort="kind", on_page=False),
        Column("Contract", "contract", sort="contract", cell=lambda row: _contract(row)),
        Column("Provider", "provider", sort="provider", on_page=False),
        Column("Contract ends", "ends_on", on_page=False),
        Column("Notice in words", "months", on_page=False),
        Column("Clause", "clause", on_page=False),
        Column("Takes effect", "takes_effect", sort="takes_effect", cell=lambda row: words.day(row.takes_effect)),
        Column("Last day", "last_day", sort="order", cell=lambda row: words.day(row.last_day) or words.NOT_KNOWN),
        Column("Notice", "state", sort="state", cell=lambda row: tag_for(row.state)),
        Column("Given by", "given", cell=lambda row: format_html("{}<br>{}", row.given, row.told)),
        Column("What the provider was sent", "told", on_page=False),
    ]
    sort = "last_day"


def notice(request, round):
    round = the_round(request, round)
    asked(request, "look", round)
    invitations = Invitation.objects.visible_to(request.user).filter(round=round).select_related("organisation").with_editions_told()
    rows = served(reckoned.notices(checks.written(round).versions, round), list(invitations), localdate())
    listing = Notices(request, PlainRows(rows), title="Notice of contracts")
    return listing.answer("providers/notice.html", {"round": round, "back": round.get_draft_url()})


def _intention(row):
    href = reverse("intentions:edit", args=[row.notice.version.intention.round.slug, row.reference])
    return format_html("{}<br>{}", link(href, row.reference), row.kind)


def _contract(row):
    asks = f"{row.months} of notice" if row.months else ""
    rest = ", ".join(filter(None, [row.provider, asks, row.clause]))
    return format_html("<strong>{}</strong><br>{}", row.contract, rest)
