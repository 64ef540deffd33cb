"""A list of things: searched, filtered, sorted, in pages of 25, and downloaded exactly as filtered. All of it in the URL.

class Intentions(Listing):
    noun = "intention", "intentions"
    empty = "No intention has been written."
    search = ("title", "reference")                 # every word typed is in one of these
    filters = {
        "programme": AnyOf("Programme", "chapter__programme__slug", choices=programmes),    # a list or callable(listing)
        "state": AnyOf("State", "status", choices=Status.choices),
        "mine": Tick("Mine", lambda rows, listing: rows.filter(owner=listing.user)),
    }
    columns = [
        Column("Ref", "reference", sort="reference", cell=lambda row: link(row, row.reference)),
        Column("Title", "title", sort="title"),
        Column("State", "get_status_display", cell=tag_for),
    ]
    sort = "reference"

def index(request):
    rows = Intention.objects.visible_to(request.user).select_related("chapter")
    return Intentions(request, rows, title="Intentions").answer("intentions/index.html")

{% extends "list_page.html" %}
"""

from .columns import Address, Column, link
from .filters import AnyOf, OneOf, Tick
from .listing import Listing
from .plain import PlainRows

__all__ = ["Address", "AnyOf", "Column", "Listing", "OneOf", "PlainRows", "Tick", "link"]
