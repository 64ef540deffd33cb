"""The desk of bringing in: each piece of a source beside what is proposed of it, and what somebody says of that."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk.lists.listing import paged
from portal.nhsuk.words import counted

from .. import actions, forms
from ..documents.dated import both_ways
from ..models import Finding
from ..states import DateOrder, Fate, FindingKind, Verdict
from .bringing import the_document
from .heaps import (
    ORDERS,
    SHOWN,
    counting,
    counts_of,
    findings_in,
    homes_of,
    intentions_unnamed,
    names_of_homes,
    pieces_left,
    shows_of,
    tell_findings,
)

PAGE = 25
LISTS = {"left": pieces_left, "unnamed": intentions_unnamed}  # what is shown beside proposals
VERDICTS = {"accept": Verdict.ACCEPTED, "drop": Verdict.DROPPED, "open": Verdict.OPEN}
MADE = (
    ("intentions", "new intention", "new intentions"),
    ("changed", "intention changed", "intentions changed"),
    ("stopped", "intention withdrawn", "intentions withdrawn"),
    ("chapters", "new chapter", "new chapters"),
    ("outcomes", "new outcome", "new outcomes"),
    ("sections", "passage", "passages"),
)
WHOLE = {"accept-chapter": Verdict.ACCEPTED, "drop-chapter": Verdict.DROPPED}
DONE = {
    "new": "said to be new",
    "accept": "accepted",
    "drop": "left out",
    "open": "open again",
    "passage": "called a passage",
    "move": "moved",
}


@require_http_methods(["GET"])
def brought(request, round, pk):
    """Where the document stands: being read, refused, gone through, taken in."""
    document = the_document(request, round, pk, **counting(request.user))
    return desk(request, document) if document.is_open else _standing(request, document)


def _standing(request, document, status=200):
    context = {
        "brought": document,
        "round": document.round,
        "back": reverse("intentions:bring_in", args=[document.round.slug]),
        "made": [(count, one, more) for name, one, more in MADE if (count := len(document.made.get(name, [])))],
        "can_be_taken_back": document.can_be_taken_back(database_now()),
    }
    return render(request, "intentions/brought.html", context, status=status)


def desk(request, document, *, problem="", status=200):
    asked_for = request.GET if request.method == "GET" else QueryDict(request.POST.get("then", ""))
    show = asked_for.get("show") if asked_for.get("show") in {**SHOWN, **LISTS} else "open"
    order = asked_for.get("order") if asked_for.get("order") in ORDERS else "unsure"
    rows = LISTS[show](request, document) if show in LISTS else findings_in(request, document, show, order)
    if not hasattr(document, "ends"):  # after an act that was refused
        document = the_document(request, document.round.slug, document.pk, **counting(request.user))
    counts = counts_of(document)
    paginator = Paginator(rows, PAGE)
    paginator.__dict__["count"] = counts["pieces"]["left"] if show == "left" else counts[show]  # asked already
    page = paginator.get_page(asked_for.get("page"))
    for row in page:
        row.brought = document
    if show not in LISTS:
        tell_findings(request, document, page)
    context = {
        "brought": document,
        "round": document.round,
        "show": show,
        "order": order,
        "shows": shows_of(document, show, order, counts),
        "counts": counts,
        "page": page,
        "readings": both_ways(document.dates) if document.date_order else [],
        "is_of_proposals": show not in LISTS,
        "has_matches": counts["matched"] > 0,
        "is_next": counts["matched"] + counts["unnamed"] > 0,  # the round held intentions when the document came
        "pagination": paged(page, lambda number: f"?show={show}&order={order}&page={number}"),
        "query": f"show={show}&order={order}&page={page.number}",
        "homes": names_of_homes(request, document),
        "problem": problem,
        "back": reverse("intentions:bring_in", args=[document.round.slug]),
    }
    return render(request, "intentions/sift.html", context, status=status)


@require_POST
def say_date_order(request, round, pk):
    """Whether the day or the month comes first, for the whole document."""
    document = the_document(request, round, pk)
    order, seen = request.POST.get("order", ""), request.POST.get("seen", "")
    if order not in (DateOrder.DAY, DateOrder.MONTH):
        return desk(request, document, problem="Select whether the day or the month comes first", status=422)
    try:
        count = actions.say_date_order(brought=document, order=DateOrder(order), seen=seen, by=request.user, at=database_now())
    except actions.SaidMeanwhile:
        return desk(request, document, problem="Somebody answered this meanwhile. Their answer stands below", status=409)
    except CannotMove:
        return too_late(request, document)
    messages.success(request, f"{DateOrder(order).label}: {counted(count, 'proposal')} read so.")
    return back_to_desk(request, document)


@require_POST
def say_fate(request, round, pk):
    """Those that the document does not name stay, or are withdrawn when it is taken in."""
    document = the_document(request, round, pk)
    do, ticked = request.POST.get("do", ""), forms.ids(request.POST.getlist("tick"))
    if do not in Fate.values or not ticked:
        return desk(request, document, problem="Tick intentions, then say what becomes of them", status=422)
    try:
        count = actions.say_fate(brought=document, intentions=ticked, fate=Fate(do), by=request.user, at=database_now())
    except CannotMove:
        return too_late(request, document)
    messages.success(request, f"{counted(count, 'intention')}: {Fate(do).label.lower()}.")
    return back_to_desk(request, document)


@require_POST
def judge_many(request, round, pk):
    """What is ticked, all that is sure, or all that nobody has looked at."""
    document = the_document(request, round, pk)
    do, ticked = request.POST.get("do", ""), forms.seen_findings(request.POST.getlist("tick"))
    try:
        if do in ("sure", "everything"):
            count = actions.accept_open(brought=document, sure_only=do == "sure", by=request.user, at=database_now())
            messages.success(request, f"{count} accepted.")
            return back_to_desk(request, document)
        if do == "rest":
            count = actions.drop_open(brought=document, by=request.user, at=database_now())
            messages.success(request, f"{count} left out. They stand under “Left out”, where each can be opened again.")
            return back_to_desk(request, document)
        if do in WHOLE:
            return _judge_chapter(request, document, WHOLE[do])
        said = _said(do, homes_of(request, document), request.POST.get("home", ""))
        if not ticked or said is None:
            problem = "Select a chapter" if do == "move" and ticked else "Tick proposals, then select what to do with them"
            return desk(request, document, problem=problem, status=422)
        count, left = actions.judge_findings(brought=document, seen=ticked, said=said, by=request.user, at=database_now())
    except CannotMove:
        return too_late(request, document)
    messages.success(request, f"{count} {DONE[do]}.")
    if left:
        messages.warning(request, f"{left} left as they are: somebody changed them meanwhile.")
    return back_to_desk(request, document)


def _judge_chapter(request, document, verdict):
    home = homes_of(request, document).get(request.POST.get("home", ""))
    if home is None:
        return desk(request, document, problem="Select a chapter", status=422)
    count = actions.judge_chapter(brought=document, home=home, verdict=verdict, by=request.user, at=database_now())
    messages.success(request, f"{home}: {count} {'left out' if verdict == Verdict.DROPPED else 'accepted'}.")
    return back_to_desk(request, document)


def _said(do, homes, home):
    """What the ticked ones become; None when it is not said."""
    if do in VERDICTS:
        return {"verdict": VERDICTS[do]}
    if do == "passage":
        return {"kind": FindingKind.PASSAGE, "verdict": Verdict.ACCEPTED, **actions.NEW}
    if do == "new":
        return {"verdict": Verdict.OPEN, **actions.NEW}
    chosen = homes.get(home) if do == "move" else None
    if chosen is None:
        return None
    return {"chapter": chosen, "standing": None} if isinstance(chosen, Finding) else {"chapter": None, "standing": chosen}


def back_to_desk(request, document):
    """Back to the same place of the desk."""
    then = QueryDict(request.POST.get("then", ""))
    kept = "&".join(f"{name}={then[name]}" for name in ("show", "order", "page") if then.get(name, "").isalnum())
    return redirect(f"{document.get_absolute_url()}{f'?{kept}' if kept else ''}")


def too_late(request, document):
    messages.warning(request, "This document is not being gone through any more.")
    return redirect(document)
