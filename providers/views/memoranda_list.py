"""The list of a round's memoranda."""

from django.db.models import Q
from django.utils.text import capfirst

from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, Tick, link
from portal.nhsuk.templatetags.nhs import tag_for

from ..states import MemorandumStatus

TROUBLES = {
    "is_declined": "Somebody does not sign",
    "has_closed": "A party closed",
    "is_behind": "Quotes words that were corrected",
    "is_late": "The day to sign by has passed",
}


class Memoranda(Listing):
    """Commissioners: with whom or on which contract each is, how far it is, by when it is signed."""

    noun = "memorandum", "memoranda"
    empty = "None is drafted yet. A memorandum is drafted from the points that were accepted and published."
    search = ("organisation__name", "contract")
    filters = {
        "state": AnyOf("State", "status", choices=MemorandumStatus.choices),
        "see": Tick("Something to see to", lambda rows, listing: rows.filter(_troubled())),
    }
    columns = [
        Column("Memorandum", lambda row: row.with_whom, sort=("organisation__name", "contract", "number"), cell=lambda row: _named(row)),
        Column("Version", "number", sort="number"),
        Column("State", "get_status_display", sort="status", cell=tag_for),
        Column("Signatures", "signatures", sort="signatures"),
        Column("Sign by", "sign_by_date", sort="sign_by_date", cell=lambda row: words.day(row.sign_by_date) if row.sign_by_date else ""),
        Column("To see to", lambda row: "; ".join(_of(row))),
    ]
    sort = "memorandum"


def _troubled():
    found = Q()
    for name in TROUBLES:
        found |= Q(**{name: True})
    return found


def _of(row):
    return [text for name, text in TROUBLES.items() if getattr(row, name)]


def _named(row):
    return link(row, capfirst(row.with_whom), hidden=f", version {row.number}")
