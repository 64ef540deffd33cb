"""The desk of bringing in: each piece of a source beside what is proposed of it, and what somebody says of that."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, Value
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk.lists.listing import paged

from .. import actions, forms
from ..documents.said import recognised
from ..models import Chapter, Finding, Piece
from ..models.brought import SURE
from ..states import FindingKind, Verdict
from .bringing import the_document

PAGE = 25
SHOWN = {
    "open": ("Not looked at", Q(verdict=Verdict.OPEN)),
    "unsure": ("Unsure", Q(verdict=Verdict.OPEN, sure__lt=SURE)),
    "accepted": ("Accepted", Q(verdict=Verdict.ACCEPTED)),
    "dropped": ("Left out", Q(verdict=Verdict.DROPPED)),
    "all": ("All", Q()),
}
ORDERS = {"unsure": ("sure", "order"), "document": ("order",)}
VERDICTS = {"accept": Verdict.ACCEPTED, "drop": Verdict.DROPPED, "open": Verdict.OPEN}
MADE = (("intentions", "intention", "intentions"), ("chapters", "new chapter", "new chapters"), ("sections", "passage", "passages"))
DONE = {"accept": "accepted", "drop": "left out", "open": "open again", "passage": "called a passage", "move": "moved"}


@require_http_methods(["GET"])
def brought(request, round, pk):
    """Where the document stands: being read, refused, gone through, taken in."""
    document = the_document(request, round, pk)
    return _desk(request, document) if document.is_open else _standing(request, document)


def _standing(request, document, status=200):
    context = {
        "brought": document,
        "round": document.round,
        "back": reverse("intentions:bring_in", args=[document.round.slug]),
        "made": [(len(document.made.get(name, [])), one, more) for name, one, more in MADE],
        "can_be_taken_back": document.can_be_taken_back(database_now()),
    }
    return render(request, "intentions/brought.html", context, status=status)


def _desk(request, document, *, problem="", status=200):
    asked_for = request.GET if request.method == "GET" else QueryDict(request.POST.get("then", ""))
    show = asked_for.get("show") if asked_for.get("show") in SHOWN or asked_for.get("show") == "left" else "open"
    order = asked_for.get("order") if asked_for.get("order") in ORDERS else "unsure"
    rows = _left(request, document) if show == "left" else _findings(request, document, show, order)
    counts = _counts(request, document)
    paginator = Paginator(rows, PAGE)
    paginator.__dict__["count"] = counts["pieces"]["left"] if show == "left" else counts[show]  # asked already
    page = paginator.get_page(asked_for.get("page"))
    for row in page:
        row.brought = document
    if show != "left":
        tell_recognised(page)
    context = {
        "brought": document,
        "round": document.round,
        "show": show,
        "order": order,
        "shows": _shows(document, show, order, counts),
        "counts": counts,
        "page": page,
        "pagination": paged(page, lambda number: f"?show={show}&order={order}&page={number}"),
        "query": f"show={show}&order={order}&page={page.number}",
        "homes": _names_of_homes(request, document),
        "problem": problem,
        "back": reverse("intentions:bring_in", args=[document.round.slug]),
    }
    return render(request, "intentions/sift.html", context, status=status)


def _findings(request, document, show, order):
    rows = Finding.objects.visible_to(request.user).filter(SHOWN[show][1], brought=document)
    ordered = rows.select_related("chapter", "standing", "changed_by").order_by(*ORDERS[order])
    return ordered.prefetch_related(Prefetch("pieces", Piece.objects.visible_to(request.user).order_by("order")))


def tell_recognised(findings):
    """What enters the draft beside title and words, on each: `recognised`, by the names of places and organisations."""
    names = actions.names_of(findings)
    for one in findings:
        one.recognised = recognised(one, names)


def _left(request, document):
    pieces = Piece.objects.visible_to(request.user).filter(brought=document).ending()
    return pieces.filter(is_open=False, is_taken=False).order_by("order")


def _counts(request, document):
    """How many proposals stand in which heap; where the pieces of the source end."""
    found = Finding.objects.visible_to(request.user).filter(brought=document)
    said = found.aggregate(**{name: Count("pk", filter=which) for name, (_, which) in SHOWN.items() if name != "all"}, all=Count("pk"))
    pieces = Piece.objects.visible_to(request.user).filter(brought=document).ending()
    ends = pieces.aggregate(
        total=Count("pk"),
        taken=Count("pk", filter=Q(is_taken=True, is_open=False)),
        left=Count("pk", filter=Q(is_taken=False, is_open=False) & (Q(is_dropped=True) | ~Q(why=""))),
    )
    ends["unsaid"] = ends["total"] - ends["taken"] - ends["left"]
    ends["said"] = ends["taken"] + ends["left"]
    return {**said, "pieces": ends}


def _shows(document, show, order, counts):
    """The heaps, each with its address and how much is in it."""
    names = {name: title for name, (title, _) in SHOWN.items()} | {"left": "Pieces left out"}
    numbers = {**counts, "left": counts["pieces"]["left"]}
    return [(title, f"?show={name}&order={order}", numbers[name], name == show) for name, title in names.items()]


def _names_of_homes(request, document):
    """The same by their names alone, in one query."""
    standing, proposed = _homes(request, document)
    ours = standing.annotate(of=Value("c")).values_list("of", "pk", "title", "order")
    theirs = proposed.annotate(of=Value("f")).values_list("of", "pk", "title", "order")
    return {f"{of}:{pk}": title for of, pk, title, _ in ours.union(theirs).order_by("of", "order")}


def homes_of(request, document):
    """{key: chapter}: those of the draft, then those that the document proposes."""
    standing, proposed = _homes(request, document)
    return {f"c:{one.pk}": one for one in standing.order_by("order", "code")} | {f"f:{one.pk}": one for one in proposed.order_by("order")}


def _homes(request, document):
    standing = Chapter.objects.visible_to(request.user).filter(round=document.round)
    proposed = Finding.objects.visible_to(request.user).filter(brought=document, kind=FindingKind.CHAPTER)
    return standing, proposed.exclude(verdict=Verdict.DROPPED)


@require_http_methods(["GET", "POST"])
def finding(request, round, pk, finding):
    """One proposal: mended on a page of its own; accepted, left out, merged, split from there or from the desk."""
    document = the_document(request, round, pk)
    found = get_object_or_404(
        Finding.objects.visible_to(request.user).filter(brought=document).select_related("chapter", "standing", "changed_by"), pk=finding
    )
    found.brought = document
    tell_recognised([found])
    homes = homes_of(request, document)
    if request.method == "POST" and request.POST.get("do") == "mend":
        return _mend(request, found, homes)
    if request.method == "POST":
        return _judge(request, found, homes)
    return _mending(request, found, forms.MendForm(homes=homes, recognised=found.recognised, initial=_initial(found)))


def _initial(found):
    home = f"c:{found.standing_id}" if found.standing_id else f"f:{found.chapter_id}" if found.chapter_id else ""
    return {"kind": found.kind, "title": found.title, "words": found.words, "home": home, "revision": str(found.revision)}


def _mending(request, found, form, *, problem="", status=200):
    context = {
        "form": form,
        "finding": found,
        "brought": found.brought,
        "round": found.brought.round,
        "pieces": found.pieces.order_by("order"),
        "lines": [(number, line) for number, line in enumerate(found.words.splitlines(), 1) if line.strip()],
        "problem": problem,
        "back": found.brought.get_absolute_url(),
    }
    return render(request, "intentions/mend.html", context, status=status)


def _mend(request, found, homes):
    form = forms.MendForm(request.POST, homes=homes, recognised=found.recognised)
    if not form.is_valid():
        return _mending(request, found, form, status=422)
    said = form.cleaned_data
    try:
        actions.mend_finding(
            finding=found,
            title=said["title"],
            words=said["words"],
            kind=FindingKind(said["kind"]),
            chapter=homes.get(said["home"]),
            without=said.get("without", ()),
            seen=said["revision"],
            by=request.user,
            at=database_now(),
        )
    except actions.Meanwhile as meanwhile:
        return _mending(
            request, found, form, problem=f"{meanwhile}. What you typed is below, not saved; load the page again to see theirs", status=409
        )
    except CannotMove:
        return _too_late(request, found.brought)
    messages.success(request, "Saved and accepted.")
    return _on(request, found.brought)


def _judge(request, found, homes):
    do, seen = request.POST.get("do", ""), forms.revision_of(request.POST.get("revision", ""))
    about = {"finding": found, "seen": seen, "by": request.user, "at": database_now()}
    try:
        if do in VERDICTS:
            actions.judge_finding(verdict=VERDICTS[do], **about)
        elif do == "passage":
            home = found.standing or found.chapter
            actions.mend_finding(title=found.title, words=found.words, kind=FindingKind.PASSAGE, chapter=home, **about)
        elif do == "merge":
            actions.merge_finding(**about)
        elif do == "split":
            actions.split_finding(paragraph=forms.revision_of(request.POST.get("paragraph", "")), **about)
        else:
            raise actions.CannotJudge("Select what to do with it")
    except actions.Meanwhile as meanwhile:
        return _desk(request, found.brought, problem=f"“{found}”: {meanwhile}. Nothing was done with it", status=409)
    except actions.CannotJudge as refusal:
        return _desk(request, found.brought, problem=str(refusal), status=422)
    except CannotMove:
        return _too_late(request, found.brought)
    return _on(request, found.brought)


@require_POST
def judge_many(request, round, pk):
    """What is ticked, all that is sure, or all that nobody has looked at."""
    document = the_document(request, round, pk)
    do, ticked = request.POST.get("do", ""), forms.seen_findings(request.POST.getlist("tick"))
    try:
        if do in ("sure", "everything"):
            count = actions.accept_open(brought=document, sure_only=do == "sure", by=request.user, at=database_now())
            messages.success(request, f"{count} accepted.")
            return _on(request, document)
        said = _said(do, homes_of(request, document), request.POST.get("home", ""))
        if not ticked or said is None:
            problem = "Select a chapter" if do == "move" and ticked else "Tick proposals, then select what to do with them"
            return _desk(request, document, problem=problem, status=422)
        count, left = actions.judge_findings(brought=document, seen=ticked, said=said, by=request.user, at=database_now())
    except CannotMove:
        return _too_late(request, document)
    messages.success(request, f"{count} {DONE[do]}.")
    if left:
        messages.warning(request, f"{left} left as they are: somebody changed them meanwhile.")
    return _on(request, document)


def _said(do, homes, home):
    """What the ticked ones become; None when it is not said."""
    if do in VERDICTS:
        return {"verdict": VERDICTS[do]}
    if do == "passage":
        return {"kind": FindingKind.PASSAGE, "verdict": Verdict.ACCEPTED}
    chosen = homes.get(home) if do == "move" else None
    if chosen is None:
        return None
    return {"chapter": chosen, "standing": None} if isinstance(chosen, Finding) else {"chapter": None, "standing": chosen}


def _on(request, document):
    """Back to the same place of the desk."""
    then = QueryDict(request.POST.get("then", ""))
    kept = "&".join(f"{name}={then[name]}" for name in ("show", "order", "page") if then.get(name, "").isalnum())
    return redirect(f"{document.get_absolute_url()}{f'?{kept}' if kept else ''}")


def _too_late(request, document):
    messages.warning(request, "This document is not being gone through any more.")
    return redirect(document)
