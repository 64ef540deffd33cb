from collections import Counter
from functools import cache, cached_property

from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from portal.nhsuk.lists import AnyOf, Column, Listing, OneOf, Tick, link
from portal.nhsuk.templatetags.nhs import tag_for
from portal.organisations.states import PlaceKind

from .. import checks, timescale
from ..documents.starting import known
from ..models import Intention
from ..states import Status
from .begun import task_list
from .cut import cut_column, cut_filter
from .doors import asked, the_round

SHOWN = 10
WORDS = [
    (Status.PUBLISHED, "published"),
    (Status.APPROVED, "approved"),
    (Status.IN_REVIEW, "in review"),
    (Status.RETURNED, "returned"),
    (Status.DRAFT, "draft"),
    (Status.WITHDRAWN, "withdrawn"),
]


def where(intention):
    """Names, or how many when they are many."""
    return places_in_words(intention.latest.places.all()) or "Not set"


def places_in_words(found):
    places = sorted(found, key=lambda place: place.name)
    if len(places) > 2:
        return f"{len(places)} {'boroughs' if all(place.kind == PlaceKind.BOROUGH for place in places) else 'places'}"
    return ", ".join(place.short_name or place.name for place in places)


def when(intention):
    latest = intention.latest
    return latest.timescale or timescale.in_words(latest.from_date, latest.to_date, latest.precision) or "Not set"


def reference(intention):
    return format_html('<span class="app-unbroken">{}</span>', link(intention.get_draft_url(), intention.reference))


def _programmes(listing):
    return [(chapter.programme.slug, chapter.title) for chapter in listing.about["chapters"]]


def _owners(listing):
    owners = {intention.owner.pk: str(intention.owner) for intention in listing.everything if intention.owner}
    return [("nobody", "Nobody"), *sorted(owners.items(), key=lambda pair: pair[1])]


def _places(listing):
    found = {place.slug: place.name for intention in listing.everything for place in intention.latest.places.all()}
    return sorted(found.items(), key=lambda pair: pair[1])


def _owned(rows, values, listing):
    return rows.filter(owner=None) if values == ["nobody"] else rows.filter(owner__in=values)


_tag = cache(tag_for)  # of a word: a round has few states and many rows


class Drafts(Listing):
    """The intentions of one round as they are being written, chapter by chapter."""

    noun = "intention", "intentions"
    empty = "No intention has been written."
    search = ("latest__title", "reference")
    filters = {
        "change": cut_filter("latest__kind"),
        "programme": AnyOf("Programme", "chapter__programme__slug", choices=_programmes),
        "state": AnyOf("State", "latest__status", choices=Status.choices),
        "owner": OneOf("Owner", _owned, choices=_owners),
        "place": AnyOf("Place", lambda rows, values, listing: rows.in_places(values), choices=_places),
        "carried": Tick("Carried over, not yet looked at", lambda rows, listing: rows.filter(still_true="").exclude(rolled_from=None)),
        "mine": Tick("Mine", lambda rows, listing: rows.filter(owner=listing.user)),
    }
    columns = [
        Column("Ref", "reference", sort="reference", cell=reference),
        Column("Title", "latest.title", sort="latest__title"),
        cut_column(lambda row: row.latest, sort="cut_place"),
        Column("Where", where, sort="first_place"),
        Column("When", when, sort=("latest__from_date", "latest__to_date")),
        Column("Owner", lambda row: str(row.owner) if row.owner else "Nobody", sort="owner__name"),
        Column("State", "latest.get_status_display", sort="latest__status", cell=lambda row: _tag(row.latest.get_status_display())),
        Column("Chapter", "chapter.title", on_page=False),
        Column("Version", "latest.number", on_page=False),
    ]
    unsorted = "Chapter by chapter"

    @cached_property
    def everything(self):
        """Of the round, whatever the filters say: what they may ask."""
        return self.about["everything"]

    @cached_property
    def found(self):
        """In the order of the round, whose chapters are the pages of this list, until it is sorted by something else."""
        return super().found if self.sorted_by else self.narrowed(words=self.words, chosen=self.chosen).in_order()


ON_PAGE = [column for column in Drafts.columns if column.on_page]
OF_ROUND = Column("Programme", "chapter.title")  # beside the others where one table holds every chapter


def drafts_of(round, user):
    """Its intentions as they are being written, with the place by which they are sorted."""
    rows = Intention.objects.visible_to(user).filter(round=round).select_related("latest", "owner", "chapter")
    return rows.with_first_place().with_cut().prefetch_related("latest__places")


@require_GET
def draft(request, round):
    """C2. The whole round on one page: how far it is, what must be fixed, and every intention in its chapter."""
    round = the_round(request, round, known=known)
    asked(request, "draft", round)
    everything = _loaded(request, round)
    chapters = list(round.chapters.select_related("programme").order_by("order", "code"))
    rows = drafts_of(round, request.user)
    listing = Drafts(request, rows, title=f"{round}: draft", everything=everything, chapters=chapters)
    found = _found(listing, everything)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    listing.__dict__["count"] = len(found)
    problems = checks.of_whole(checks.Whole(round, [one.latest for one in everything if one.latest.status != Status.WITHDRAWN], chapters))
    must = [problem for problem in problems if problem.is_must]
    context = {
        "round": round,
        "counted": counted(everything, len(must)),
        "heads": listing.heads(ON_PAGE),
        "sorted": _sorted(listing, found) if listing.sorted_by and found else None,
        "by_chapter": listing.href(sort=None),
        "many": f"{reverse('intentions:many', args=[round.slug])}{query}",
        "chapters": [] if listing.sorted_by and found else _chapters(listing, round, chapters, found),
        "places": ", ".join(sorted(one.name for one in round.places.all())),
        "partners": ", ".join(sorted(one.name for one in round.participants.all())) or "No partners",
        "problems_shown": problems[:SHOWN],
        "problems_more": len(problems) - SHOWN,
        "checked": len(checks.CHECKS),
        "is_empty": not everything,
        "begun": task_list(round, request.user),
    }
    return listing.answer("intentions/draft.html", context)


def _loaded(request, round):
    rows = Intention.objects.visible_to(request.user).filter(round=round).select_related("latest", "owner", "chapter").in_order()
    loaded = list(rows.knowing_providers().prefetch_related("latest__places", "latest__money", "latest__contracts"))
    for intention in loaded:
        intention.latest.has_providers = intention.has_providers
        intention.round = intention.chapter.round = round
        intention.latest.intention = intention
    return loaded


def _found(listing, everything):
    if not listing.is_filtered and not listing.sorted_by:
        return everything
    of = {intention.pk: intention for intention in everything}
    return [of[pk] for pk in listing.found.values_list("pk", flat=True) if pk in of]


def counted(everything, must):
    """78 intentions: 52 approved, 9 in review, 2 returned, 15 draft. 4 must fix."""
    states = Counter(intention.latest.status for intention in everything)
    said = ", ".join(f"{states[status]} {word}" for status, word in WORDS if states[status])
    total = f"{len(everything)} intention{'' if len(everything) == 1 else 's'}"
    return f"{total}: {said}. {must} must fix" if everything else f"{total}"


def _chapters(listing, round, chapters, found):
    return [_chapter(round, chapter, found) for chapter in chapters if not listing.is_filtered or _holds(chapter, found)]


def _holds(chapter, found):
    return any(intention.chapter_id == chapter.pk for intention in found)


def _sorted(listing, found):
    """One table of every chapter."""
    columns = [*ON_PAGE, OF_ROUND]
    rows = [[(column.heading, column.shown(intention)) for column in columns] for intention in found]
    return {"heads": listing.heads(columns), "rows": rows}


def _chapter(round, chapter, found):
    has_finance = chapter.finance_short_term or chapter.finance_medium_long_term
    return {
        "chapter": chapter,
        "finance": "written" if has_finance else "not written",
        "add": f"{reverse('intentions:create', args=[round.slug])}?chapter={chapter.code}",
        "rows": [
            [(column.heading, column.shown(intention)) for column in ON_PAGE] for intention in found if intention.chapter_id == chapter.pk
        ],
    }
