"""A pack as a book: a page an item, with contents, search, the pages of the print, and a member's notes beside the paragraph."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from portal.printing import passages, twin

from .. import documents
from . import packs
from .doors import crumb_of_meetings, the_book
from .margins import beside_of

MOST_FOUND = 100


@login_not_required
@require_GET
def pack_web(request, pk):
    """Cover, agenda and contents; what is looked for in it; everything on one page for who asks."""
    pack = the_book(request, pk)
    asked = " ".join(request.GET.get("q", "").split())[:200]
    about = _about(request, pack)
    context = {
        **about,
        "asked": asked,
        "found": _found(pack, asked) if asked else None,
        "whole": "whole" in request.GET,
        "first": _way(pack, about["lines"], 0),
        "words": twin.twin(pack.document) if "whole" in request.GET else _front(pack, about["lines"]),
    }
    return render(request, "committees/pack_web.html", context)


@login_not_required
@require_GET
def pack_page(request, pk, key):
    """One paper, with the way to the one before and the one after."""
    pack = the_book(request, pk)
    about = _about(request, pack)
    place = next((place for place, line in enumerate(about["lines"]) if line["part"].key == key), None)
    if place is None:
        raise Http404
    line, part = about["lines"][place], pack.document.parts.select_related("document").get(key=key)
    margin = beside_of(request, line["line"].item, part.document) if about["is_member"] else None
    context = {
        **about,
        "line": line,
        "margin": margin,
        "before": _way(pack, about["lines"], place - 1),
        "after": _way(pack, about["lines"], place + 1),
        "words": twin.twin(
            part.document, pack=pack.document, part=part, address=_address(pack), pdf=_shown(pack), beside=margin.beside if margin else None
        ),
        "crumbs": [*about["crumbs"], {"text": "Contents", "href": _address(pack)("")}],
    }
    return render(request, "committees/pack_page.html", context)


def _front(pack, lines):
    return twin.front(pack.document, [line["part"] for line in lines], address=_address(pack))


def _about(request, pack):
    """What each page of the book says of the pack."""
    is_member = request.user.is_authenticated and request.user.has_perm("committees.sit", pack.meeting)
    since = packs.since_last_opened(pack, request.user) if is_member else None
    lines = _lines(pack, since)
    return {
        "pack": pack,
        "meeting": pack.meeting,
        "when": documents.when_words(pack.meeting),
        "private": packs.bases_of(line["line"].item for line in lines),
        "is_member": is_member,
        "since": since,
        "lines": lines,
        "web": _address(pack)(""),
        "asked": "",
        "line": None,
        "crumbs": [
            crumb_of_meetings(),
            {"text": str(pack.meeting), "href": pack.meeting.get_absolute_url()},
            {"text": str(pack), "href": pack.get_absolute_url()},
        ],
    }


def _lines(pack, since):
    """Each paper with its pages, and what became of it since the reader last opened an issue."""
    new = packs.changed_items(since["before"], pack) if since else {}
    return [
        {**line, "href": _address(pack)(line["part"].key), "is_new": new.get(line["line"].item_id, "")} for line in packs.manifest(pack)
    ]


def _address(pack):
    """Where a paper of the pack is read, by its key."""
    web = reverse("committees:pack_web", args=[pack.pk])
    return lambda key: f"{web}{key}/" if key else web


def _shown(pack):
    """The PDF as a browser opens it at one of its pages."""
    return f"{reverse('committees:pack_pdf', args=[pack.pk])}?shown"


def _way(pack, lines, place):
    """The paper there; before the first one the contents."""
    if place < 0:
        return {"href": _address(pack)(""), "labelText": "Contents"}
    return {"href": lines[place]["href"], "labelText": lines[place]["part"].label} if place < len(lines) else None


def _found(pack, asked):
    """Passages of all its papers, PDFs from elsewhere among them, each with its page in the print."""
    told = []
    for part in pack.document.parts.select_related("document").order_by("order"):
        for one in passages.find(part.document, asked, keep=not pack.is_private):
            told.append(
                {
                    "label": part.label,
                    "href": f"{_address(pack)(part.key)}{'#' if one.passage.anchor else ''}{one.passage.anchor}",
                    "page": (part.first_page or 1) + one.passage.page - 1,
                    "found": one,
                }
            )
    return {"many": len(told), "shown": told[:MOST_FOUND]}
