"""Meetings, agendas and papers as everybody reads them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from portal.nhsuk import words
from portal.nhsuk.lists import Address, AnyOf, Column, Listing, link
from portal.nhsuk.templatetags.nhs import tag_for
from portal.organisations.rules import roles_of
from portal.organisations.states import Role
from portal.printing.progress import progress as progress_of

from .. import documents
from ..models import AgendaItem, Committee, Meeting, Minutes, Paper, Promise, Resolution
from ..states import ExemptBasis, PaperStatus
from . import agendas, packs
from .doors import crumb_of_meetings, file_of, the_meeting, the_paper, words_of
from .report import original_link

WHEN = [("coming", "Coming"), ("past", "Past")]


def by_day(rows, values, listing):
    today = timezone.localdate()
    coming, past = rows.filter(date__gte=today), rows.filter(date__lt=today)
    return {("coming",): coming, ("past",): past}.get(tuple(values), rows)


class Meetings(Listing):
    """Every meeting whose agenda is public; a committee is a filter with its contact."""

    noun = "meeting", "meetings"
    empty = "No agenda has been published."
    search = ("committee__name", "venue", "items__title")
    filters = {
        "committee": AnyOf(
            "Committee",
            "committee__slug",
            choices=lambda listing: listing.rows.order_by("committee__name").values_list("committee__slug", "committee__name").distinct(),
        ),
        "when": AnyOf("When", by_day, choices=WHEN),
    }
    columns = [
        Column("Meeting", documents.when_words, sort="date", cell=lambda row: link(row, documents.when_words(row))),
        Column("Committee", "committee.name", sort="committee__name"),
        Column("Place", "venue"),
        Column("Agenda", "get_status_display", cell=tag_for),
        Address(on_page=False),
    ]
    sort = "-date"


@login_not_required
@require_GET
def meetings(request):
    rows = Meeting.objects.visible_to(request.user).filter(first_published_at__isnull=False).select_related("committee")
    listing = Meetings(request, rows, title="Meetings")
    chosen = Committee.objects.visible_to(request.user).filter(slug__in=listing.chosen.get("committee", [])).select_related("successor")
    return listing.answer("committees/meetings.html", {"committees": chosen, "steps": _steps(request)})


def _steps(request):
    """What a clerk goes on with, and where seats are kept; nothing for others."""
    kept = [
        one for one in Committee.objects.visible_to(request.user).select_related("host") if request.user.has_perm("committees.seat", one)
    ]
    seats = [{"text": f"Who sits on the {one.name}", "href": reverse("committees:seats", args=[one.slug])} for one in kept]
    seats += [{"text": f"How the {one.name} works", "href": reverse("committees:edit_committee", args=[one.slug])} for one in kept]
    if any(role == Role.ADMINISTRATOR for _, role in roles_of(request.user)):
        seats.append({"text": "Found a committee", "href": reverse("committees:found")})
    paper = {"text": "Make a paper from a round", "href": reverse("committees:make_paper")}
    if not request.user.has_perm("committees.call"):
        return [paper, *seats] if request.user.has_perm("committees.make") else seats
    mine = Meeting.objects.visible_to(request.user).prepared_by(request.user).select_related("committee")
    coming = mine.filter(date__gte=timezone.localdate()).order_by("date")[:5]
    return [
        *({"text": f"Prepare {one.committee.name}, {words.day(one.date, 'weekday')}", "href": one.get_draft_url()} for one in coming),
        {"text": "Call a meeting", "href": reverse("committees:call")},
        paper,
        *seats,
    ]


@login_not_required
@require_GET
def meeting(request, slug):
    """P11. What is exempt shows its words to those who sit on the committee and to nobody else."""
    meeting = the_meeting(request, slug)
    if not meeting.first_published_at:
        raise Http404  # a draft is read at its own address
    issued = packs.issued(meeting, request.user)
    items = agendas.items_of(meeting, request.user)
    context = {
        "meeting": meeting,
        "when": documents.when_words(meeting),
        "contact": documents.contact_words(meeting.committee),
        "lines": agendas.read_by(items, meeting, request.user, packs.read_together(issued)),
        "exclusion": documents.exclusion_words(meeting, items),
        "packs": packs.shown(packs.current(issued)),
        "waiting": [one for one in issued if one.document.is_moving],
        "earlier": packs.replaced(issued),
        "outcomes": _outcomes(request, meeting),
        "promised": _promised(request, meeting),
        "minutes": Minutes.objects.visible_to(request.user).filter(meeting=meeting, document__isnull=False).first(),
        "kept": documents.report_words(meeting.date),
        "steps": _next_steps(request, meeting),
        "crumbs": [crumb_of_meetings(), {"text": meeting.committee.name, "href": meeting.committee.get_absolute_url()}],
    }
    return render(request, "committees/meeting.html", context)


def _promised(request, meeting):
    """What comes back from earlier meetings, of items this person may read."""
    mine = Promise.objects.visible_to(request.user).values("pk")
    return [documents.promise_words(one) for one in documents.coming_back(meeting).filter(pk__in=mine)]


def _outcomes(request, meeting):
    """What became of the items this person may read, and who does what."""
    resolutions = Resolution.objects.visible_to(request.user).filter(item__meeting=meeting).select_related("item")
    promises = Promise.objects.visible_to(request.user).filter(item__meeting=meeting).select_related("item")
    return {
        "resolutions": resolutions.order_by("item__number", "item__place", "order"),
        "promises": promises.order_by("item__number", "item__place", "order"),
    }


def _next_steps(request, meeting):
    may_prepare = request.user.has_perm("committees.prepare", meeting)
    return [{"text": "Prepare this meeting", "href": meeting.get_draft_url()}] if may_prepare else []


@login_not_required
@require_GET
def annex(request, pk):
    """An uploaded PDF as it is bound: its pages without what it hides. One that is exempt is recorded when it is opened."""
    items = AgendaItem.objects.visible_to(request.user).open_to(request.user).select_related("meeting__committee__host", "annex")
    item = get_object_or_404(items.settled(), pk=pk)
    return file_of(request, item, item.annex, as_name=item.upload_name.rpartition(".")[0] or item.upload_name)


@login_not_required
@require_GET
def paper(request, slug):
    """P12. The accessible original. What is not published is read at the address of the draft."""
    paper = the_paper(request, slug)
    if paper.status != PaperStatus.PUBLISHED or paper.document is None:
        raise Http404
    item = getattr(paper, "item", None)
    bound = packs.holding(paper, request.user)
    context = {
        "paper": paper,
        "item": item,
        "corrected": documents.corrected(paper),
        "again": Paper.objects.visible_to(request.user).filter(replaces=paper, status=PaperStatus.PUBLISHED).first(),
        "before": Paper.objects.visible_to(request.user).filter(pk=paper.replaces_id).first(),
        "sections": [section for section in paper.facts["sections"] if section["id"]],
        "words": words_of(request, paper, paper.document, pack=bound.document if bound else None, address=packs.address_in(bound)),
        "progress": progress_of(paper.document),
        "bases": [ExemptBasis(paper.exempt_basis).full] if paper.is_exempt else [],
        "original": original_link(paper),
        "may_prepare": request.user.has_perm("committees.save", paper),
        "crumbs": _crumbs(item),
    }
    return render(request, "committees/paper.html", context)


def _crumbs(item):
    is_public = item is not None and item.meeting.first_published_at
    here = [{"text": str(item.meeting), "href": item.meeting.get_absolute_url()}] if is_public else []
    return [crumb_of_meetings(), *here]


@login_not_required
@require_GET
def paper_pdf(request, slug):
    paper = the_paper(request, slug)
    return file_of(request, paper, paper.document)
