"""The history (A5): who did what, when, in sentences; of one thing or of everything one's organisations own."""

from uuid import UUID

from django.utils.functional import cached_property

from intentions.models import Intention
from portal.audit.models import Event
from portal.nhsuk import fields, words
from portal.nhsuk.lists import AnyOf, Column, Listing, OneOf

AREAS = {  # what the history speaks of: the stems of its events
    "rounds": (
        "Rounds and editions",
        ("round", "edition", "chapter", "programme", "plan", "section", "challenge", "case_study", "enabler", "register_entry"),
    ),
    "intentions": ("Intentions", ("intention",)),
    "outcomes": ("Outcomes", ("outcome", "outcome_row", "outcome_table", "measure", "target", "observation", "observations", "indicator")),
    "responses": ("Responses", ("invitation", "response", "position", "signature", "question")),
    "decisions": ("Decisions", ("decision", "decisions")),
    "committees": ("Meetings and papers", ("committee", "seat", "meeting", "item", "paper", "document")),
    "people": ("People and organisations", ("organisation", "place", "group", "membership", "person")),
}


def people(listing):
    found = listing.rows.exclude(by=None).order_by("by__name").values_list("by__pk", "by__name").distinct()
    return [(str(pk), name) for pk, name in found]


def who(event):
    return event.by.name if event.by else "The portal"


def about(rows, values, listing):
    """Events named after any of these: "intention.approved" is about intentions."""
    stems = [stem for value in values for stem in AREAS[value][1]]
    return rows.filter(name__regex=rf"^({'|'.join(stems)})\.")


class Events(Listing):
    noun = "event", "events"
    empty = "Nothing has happened yet."
    search = ("says", "by__name")
    filters = {
        "about": AnyOf("About", about, choices=[(key, label) for key, (label, _) in AREAS.items()]),
        "by": OneOf("Who", "by", choices=people),
    }
    columns = [
        Column("When", "at", sort="at", cell=lambda event: words.history(event.at)),
        Column("Who", who, sort="by__name"),
        Column("What", "says"),
    ]
    sort = "-when"

    @cached_property
    def form(self):
        """The filters keep to the thing whose history this is."""
        form = super().form
        if "of" in self.request.GET:
            form.fields["of"] = fields.HiddenField(required=False, initial=self.request.GET["of"])
        return form


def history(request):
    rows = Event.objects.visible_to(request.user).select_related("by")
    of = target(request.GET.get("of", ""))
    intention = (
        Intention.objects.visible_to(request.user).filter(pk=of, published__isnull=False).select_related("round").first() if of else None
    )
    listing = Events(request, rows.filter(target_id=of) if of else rows, title="History")
    return listing.answer("portal/history.html", {"intention": intention})


def target(typed):
    """The thing whose history is asked for; nonsense is nothing that ever happened."""
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return UUID(int=0)
